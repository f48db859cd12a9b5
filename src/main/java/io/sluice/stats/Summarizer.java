package io.sluice.stats;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * The one pass: reads Spark's internal rows, in which numbers have been cast to double and all else
 * to text, into one summary a partition, and merges these in the order of the partitions, so that
 * rounding is the same in every run.
 */
final class Summarizer {

  /** Partitions beyond which summaries are merged on the executors first. */
  private static final int FAN_IN = 64;

  private Summarizer() {}

  static Summary summarize(Dataset<?> data, List<Need> needs) {
    Inputs inputs = new Inputs(needs);
    JavaRDD<Summary> parts =
        data.select(inputs.columns())
            .queryExecution()
            .toRdd()
            .toJavaRDD()
            .mapPartitions(rows -> List.of(new Fold(needs, inputs).fold(rows)).iterator());
    Summary merged = new Fold(needs, inputs).fold(List.<InternalRow>of().iterator());
    inOrder(parts).forEach(merged::merge);
    return merged;
  }

  /** A key a partition: the group of key i is in partition i, so groups keep their order. */
  private static List<Summary> inOrder(JavaRDD<Summary> parts) {
    if (parts.getNumPartitions() <= FAN_IN) {
      return parts.collect();
    }
    record Part(int index, Summary summary) implements java.io.Serializable {}
    JavaPairRDD<Integer, Part> grouped =
        parts
            .mapPartitionsWithIndex(
                (index, it) -> List.of(new Part(index, it.next())).iterator(), false)
            .keyBy(part -> part.index / FAN_IN);
    return inOrder(
        grouped
            .groupByKey((parts.getNumPartitions() + FAN_IN - 1) / FAN_IN)
            .values()
            .map(
                group -> {
                  List<Part> sorted = new ArrayList<>();
                  group.forEach(sorted::add);
                  sorted.sort(Comparator.comparingInt(Part::index));
                  Summary first = sorted.get(0).summary;
                  sorted.subList(1, sorted.size()).forEach(p -> first.merge(p.summary));
                  return first;
                }));
  }
}

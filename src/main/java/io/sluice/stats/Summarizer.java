package io.sluice.stats;

import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * The one pass: reads Spark's internal rows, in which numbers have been cast to double and all else
 * to text, into one summary a partition, and merges these in the order of the partitions, so that
 * rounding is the same in every run.
 */
final class Summarizer {

  private Summarizer() {}

  static Summary summarize(Dataset<?> data, List<Need> needs) {
    Inputs inputs = new Inputs(needs);
    JavaRDD<Summary> parts =
        data.select(inputs.columns(data.schema()))
            .queryExecution()
            .toRdd()
            .toJavaRDD()
            .mapPartitions(rows -> List.of(new Fold(needs, inputs).fold(rows)).iterator());
    Summary merged = new Fold(needs, inputs).fold(List.<InternalRow>of().iterator());
    InOrder.collect(parts, 1, Summary::merge).forEach(merged::merge);
    return merged;
  }
}

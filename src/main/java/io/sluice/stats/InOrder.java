package io.sluice.stats;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;

/**
 * Brings what was gathered in each partition to the driver, in the order of the partitions, so that
 * rounding is the same in every run. Beyond a number of partitions neighbours are merged on the
 * executors first.
 */
public final class InOrder {

  /** The most parts that come to the driver, or are merged, at once. */
  private static final int MAX_FAN_IN = 64;

  private static final int MIN_FAN_IN = 4;

  /** The bytes beyond which fewer parts do, though never less than four. */
  private static final long MAX_BYTES = 256L << 20;

  private InOrder() {}

  /** Merges the second part, of later partitions, into the first. */
  public interface Merge<T> extends Serializable {
    void merge(T first, T second);
  }

  /**
   * The parts in order, some of them merged.
   *
   * @param parts one element a partition
   * @param bytes what a part takes, roughly
   */
  public static <T> List<T> collect(JavaRDD<T> parts, long bytes, Merge<T> merge) {
    return gather(
        parts, (int) Math.min(MAX_FAN_IN, Math.max(MIN_FAN_IN, MAX_BYTES / bytes)), merge);
  }

  private record Part<T>(int index, T value) implements Serializable {}

  /** A key a partition: the group of key i is in partition i, so groups keep their order. */
  private static <T> List<T> gather(JavaRDD<T> parts, int fanIn, Merge<T> merge) {
    int partitions = parts.getNumPartitions();
    if (partitions <= fanIn) {
      return parts.collect();
    }
    JavaPairRDD<Integer, Part<T>> grouped =
        parts
            .mapPartitionsWithIndex(
                (index, it) -> List.of(new Part<>(index, it.next())).iterator(), false)
            .keyBy(part -> part.index / fanIn);
    JavaRDD<T> merged =
        grouped
            .groupByKey((partitions + fanIn - 1) / fanIn)
            .values()
            .map(
                group -> {
                  List<Part<T>> sorted = new ArrayList<>();
                  group.forEach(sorted::add);
                  sorted.sort(Comparator.comparingInt(Part::index));
                  T first = sorted.get(0).value;
                  sorted.subList(1, sorted.size()).forEach(p -> merge.merge(first, p.value));
                  return first;
                });
    return gather(merged, fanIn, merge);
  }
}

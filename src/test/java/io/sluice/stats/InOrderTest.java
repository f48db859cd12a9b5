package io.sluice.stats;

import static io.sluice.testing.LocalSpark.SPARK;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;

class InOrderTest {

  private static final long LARGE = 1L << 30;

  @Test
  void keepsTheOrderOfPartitions() {
    assertThat(InOrder.collect(parts(5), 1, List::addAll))
        .containsExactly(List.of(0), List.of(1), List.of(2), List.of(3), List.of(4));
  }

  @Test
  void mergesNeighboursWhereThereAreManyOrTheyAreLarge() {
    assertThat(InOrder.collect(parts(70), 1, List::addAll))
        .containsExactly(range(0, 64), range(64, 70));
    assertThat(InOrder.collect(parts(9), LARGE, List::addAll))
        .containsExactly(range(0, 4), range(4, 8), range(8, 9));
    assertThat(InOrder.collect(parts(18), LARGE, List::addAll))
        .containsExactly(range(0, 16), range(16, 18));
  }

  @Test
  void hasNothingOfNoPartitions() {
    JavaRDD<List<Integer>> none = new JavaSparkContext(SPARK.sparkContext()).emptyRDD();
    assertThat(InOrder.collect(none, 1, List::addAll)).isEmpty();
  }

  private static JavaRDD<List<Integer>> parts(int partitions) {
    return new JavaSparkContext(SPARK.sparkContext())
        .parallelize(range(0, partitions), partitions)
        .map(i -> new ArrayList<>(List.of(i)));
  }

  private static List<Integer> range(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }
}

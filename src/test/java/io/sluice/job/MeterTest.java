package io.sluice.job;

import static io.sluice.testing.LocalSpark.SPARK;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.result.Run;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;

class MeterTest {

  @Test
  void addsUpWhatTasksTook() throws Exception {
    Meter meter = new Meter();
    SPARK.sparkContext().addSparkListener(meter);
    try {
      SPARK.range(0, 100_000, 1, 4).repartition(3, functions.col("id")).toJavaRDD().count();
      SPARK.sparkContext().listenerBus().waitUntilEmpty(10_000);
    } finally {
      SPARK.sparkContext().removeSparkListener(meter);
    }
    Run.Work work = meter.take(2);
    assertThat(work.cores()).isEqualTo(2);
    assertThat(work.stages()).isEqualTo(2);
    assertThat(work.tasks()).isEqualTo(7);
    assertThat(work.lost()).isZero();
    assertThat(work.coreSeconds()).isPositive();
    assertThat(work.shuffled()).isGreaterThan(100_000);
    assertThat(work.longest()).isGreaterThanOrEqualTo(work.median());
    assertThat(meter.take(2)).isEqualTo(new Run.Work(2, 0, 0, 0, 0, 0, 0, 0, 0, 0));
  }

  /** A task outlasts the others of its stage. */
  @Test
  void findsTheTaskThatAllWaitFor() throws Exception {
    Meter meter = new Meter();
    SPARK.sparkContext().addSparkListener(meter);
    try {
      SPARK
          .range(0, 4, 1, 4)
          .selectExpr("aggregate(sequence(1, if(id = 3, 4000000, 10)), 0L, (a, i) -> a + i) x")
          .toJavaRDD()
          .count();
      SPARK.sparkContext().listenerBus().waitUntilEmpty(10_000);
    } finally {
      SPARK.sparkContext().removeSparkListener(meter);
    }
    Run.Work work = meter.take(2);
    assertThat(work.tasks()).isEqualTo(4);
    assertThat(work.longest()).isGreaterThan(2 * work.median());
  }
}

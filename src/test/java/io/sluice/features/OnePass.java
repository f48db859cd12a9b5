package io.sluice.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sluice.features.Learning.Learned;
import java.util.List;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.Param;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What is learned in a shared pass is what each step learns in a pass of its own. */
final class OnePass {

  private OnePass() {}

  /** Fails unless the steps take one pass and learn as they do one after the other. */
  static void assertSameAsOneAfterAnother(Dataset<Row> rows, PipelineStage... steps) {
    Learned learned = assertSame(rows, steps);
    assertThat(learned.passes()).isEqualTo(1);
  }

  /** Fails unless the steps learn as they do one after the other. */
  static Learned assertSame(Dataset<Row> rows, PipelineStage... steps) {
    Learned learned = Learning.learn(List.of(steps), rows);
    Dataset<Row> now = rows;
    for (int i = 0; i < steps.length; i++) {
      Transformer alone = (Transformer) ((Estimator<?>) steps[i]).fit(now);
      now = alone.transform(now);
      for (Param<?> param : alone.params()) {
        Object expected = alone.getOrDefault(param);
        Object actual = learned.stages().get(i).getOrDefault(param);
        if (expected instanceof double[] numbers) {
          assertClose((double[]) actual, numbers);
        } else {
          assertThat(actual).isEqualTo(expected);
        }
      }
    }
    return learned;
  }

  private static void assertClose(double[] actual, double[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).isCloseTo(expected[i], within(1e-12 * Math.abs(expected[i])));
    }
  }
}

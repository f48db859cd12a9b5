package io.sluice.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sluice.features.Learning.Learned;
import java.util.List;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.Param;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Steps learned together, as a job learns them. */
final class Plans {

  private Plans() {}

  /** That they take this many passes and learn the same as each by itself. */
  static void assertPasses(int passes, Dataset<Row> rows, PipelineStage... steps) {
    assertThat(assertSame(rows, steps).passes()).isEqualTo(passes);
  }

  /** That they learn the same as each by itself, in however many passes. */
  static Learned assertSame(Dataset<Row> rows, PipelineStage... steps) {
    Learned learned = Learning.learn(List.of(steps), rows);
    Dataset<Row> now = rows;
    for (int i = 0; i < steps.length; i++) {
      Transformer alone =
          steps[i] instanceof FeatureStep<?> step ? step.fit(now) : learned.stages().get(i);
      assertSameState(alone, learned.stages().get(i));
      now = alone.transform(now);
    }
    return learned;
  }

  static void assertSameState(Transformer expected, Transformer actual) {
    assertThat(actual).hasSameClassAs(expected);
    for (Param<?> param : expected.params()) {
      assertThat(actual.isDefined(param)).as(param.name()).isEqualTo(expected.isDefined(param));
      if (expected.isDefined(param)) {
        assertSame(param.name(), expected.getOrDefault(param), actual.getOrDefault(param));
      }
    }
  }

  private static void assertSame(String name, Object expected, Object actual) {
    if (expected instanceof double[] numbers) {
      assertThat(((double[]) actual)).as(name).hasSameSizeAs(numbers);
      for (int i = 0; i < numbers.length; i++) {
        assertClose(name, numbers[i], ((double[]) actual)[i]);
      }
    } else if (expected instanceof String[] texts && name.equals("fills")) {
      for (int i = 0; i < texts.length; i++) {
        assertClose(name, number(texts[i]), number(((String[]) actual)[i]));
      }
    } else {
      assertThat(actual).as(name).isEqualTo(expected);
    }
  }

  private static void assertClose(String name, double expected, double actual) {
    assertThat(actual)
        .as(name)
        .isEqualTo(expected, within(1e-12 * Math.max(1, Math.abs(expected))));
  }

  /** Fills of texts are no numbers. */
  private static double number(String fill) {
    return fill.matches("-?[0-9.E-]+") ? Double.parseDouble(fill) : fill.hashCode();
  }
}

package io.sluice.evaluate;

import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class PredictionsTest {

  private static final Dataset<Row> ROWS =
      table(
          "part STRING, label DOUBLE, prediction DOUBLE",
          row("train", 1.0, 2.0),
          row("train", 4.0, 2.0),
          row("train", 90.0, Double.NaN),
          row("test", 7.0, 1.0),
          row("test", 8.0, 3.0),
          row("test", 8.0, Double.NaN),
          row("other", 8.0, 3.0));

  private static final Predictions KNOWN =
      Predictions.of(ROWS, "part", List.of("train", "validation", "test"));

  @Test
  void countsRowsWithoutPrediction() {
    assertThat(KNOWN.unmade()).isEqualTo(2);
    assertThat(ROWS.where(Predictions.isMade()).count()).isEqualTo(5);
  }

  @Test
  void takesTheMeanOfTrainingRowsThatHaveAPrediction() {
    assertThat(KNOWN.mean()).isEqualTo(2.5);
  }

  @Test
  void tellsTenthsOfEachPart() {
    assertThat(
            ROWS.where(Predictions.isMade()).select(KNOWN.tenth()).collectAsList().stream()
                .map(row -> row.get(0)))
        .containsExactly(0, 0, 0, 5, null);
  }
}

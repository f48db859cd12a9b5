package io.sluice.features;

import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.stage.ProblemException;
import io.sluice.testing.LocalSpark;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class FrequencyTest extends StageTest {

  @Override
  protected PipelineStage stage() {
    return new Frequency().setColumns("size", "wet");
  }

  @Override
  protected Dataset<Row> data() {
    return table(
        "size STRING, wet BOOLEAN, other STRING",
        row("small", true, "a"),
        row(null, null, null),
        row("large", false, "b"),
        row("small", true, "c"));
  }

  @Test
  void givesTheShareOfTheRowsThatHaveAValue() {
    assertThat(of(frequency().fit(sizes("a", "a", "b", "", null)), "a", "b", ""))
        .containsExactly(0.5, 0.25, 0.25);
  }

  @Test
  void givesTheNumberOfRows() {
    Frequency counts = new Frequency().setNormalize(false);
    assertThat(of(counts.setColumns("size").fit(sizes("a", "a", "b", null)), "a", "b", "unseen"))
        .containsExactly(2.0, 1.0, 0.0);
  }

  @Test
  void givesUnseenValuesZeroAndKeepsNulls() {
    assertThat(of(frequency().fit(sizes("a", null)), "unseen", null, "", "a"))
        .containsExactly(0.0, null, 0.0, 1.0);
  }

  @Test
  void readsBooleansAndWholeNumbers() {
    Dataset<Row> rows =
        table(
            "wet BOOLEAN, month INT NOT NULL",
            row(true, 12),
            row(true, 2),
            row(false, 2),
            row(null, 2));
    Dataset<Row> encoded = new Frequency().setColumns("wet", "month").fit(rows).transform(rows);
    assertThat(Values.of(encoded, "wet")).containsExactly(2.0 / 3, 2.0 / 3, 1.0 / 3, null);
    assertThat(Values.of(encoded, "month")).containsExactly(0.25, 0.75, 0.75, 0.75);
    assertThat(encoded.schema()).isEqualTo(StructType.fromDDL("wet DOUBLE, month DOUBLE NOT NULL"));
  }

  @Test
  void learnsFromOneRowAndFromAConstant() {
    assertThat(of(frequency().fit(sizes("a")), "a")).containsExactly(1.0);
    assertThat(of(frequency().fit(sizes("a", "a")), "a")).containsExactly(1.0);
  }

  @Test
  void sharesItsPassWithWhatComesBeforeAndAfterIt() {
    Plans.assertPasses(
        1,
        sizes("a", "a", "b", null, "c", "b", "a", "d"),
        new CollapseRare().setMinFraction(0.2).setColumns("size"),
        new Frequency().setColumns("size"),
        new Impute().setStrategy("mean").setColumns("size"),
        new Scale().setMethod("robust").setColumns("size"));
  }

  @Test
  void cannotLearnWithoutAnyValueOrRow() {
    assertThatThrownBy(() -> frequency().fit(sizes(null, null)))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "cannot learn from column 'size': all of its training values are missing. Drop it.");
    assertThatThrownBy(() -> frequency().fit(sizes()))
        .isInstanceOf(ProblemException.class)
        .hasMessage("there are no training rows to learn from.");
  }

  @Test
  void refusesVeryManyValues() {
    Dataset<Row> many = LocalSpark.SPARK.range(20_001).selectExpr("CAST(id AS STRING) size");
    assertThatThrownBy(() -> frequency().fit(many))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "column 'size' has over 20,000 different values. Use hash for it, or put collapseRare"
                + " before this step.");
  }

  @Test
  void takesCategoriesOnly() {
    StructType rows = StructType.fromDDL("speed DOUBLE");
    assertThatThrownBy(() -> new Frequency().setColumns("all").transformSchema(rows))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "column 'speed' is of type double; frequency takes text, booleans and whole numbers.");
  }

  private static FeatureStep<Frequency.Fitted> frequency() {
    return new Frequency().setColumns("size");
  }

  private static List<Object> of(Frequency.Fitted fitted, String... sizes) {
    return Values.of(fitted.transform(sizes(sizes)), "size");
  }

  private static Dataset<Row> sizes(String... sizes) {
    Row[] rows = new Row[sizes.length];
    Arrays.setAll(rows, i -> row((Object) sizes[i]));
    return table("size STRING", rows);
  }
}

package io.sluice.features;

import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.features.Learning.Learned;
import io.sluice.stage.ProblemException;
import io.sluice.testing.LocalSpark;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class CollapseRareTest extends StageTest {

  @Override
  protected PipelineStage stage() {
    return new CollapseRare().setMinFraction(0.5).setColumns("phase", "wet");
  }

  @Override
  protected Dataset<Row> data() {
    return table(
        "phase STRING, wet BOOLEAN, other STRING",
        row("Climb", true, "a"),
        row(null, null, null),
        row("Taxi", false, "b"),
        row("Climb", true, "c"));
  }

  @Test
  void collapsesWhatIsRarerThanTheFraction() {
    CollapseRare.Fitted fitted = collapse(0.4, 0).fit(phases("a", "a", "b", "b", "c"));
    assertThat(collapsed(fitted, "a", "b", "c")).containsExactly("a", "b", "(other)");
  }

  @Test
  void takesTheFractionOfTheRowsThatHaveAValue() {
    CollapseRare.Fitted fitted = collapse(0.5, 0).fit(phases("a", "b", "a", "c", null, null, null));
    assertThat(collapsed(fitted, "a", "b", null)).containsExactly("a", "(other)", null);
  }

  @Test
  void keepsAValueThatHasExactlyTheFraction() {
    String[] hundred = new String[100];
    Arrays.fill(hundred, "often");
    Arrays.fill(hundred, 0, 7, "seven");
    Arrays.fill(hundred, 7, 13, "six");
    CollapseRare.Fitted fitted = collapse(0.07, 0).fit(phases(hundred));
    assertThat(collapsed(fitted, "often", "seven", "six"))
        .containsExactly("often", "seven", "(other)");
  }

  @Test
  void collapsesAllButTheTopAndOrdersTiesByText() {
    CollapseRare.Fitted fitted = collapse(0, 2).fit(phases("c", "b", "a", "b", "c", "d", "d"));
    assertThat(collapsed(fitted, "a", "b", "c", "d"))
        .containsExactly("(other)", "b", "c", "(other)");
  }

  @Test
  void collapsesWhatIsRareAmongTheTop() {
    CollapseRare.Fitted fitted = collapse(0.3, 2).fit(phases("a", "a", "a", "b", "c"));
    assertThat(collapsed(fitted, "a", "b", "c")).containsExactly("a", "(other)", "(other)");
  }

  @Test
  void collapsesUnseenValuesButKeepsNulls() {
    CollapseRare.Fitted fitted = collapse(0, 0).fit(phases("a", ""));
    assertThat(collapsed(fitted, "unseen", "", null, "a"))
        .containsExactly("(other)", "", null, "a");
  }

  @Test
  void callsTheRestAsAsked() {
    CollapseRare rare = new CollapseRare().setMinFraction(0.5).setOther("rest");
    CollapseRare.Fitted fitted = rare.setColumns("phase").fit(phases("a", "a", "b"));
    assertThat(collapsed(fitted, "a", "b")).containsExactly("a", "rest");
  }

  @Test
  void makesTextOfBooleansAndWholeNumbers() {
    Dataset<Row> rows = table("wet BOOLEAN, month INT", row(true, 12), row(true, 2), row(false, 2));
    Dataset<Row> collapsed =
        new CollapseRare().setTop(1).setColumns("wet", "month").fit(rows).transform(rows);
    assertThat(Values.of(collapsed, "wet")).containsExactly("true", "true", "(other)");
    assertThat(Values.of(collapsed, "month")).containsExactly("(other)", "2", "2");
    assertThat(collapsed.schema()).isEqualTo(StructType.fromDDL("wet STRING, month STRING"));
  }

  @Test
  void learnsFromOneRowAndFromAConstant() {
    assertThat(collapsed(collapse(1, 1).fit(phases("a")), "a", "b"))
        .containsExactly("a", "(other)");
    assertThat(collapsed(collapse(1, 0).fit(phases("a", "a")), "a")).containsExactly("a");
  }

  @Test
  void tellsCommonValuesAmongVeryMany() {
    CollapseRare.Fitted fitted = collapse(0.01, 0).fit(many());
    assertThat(collapsed(fitted, "often 0", "often 1", "once 7"))
        .containsExactly("often 0", "often 1", "(other)");
    assertThat(fitted.getOrDefault(fitted.kept())).containsExactlyInAnyOrder("often 0", "often 1");
    CollapseRare.Fitted first = collapse(0, 2).fit(many());
    assertThat(first.getOrDefault(first.kept())).containsExactlyInAnyOrder("often 0", "often 1");
    CollapseRare.Fitted none = collapse(0.6, 0).fit(many());
    assertThat(none.getOrDefault(none.kept())).isEmpty();
  }

  @Test
  void failsWhereItCannotTellExactlyWhatIsRareAmongVeryMany() {
    assertThatThrownBy(() -> collapse(0, 0).fit(many()))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "column 'phase' has over 20,000 different values, too many to tell exactly which of"
                + " them are rare. Raise minFraction: 0.0, or use hash for it.");
    assertThatThrownBy(() -> collapse(0.000001, 100).fit(many()))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "column 'phase' has over 20,000 different values, too many to tell exactly which of"
                + " them are rare. Raise minFraction: 1.0E-6 or lower top: 100, or use hash for"
                + " it.");
  }

  @Test
  void sharesItsPassWithOneHot() {
    Dataset<Row> rows = phases("a", "a", "b", null, "c", "b", "a");
    Plans.assertPasses(1, rows, collapse(0.3, 0), new OneHot().setColumns("phase"));
    assertThat(
            Values.vectors(
                Learning.learn(List.of(collapse(0.3, 0), new OneHot().setColumns("phase")), rows)
                    .transform(rows),
                "phase"))
        .startsWith(slot(3, 0), slot(3, 0), slot(3, 1))
        .endsWith(slot(3, 1), slot(3, 0));
  }

  @Test
  void sharesItsPassWithImputeBeforeAndOneHotAfter() {
    Plans.assertPasses(
        1,
        phases("a", "a", "b", null, "c", "b", "a", "d"),
        new Impute().setStrategy("mode").setColumns("phase"),
        collapse(0.2, 0).setColumns("phase"),
        new OneHot().setColumns("phase"));
  }

  @Test
  void leavesOneHotAPassOfItsOwnWhereThereAreVeryManyValues() {
    Learned learned =
        Learning.learn(List.of(collapse(0.01, 0), new OneHot().setColumns("phase")), many());
    assertThat(learned.passes()).isEqualTo(2);
  }

  @Test
  void cannotLearnWithoutAnyValue() {
    assertThatThrownBy(() -> collapse(0, 0).fit(phases(null, null)))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "cannot learn from column 'phase': all of its training values are missing. Drop it.");
  }

  @Test
  void cannotLearnFromNoRows() {
    assertThatThrownBy(() -> collapse(0, 0).fit(phases()))
        .isInstanceOf(ProblemException.class)
        .hasMessage("there are no training rows to learn from.");
  }

  @Test
  void takesCategoriesOnly() {
    StructType rows = StructType.fromDDL("speed DOUBLE, day DATE");
    assertThatThrownBy(() -> new CollapseRare().setColumns("all").transformSchema(rows))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "column 'speed' is of type double; collapseRare takes text, booleans and whole"
                + " numbers.\n"
                + "column 'day' is of type date; collapseRare takes text, booleans and whole"
                + " numbers.");
  }

  private static FeatureStep<CollapseRare.Fitted> collapse(double minFraction, int top) {
    return new CollapseRare().setMinFraction(minFraction).setTop(top).setColumns("phase");
  }

  private static List<Object> collapsed(Transformer fitted, String... phases) {
    return Values.of(fitted.transform(phases(phases)), "phase");
  }

  /** Two values in a quarter of the rows each, and 50,000 others once. */
  private static Dataset<Row> many() {
    return LocalSpark.SPARK
        .range(0, 100_000, 1, 3)
        .selectExpr("if(id % 2 = 0, concat('often ', id % 4 div 2), concat('once ', id)) phase");
  }

  private static Vector slot(int size, int at) {
    return Vectors.sparse(size, new int[] {at}, new double[] {1});
  }

  private static Dataset<Row> phases(String... phases) {
    Row[] rows = new Row[phases.length];
    Arrays.setAll(rows, i -> row((Object) phases[i]));
    return table("phase STRING", rows);
  }
}

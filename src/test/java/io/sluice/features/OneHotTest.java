package io.sluice.features;

import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.stage.ProblemException;
import io.sluice.testing.LocalSpark;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.OneHotEncoder;
import org.apache.spark.ml.feature.StringIndexer;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OneHotTest extends StageTest {

  @Override
  protected PipelineStage stage() {
    return new OneHot().setHandleInvalid("keep").setColumns("phase", "wet");
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
  void givesTheMostFrequentValueTheFirstSlotAndOrdersTiesByText() {
    Dataset<Row> rows = phases("Taxi", "Descent", "Climb", "Taxi", "Approach");
    OneHot.Fitted fitted = oneHot().fit(rows);
    assertThat(slots(fitted.transform(rows)))
        .containsExactly("phase=Taxi", "phase=Approach", "phase=Climb", "phase=Descent");
    assertThat(vectors(fitted, "Taxi", "Approach", "Climb", "Descent"))
        .containsExactly(slot(4, 0), slot(4, 1), slot(4, 2), slot(4, 3));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void agreesWithSparksStringIndexerAndOneHotEncoder(boolean dropLast) {
    Random random = new Random(1);
    String[] phases = new String[400];
    Arrays.setAll(phases, i -> "phase " + random.nextInt(6) * random.nextInt(6));
    Dataset<Row> rows = phases(phases);
    Dataset<Row> expected =
        new Pipeline()
            .setStages(
                new PipelineStage[] {
                  new StringIndexer().setInputCol("phase").setOutputCol("index"),
                  new OneHotEncoder()
                      .setInputCol("index")
                      .setOutputCol("encoded")
                      .setDropLast(dropLast)
                })
            .fit(rows)
            .transform(rows);
    Dataset<Row> actual =
        new OneHot().setDropLast(dropLast).setColumns("phase").fit(rows).transform(rows);
    assertThat(Values.vectors(actual, "phase")).isEqualTo(Values.vectors(expected, "encoded"));
  }

  @Test
  void leavesOutTheRarestValue() {
    OneHot oneHot = new OneHot().setDropLast(true);
    OneHot.Fitted fitted = oneHot.setColumns("phase").fit(phases("a", "b", "a", "c", "b"));
    assertThat(slots(fitted.transform(phases("a")))).containsExactly("phase=a", "phase=b");
    assertThat(vectors(fitted, "a", "b", "c")).containsExactly(slot(2, 0), slot(2, 1), zeros(2));
  }

  @Test
  void makesZerosOfNullsAndUnseenValues() {
    OneHot.Fitted fitted = oneHot().fit(phases("a", "b", null));
    assertThat(vectors(fitted, "unseen", null, "", "a"))
        .containsExactly(zeros(2), zeros(2), zeros(2), slot(2, 0));
  }

  @Test
  void givesNullsAndUnseenValuesASlotOfTheirOwn() {
    OneHot oneHot = new OneHot().setHandleInvalid("keep");
    OneHot.Fitted fitted = oneHot.setColumns("phase").fit(phases("a", "b", null));
    assertThat(slots(fitted.transform(phases("a"))))
        .containsExactly("phase=a", "phase=b", "phase=(other)");
    assertThat(vectors(fitted, "unseen", null, "b"))
        .containsExactly(slot(3, 2), slot(3, 2), slot(3, 1));
  }

  @Test
  void failsOnUnseenValuesAndNullsWhereAsked() {
    OneHot oneHot = new OneHot().setHandleInvalid("error");
    OneHot.Fitted fitted = oneHot.setColumns("phase").fit(phases("a", "b"));
    assertThat(vectors(fitted, "a")).containsExactly(slot(2, 0));
    assertThatThrownBy(() -> vectors(fitted, "unseen"))
        .satisfies(
            e ->
                assertThat(problem(e))
                    .contains(
                        "column 'phase' has the value 'unseen', which the training rows have"
                            + " not. Use handleInvalid: zeros or keep."));
    assertThatThrownBy(() -> vectors(fitted, (String) null))
        .satisfies(
            e ->
                assertThat(problem(e))
                    .contains(
                        "column 'phase' has missing values. Put impute for it before oneHot, or use"
                            + " handleInvalid: zeros or keep."));
  }

  @Test
  void takesEmptyTextAsAValue() {
    OneHot.Fitted fitted = oneHot().fit(phases("", "", "a"));
    assertThat(slots(fitted.transform(phases("a")))).containsExactly("phase=", "phase=a");
    assertThat(vectors(fitted, "")).containsExactly(slot(2, 0));
  }

  @Test
  void readsBooleansAndWholeNumbers() {
    Dataset<Row> rows = table("wet BOOLEAN, month INT", row(true, 12), row(true, 2), row(false, 2));
    Dataset<Row> encoded = new OneHot().setColumns("wet", "month").fit(rows).transform(rows);
    assertThat(Values.vectors(encoded, "wet")).containsExactly(slot(2, 0), slot(2, 0), slot(2, 1));
    assertThat(Values.vectors(encoded, "month"))
        .containsExactly(slot(2, 1), slot(2, 0), slot(2, 0));
    assertThat(Slots.names(encoded.schema().apply("wet"), 2))
        .containsExactly("wet=true", "wet=false");
    assertThat(Slots.names(encoded.schema().apply("month"), 2))
        .containsExactly("month=2", "month=12");
  }

  @Test
  void learnsFromOneRow() {
    OneHot.Fitted fitted = oneHot().fit(phases("a"));
    assertThat(vectors(fitted, "a", "b")).containsExactly(slot(1, 0), zeros(1));
  }

  @Test
  void reachesColumnsOfAnyName() {
    Dataset<Row> rows = phases("x", "y").toDF("a b.c`d");
    Dataset<Row> encoded = new OneHot().setColumns("a b.c`d").fit(rows).transform(rows);
    assertThat(Values.vectors(encoded, "a b.c`d")).containsExactly(slot(2, 0), slot(2, 1));
    assertThat(Slots.names(encoded.schema().apply("a b.c`d"), 2))
        .containsExactly("a b.c`d=x", "a b.c`d=y");
  }

  @Test
  void refusesMoreValuesThanAllowed() {
    assertThatThrownBy(
            () -> new OneHot().setMaxCategories(2).setColumns("phase").fit(phases("a", "b", "c")))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "column 'phase' has 3 different values, more than maxCategories: 2. Use hash for it, put"
                + " collapseRare before oneHot, or raise maxCategories.");
    Dataset<Row> many = LocalSpark.SPARK.range(20_001).selectExpr("CAST(id AS STRING) phase");
    assertThatThrownBy(() -> oneHot().fit(many))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "column 'phase' has over 20,000 different values, more than maxCategories: 1000. Use"
                + " hash for it, put collapseRare before oneHot, or raise maxCategories.");
    assertThatThrownBy(() -> oneHot().fit(many.limit(2_000)))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "column 'phase' has 2,000 different values, more than maxCategories: 1000. Use hash for"
                + " it, put collapseRare before oneHot, or raise maxCategories.");
  }

  @Test
  void cannotLearnWithoutAnyValue() {
    assertThatThrownBy(() -> oneHot().fit(phases(null, null)))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "cannot learn from column 'phase': all of its training values are missing. Drop it.");
  }

  @Test
  void cannotLearnFromNoRows() {
    assertThatThrownBy(() -> oneHot().fit(phases()))
        .isInstanceOf(ProblemException.class)
        .hasMessage("there are no training rows to learn from.");
  }

  @Test
  void takesCategoriesOnly() {
    StructType rows = StructType.fromDDL("speed DOUBLE, day DATE");
    assertThatThrownBy(() -> new OneHot().setColumns("all").transformSchema(rows))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "column 'speed' is of type double; oneHot takes text, booleans and whole numbers.\n"
                + "column 'day' is of type date; oneHot takes text, booleans and whole numbers.");
  }

  private static FeatureStep<OneHot.Fitted> oneHot() {
    return new OneHot().setColumns("phase");
  }

  private static Optional<String> problem(Throwable failure) {
    return ProblemException.in(failure).map(Throwable::getMessage);
  }

  private static List<String> slots(Dataset<Row> encoded) {
    return Slots.names(encoded.schema().apply("phase"), -1);
  }

  private static List<Vector> vectors(OneHot.Fitted fitted, String... phases) {
    return Values.vectors(fitted.transform(phases(phases)), "phase");
  }

  private static Vector slot(int size, int at) {
    return Vectors.sparse(size, new int[] {at}, new double[] {1});
  }

  private static Vector zeros(int size) {
    return Vectors.sparse(size, new int[0], new double[0]);
  }

  private static Dataset<Row> phases(String... phases) {
    Row[] rows = new Row[phases.length];
    Arrays.setAll(rows, i -> row((Object) phases[i]));
    return table("phase STRING", rows);
  }
}

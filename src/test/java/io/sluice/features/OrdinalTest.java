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
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.StringIndexer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrdinalTest extends StageTest {

  @Override
  protected PipelineStage stage() {
    return new Ordinal().setColumns("size", "wet");
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
  void putsValuesInTheOrderOfTheLevels() {
    Ordinal ordinal = new Ordinal().setLevels("small", "medium", "large");
    Dataset<Row> rows = sizes("large", "small", "medium", "small");
    assertThat(places(ordinal.setColumns("size").fit(rows), "large", "small", "medium"))
        .containsExactly(2.0, 0.0, 1.0);
    assertThat(ordinal.learns(ordinal.chosen(rows.schema()))).isFalse();
    assertThat(places(ordinal.fit(rows.limit(0)), "medium")).containsExactly(1.0);
  }

  @Test
  void putsTheMostFrequentFirstAndOrdersTiesByText() {
    assertThat(places(ordinal().fit(sizes("c", "b", "a", "b")), "a", "b", "c"))
        .containsExactly(1.0, 0.0, 2.0);
  }

  @Test
  void putsValuesByTheAlphabet() {
    Ordinal ordinal = new Ordinal().setOrder("alphabet");
    Dataset<Row> rows = sizes("c", "b", "a", "b", "", "B", "10", "9");
    // scikit-learn 1.2: OrdinalEncoder().fit(...).categories_
    assertThat(places(ordinal.setColumns("size").fit(rows), "", "10", "9", "B", "a", "b", "c"))
        .containsExactly(0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0);
  }

  @ParameterizedTest
  @CsvSource({"frequency, frequencyDesc", "alphabet, alphabetAsc"})
  void agreesWithSparksStringIndexer(String order, String its) {
    Random random = new Random(1);
    String[] sizes = new String[400];
    Arrays.setAll(sizes, i -> "size " + random.nextInt(6) * random.nextInt(6));
    Dataset<Row> rows = sizes(sizes);
    Dataset<Row> expected =
        new StringIndexer()
            .setInputCol("size")
            .setOutputCol("index")
            .setStringOrderType(its)
            .fit(rows)
            .transform(rows);
    Dataset<Row> actual =
        new Ordinal().setOrder(order).setColumns("size").fit(rows).transform(rows);
    assertThat(Values.numbers(actual, "size")).isEqualTo(Values.numbers(expected, "index"));
  }

  @Test
  void makesNullsOfNullsAndUnseenValues() {
    assertThat(places(ordinal().fit(sizes("a", null)), "unseen", null, "", "a"))
        .containsExactly(null, null, null, 0.0);
  }

  @Test
  void putsNullsAndUnseenValuesLast() {
    Ordinal ordinal = new Ordinal().setHandleInvalid("keep");
    assertThat(places(ordinal.setColumns("size").fit(sizes("a", "b")), "unseen", null, "b"))
        .containsExactly(2.0, 2.0, 1.0);
    assertThat(ordinal.fit(sizes("a")).transform(sizes("a")).schema())
        .isEqualTo(StructType.fromDDL("size DOUBLE NOT NULL"));
  }

  @Test
  void failsOnNullsAndUnseenValuesWhereAsked() {
    Ordinal ordinal = new Ordinal().setHandleInvalid("error");
    Ordinal.Fitted fitted = ordinal.setColumns("size").fit(sizes("a", "b"));
    assertThat(places(fitted, "b")).containsExactly(1.0);
    assertThatThrownBy(() -> places(fitted, "unseen"))
        .satisfies(
            e ->
                assertThat(problem(e))
                    .contains(
                        "column 'size' has the value 'unseen', which has no place in the order. Use"
                            + " handleInvalid: missing or keep."));
    assertThatThrownBy(() -> places(fitted, (String) null))
        .satisfies(
            e ->
                assertThat(problem(e))
                    .contains(
                        "column 'size' has missing values. Put impute for it before ordinal, or use"
                            + " handleInvalid: missing or keep."));
  }

  @Test
  void readsBooleansAndWholeNumbers() {
    Dataset<Row> rows = table("wet BOOLEAN, month INT", row(true, 12), row(true, 2), row(false, 2));
    Dataset<Row> placed = new Ordinal().setColumns("wet", "month").fit(rows).transform(rows);
    assertThat(Values.numbers(placed, "wet")).containsExactly(0, 0, 1);
    assertThat(Values.numbers(placed, "month")).containsExactly(1, 0, 0);
    assertThat(placed.schema()).isEqualTo(StructType.fromDDL("wet DOUBLE, month DOUBLE"));
  }

  @Test
  void learnsFromOneRow() {
    assertThat(places(ordinal().fit(sizes("a")), "a")).containsExactly(0.0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"missing", "keep"})
  void sharesItsPassWithWhatComesAfterIt(String handleInvalid) {
    Plans.assertPasses(
        1,
        sizes("a", "a", "b", null, "c", "b", "a", "d"),
        new CollapseRare().setMinFraction(0.2).setColumns("size"),
        new Ordinal().setHandleInvalid(handleInvalid).setColumns("size"),
        new Impute().setStrategy("median").setColumns("size"),
        new Scale().setColumns("size"));
  }

  @Test
  void cannotLearnWithoutAnyValueOrRow() {
    assertThatThrownBy(() -> ordinal().fit(sizes(null, null)))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "cannot learn from column 'size': all of its training values are missing. Drop it.");
    assertThatThrownBy(() -> ordinal().fit(sizes()))
        .isInstanceOf(ProblemException.class)
        .hasMessage("there are no training rows to learn from.");
  }

  @Test
  void refusesVeryManyValues() {
    Dataset<Row> many = LocalSpark.SPARK.range(20_001).selectExpr("CAST(id AS STRING) size");
    assertThatThrownBy(() -> ordinal().fit(many))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "column 'size' has over 20,000 different values. Use hash for it, or put collapseRare"
                + " before this step.");
  }

  @Test
  void refusesLevelsThatAreNoOrder() {
    StructType rows = StructType.fromDDL("size STRING");
    Ordinal twice = new Ordinal().setLevels("a", "b", "a");
    assertThatThrownBy(() -> twice.setColumns("size").transformSchema(rows))
        .isInstanceOf(ProblemException.class)
        .hasMessage("levels: 'a' stands twice in the order. Leave one out.");
    Ordinal both = new Ordinal().setLevels("a", "b").setOrder("alphabet");
    assertThatThrownBy(() -> both.setColumns("size").transformSchema(rows))
        .isInstanceOf(ProblemException.class)
        .hasMessage("order: levels say the order already. Leave one of the two.");
  }

  @Test
  void takesCategoriesOnly() {
    StructType rows = StructType.fromDDL("speed DOUBLE");
    assertThatThrownBy(() -> new Ordinal().setColumns("all").transformSchema(rows))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "column 'speed' is of type double; ordinal takes text, booleans and whole numbers.");
  }

  private static FeatureStep<Ordinal.Fitted> ordinal() {
    return new Ordinal().setColumns("size");
  }

  private static Optional<String> problem(Throwable failure) {
    return ProblemException.in(failure).map(Throwable::getMessage);
  }

  private static List<Object> places(Ordinal.Fitted fitted, String... sizes) {
    return Values.of(fitted.transform(sizes(sizes)), "size");
  }

  private static Dataset<Row> sizes(String... sizes) {
    Row[] rows = new Row[sizes.length];
    Arrays.setAll(rows, i -> row((Object) sizes[i]));
    return table("size STRING", rows);
  }
}

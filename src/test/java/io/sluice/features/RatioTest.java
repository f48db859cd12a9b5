package io.sluice.features;

import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.features.Learning.Learned;
import io.sluice.stage.ProblemException;
import io.sluice.testing.LocalSpark;
import java.util.List;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class RatioTest extends StageTest {

  private static final double INFINITY = Double.POSITIVE_INFINITY;

  @Override
  protected PipelineStage stage() {
    return new Ratio().setColumns("cost", "fee", "area");
  }

  @Override
  protected Dataset<Row> data() {
    return table(
        "cost DOUBLE, fee BIGINT, other STRING, area INT",
        row(6.0, 3L, "x", 4),
        row(null, 2L, null, 2),
        row(-2.0, null, "y", 0),
        row(1.0, 1L, "y", null));
  }

  @Test
  void dividesByTheLastColumn() {
    Dataset<Row> ratios = ratio(data(), "cost", "fee", "area");
    assertThat(ratios.columns())
        .containsExactly("cost", "fee", "other", "area", "cost_per_area", "fee_per_area");
    assertThat(Values.of(ratios, "cost_per_area")).containsExactly(1.5, null, null, null);
    assertThat(Values.of(ratios, "fee_per_area")).containsExactly(0.75, 1.0, null, null);
  }

  @Test
  void isNullWhereTheDivisorIsZero() {
    Dataset<Row> rows =
        table("a DOUBLE, b DOUBLE", row(1.0, 0.0), row(0.0, 0.0), row(1.0, -0.0), row(0.0, 2.0));
    assertThat(Values.of(ratio(rows, "a", "b"), "a_per_b")).containsExactly(null, null, null, 0.0);
  }

  @Test
  void isNullWhereTheDivisorIsZeroUnderSparksAnsiSettingToo() {
    String before = LocalSpark.SPARK.conf().get("spark.sql.ansi.enabled");
    LocalSpark.SPARK.conf().set("spark.sql.ansi.enabled", true);
    try {
      assertThat(Values.of(ratio(data(), "cost", "area"), "cost_per_area"))
          .containsExactly(1.5, null, null, null);
    } finally {
      LocalSpark.SPARK.conf().set("spark.sql.ansi.enabled", before);
    }
  }

  @Test
  void dividesAsDoublesDo() {
    Dataset<Row> rows =
        table(
            "a DOUBLE, b DOUBLE",
            row(Double.NaN, 1.0),
            row(1.0, Double.NaN),
            row(INFINITY, INFINITY),
            row(1.0, -INFINITY),
            row(INFINITY, 2.0));
    assertThat(Values.of(ratio(rows, "a", "b"), "a_per_b"))
        .containsExactly(Double.NaN, Double.NaN, Double.NaN, -0.0, INFINITY);
  }

  @Test
  void dividesWholeNumbersAndBooleansAsDoubles() {
    Dataset<Row> rows = table("a INT, b BOOLEAN, c DECIMAL(3, 1)").limit(0);
    assertThat(ratio(rows, "a", "b", "c").schema().apply("a_per_c").dataType().simpleString())
        .isEqualTo("double");
    Dataset<Row> some = table("wet BOOLEAN, n INT", row(true, 3), row(false, 7));
    assertThat(Values.of(ratio(some, "wet", "n"), "wet_per_n")).containsExactly(1 / 3.0, 0.0);
  }

  @Test
  void callsTheColumnAsTold() {
    Ratio ratio = new Ratio().setOutputCol("price");
    assertThat(Values.of(ratio.setColumns("cost", "area").fit(data()).transform(data()), "price"))
        .containsExactly(1.5, null, null, null);
  }

  @Test
  void dividesInTheOrderChosen() {
    assertThat(ratio(data(), "area", "cost").columns()).endsWith("area_per_cost");
    assertThat(ratio(data().drop("other"), "-area", "fee", "area", "-cost", "cost").columns())
        .endsWith("fee_per_cost", "area_per_cost");
  }

  @Test
  void isLearnedFromInThePassOfTheStepsBesideIt() {
    Learned learned =
        Learning.learn(
            List.of(
                new Ratio().setColumns("cost", "area"),
                new Impute().setColumns("cost", "area", "cost_per_area"),
                new Scale().setColumns("cost_per_area")),
            data().drop("other", "fee"));
    assertThat(learned.passes()).isEqualTo(1);
    Impute.Fitted impute = (Impute.Fitted) learned.stages().get(1);
    assertThat(impute.getOrDefault(impute.fills())).containsExactly("1.0", "2.0", "1.5");
  }

  @Test
  void readsColumnsAsTheStepsBeforeItLeaveThem() {
    Learned learned =
        Learning.learn(
            List.of(
                new Impute().setStrategy("constant").setValue("2").setColumns("area"),
                new Ratio().setColumns("cost", "area"),
                new Impute().setStrategy("mean").setColumns("cost", "cost_per_area")),
            data().drop("other", "fee"));
    assertThat(learned.passes()).isEqualTo(1);
    assertThat(Values.of(learned.transform(data()), "cost_per_area"))
        .containsExactly(1.5, 1.0, 1.0, 0.5);
  }

  @Test
  void learnsNothingAndSoTakesNoRowsToFit() {
    assertThat(ratio(data().limit(0), "cost", "area").count()).isZero();
  }

  @Test
  void takesTwoColumnsOrMore() {
    assertThatThrownBy(() -> ratio(data(), "cost"))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "columns: ratio takes two columns or more, the last to divide by, but only 'cost' is"
                + " chosen.");
  }

  @Test
  void hasOneNameForOneRatio() {
    Ratio ratio = new Ratio().setOutputCol("price");
    assertThatThrownBy(() -> ratio.setColumns("cost", "fee", "area").fit(data()))
        .isInstanceOf(ProblemException.class)
        .hasMessage("outputCol: one name cannot be that of 2 ratios. Leave it out.");
  }

  @Test
  void doesNotOverwriteAnotherColumn() {
    StructType rows = StructType.fromDDL("a INT, b INT, a_per_b INT");
    assertThatThrownBy(() -> new Ratio().setColumns("a", "b").transformSchema(rows))
        .isInstanceOf(ProblemException.class)
        .hasMessage("the table has a column 'a_per_b' already. Rename it in clean.");
    Ratio named = new Ratio().setOutputCol("b");
    assertThatThrownBy(() -> named.setColumns("a", "b").transformSchema(rows))
        .isInstanceOf(ProblemException.class)
        .hasMessage("outputCol: the table has a column 'b' already. Choose another name.");
  }

  @Test
  void takesNumbersOnly() {
    StructType rows = StructType.fromDDL("a DOUBLE, b STRING");
    assertThatThrownBy(() -> new Ratio().setColumns("all").transformSchema(rows))
        .isInstanceOf(ProblemException.class)
        .hasMessage("column 'b' is text; ratio takes numbers.");
  }

  private static Dataset<Row> ratio(Dataset<Row> rows, String... columns) {
    return new Ratio().setColumns(columns).fit(rows).transform(rows);
  }
}

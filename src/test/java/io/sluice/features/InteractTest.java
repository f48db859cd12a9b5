package io.sluice.features;

import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.features.Learning.Learned;
import io.sluice.stage.ProblemException;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.Interaction;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class InteractTest extends StageTest {

  private static final double INFINITY = Double.POSITIVE_INFINITY;

  @Override
  protected PipelineStage stage() {
    return new Interact().setColumns("a", "wet", "n");
  }

  @Override
  protected Dataset<Row> data() {
    return table(
        "a DOUBLE, wet BOOLEAN, other STRING, n INT",
        row(1.5, true, "x", 4),
        row(null, false, null, 2),
        row(-2.0, null, "y", 0),
        row(0.1, false, "y", 3));
  }

  @Test
  void addsTheProductOfEachPair() {
    Dataset<Row> products = interact(data(), "a", "wet", "n");
    assertThat(products.columns())
        .containsExactly("a", "wet", "other", "n", "a_x_wet", "a_x_n", "wet_x_n");
    assertThat(Values.of(products, "a_x_wet")).containsExactly(1.5, null, null, 0.0);
    assertThat(Values.of(products, "a_x_n")).containsExactly(6.0, null, -0.0, 0.1 * 3);
    assertThat(Values.of(products, "wet_x_n")).containsExactly(4.0, 0.0, null, 0.0);
  }

  /** PolynomialFeatures(2, interaction_only=True, include_bias=False) of scikit-learn 1.2.1. */
  @Test
  void agreesWithScikitLearn() {
    Dataset<Row> rows =
        table("a DOUBLE, b DOUBLE, c DOUBLE", row(2.0, 3.0, -1.5), row(0.5, -4.0, 10.0));
    assertThat(interact(rows, "all").collectAsList())
        .containsExactly(
            row(2.0, 3.0, -1.5, 6.0, -3.0, -4.5), row(0.5, -4.0, 10.0, -2.0, 5.0, -40.0));
  }

  @Test
  void agreesWithSparksInteraction() {
    Dataset<Row> rows = table("a DOUBLE, b INT", row(0.1, 3), row(-2.7, 7), row(1e300, -2));
    Dataset<Row> expected =
        new Interaction()
            .setInputCols(new String[] {"a", "b"})
            .setOutputCol("expected")
            .transform(rows);
    double[] products = Values.numbers(interact(rows, "a", "b"), "a_x_b");
    assertThat(Values.vectors(expected, "expected"))
        .containsExactly(
            Vectors.dense(products[0]), Vectors.dense(products[1]), Vectors.dense(products[2]));
  }

  @Test
  void multipliesAsDoublesDo() {
    Dataset<Row> rows =
        table(
            "a DOUBLE, b DOUBLE",
            row(Double.NaN, 0.0),
            row(INFINITY, 0.0),
            row(INFINITY, -2.0),
            row(Double.NaN, null));
    assertThat(Values.of(interact(rows, "a", "b"), "a_x_b"))
        .containsExactly(Double.NaN, Double.NaN, -INFINITY, null);
  }

  @Test
  void isScaledInThePassOfTheStepsBesideIt() {
    Learned learned =
        Learning.learn(
            List.of(
                new Interact().setColumns("a", "b"),
                new Impute().setColumns("a_x_b", "a"),
                new Scale().setColumns("a", "b", "a_x_b")),
            table("a DOUBLE, b INT", row(1.0, 2), row(null, 3), row(3.0, 4)));
    assertThat(learned.passes()).isEqualTo(1);
    Impute.Fitted impute = (Impute.Fitted) learned.stages().get(1);
    assertThat(impute.getOrDefault(impute.fills())).containsExactly("2.0", "1.0");
  }

  @Test
  void reachesColumnsOfAnyName() {
    Dataset<Row> rows = table("x INT, y INT", row(2, 3)).toDF("a.b", "c`d e");
    assertThat(Values.of(interact(rows, "a.b", "c`d e"), "a.b_x_c`d e")).containsExactly(6.0);
  }

  @Test
  void learnsNothingAndSoTakesNoRowsToFit() {
    assertThat(interact(data().limit(0), "a", "n").count()).isZero();
  }

  @Test
  void takesTwoColumnsOrMore() {
    assertThatThrownBy(() -> interact(data(), "a"))
        .isInstanceOf(ProblemException.class)
        .hasMessage("columns: interact takes two columns or more, but only 'a' is chosen.");
  }

  @Test
  void takesNoMoreColumnsThanItSays() {
    StructType wide = new StructType();
    for (int i : IntStream.range(0, 46).toArray()) {
      wide = wide.add("c" + i, "double");
    }
    StructType rows = wide;
    assertThatThrownBy(() -> new Interact().setColumns("all").transformSchema(rows))
        .isInstanceOf(ProblemException.class)
        .hasMessage("columns: 46 columns make 1,035 pairs, more than 1,000. Choose fewer columns.");
  }

  @Test
  void doesNotOverwriteAnotherColumn() {
    StructType rows = StructType.fromDDL("a INT, b INT, a_x_b INT");
    assertThatThrownBy(() -> new Interact().setColumns("a", "b").transformSchema(rows))
        .isInstanceOf(ProblemException.class)
        .hasMessage("the table has a column 'a_x_b' already. Rename it in clean.");
  }

  @Test
  void takesNumbersOnly() {
    StructType rows = StructType.fromDDL("a DOUBLE, b STRING");
    assertThatThrownBy(() -> new Interact().setColumns("all").transformSchema(rows))
        .isInstanceOf(ProblemException.class)
        .hasMessage("column 'b' is text; interact takes numbers.");
  }

  private static Dataset<Row> interact(Dataset<Row> rows, String... columns) {
    return new Interact().setColumns(columns).fit(rows).transform(rows);
  }
}

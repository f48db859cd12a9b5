package io.sluice.features;

import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sluice.features.Learning.Learned;
import io.sluice.stage.ProblemException;
import io.sluice.stats.ValueCounts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.PolynomialExpansion;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolynomialTest extends StageTest {

  private static final double INFINITY = Double.POSITIVE_INFINITY;

  @Override
  protected PipelineStage stage() {
    return new Polynomial().setDegree(3).setColumns("a", "wet", "n");
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

  /** PolynomialFeatures(3, include_bias=False) of scikit-learn 1.2.1. */
  @Test
  void agreesWithScikitLearnInItsOrder() {
    Dataset<Row> rows =
        table("a DOUBLE, b DOUBLE, c DOUBLE", row(2.0, 3.0, -1.5), row(0.5, -4.0, 10.0));
    Dataset<Row> expanded = expand(3, rows, "a", "b", "c");
    assertThat(expanded.columns()).containsExactly("a", "b", "c", "polynomial");
    assertThat(Values.vectors(expanded, "polynomial"))
        .containsExactly(
            Vectors.dense(
                4.0, 6.0, -3.0, 9.0, -4.5, 2.25, 8.0, 12.0, -6.0, 18.0, -9.0, 4.5, 27.0, -13.5,
                6.75, -3.375),
            Vectors.dense(
                0.25, -2.0, 5.0, 16.0, -40.0, 100.0, 0.125, -1.0, 2.5, 8.0, -20.0, 50.0, -64.0,
                160.0, -400.0, 1000.0));
    assertThat(Slots.names(expanded.schema().apply("polynomial"), 16))
        .containsExactly(
            "a^2", "a*b", "a*c", "b^2", "b*c", "c^2", "a^3", "a^2*b", "a^2*c", "a*b^2", "a*b*c",
            "a*c^2", "b^3", "b^2*c", "b*c^2", "c^3");
  }

  @ParameterizedTest
  @CsvSource({"1, 2", "1, 5", "2, 2", "3, 4", "4, 3", "5, 5"})
  void hasTheTermsOfSparksPolynomialExpansion(int columns, int degree) {
    Random random = new Random(columns);
    String[] names = new String[columns];
    Arrays.setAll(names, i -> "c" + i);
    Row[] values = new Row[20];
    Arrays.setAll(values, i -> row(random.doubles(columns, -2, 2).boxed().toArray()));
    Dataset<Row> rows = table(String.join(" DOUBLE, ", names) + " DOUBLE", values);
    Dataset<Row> expected =
        new PolynomialExpansion()
            .setDegree(degree)
            .setInputCol("v")
            .setOutputCol("expected")
            .transform(new VectorAssembler().setInputCols(names).setOutputCol("v").transform(rows));
    List<Vector> sparks = Values.vectors(expected, "expected");
    List<Vector> ours = Values.vectors(expand(degree, rows, names), "polynomial");
    for (int i = 0; i < values.length; i++) {
      List<Double> all = new ArrayList<>();
      Arrays.stream(ours.get(i).toArray()).forEach(all::add);
      for (int c = 0; c < columns; c++) {
        all.add(values[i].getDouble(c));
      }
      double[] sorted = all.stream().mapToDouble(Double::doubleValue).sorted().toArray();
      double[] sparksSorted = Arrays.stream(sparks.get(i).toArray()).sorted().toArray();
      assertThat(sorted).containsExactly(sparksSorted, within(1e-12));
    }
  }

  @Test
  void isNullWhereANumberIs() {
    assertThat(Values.of(expand(2, data(), "a", "wet"), "polynomial"))
        .containsExactly(
            Vectors.dense(2.25, 1.5, 1.0), null, null, Vectors.dense(0.1 * 0.1, 0.0, 0.0));
  }

  @Test
  void multipliesAsDoublesDo() {
    Dataset<Row> rows = table("a DOUBLE, b DOUBLE", row(Double.NaN, 2.0), row(-INFINITY, 0.0));
    List<Vector> terms = Values.vectors(expand(2, rows, "a", "b"), "polynomial");
    assertThat(terms.get(0).toArray()).containsExactly(Double.NaN, Double.NaN, 4.0);
    assertThat(terms.get(1).toArray()).containsExactly(INFINITY, Double.NaN, 0.0);
  }

  @Test
  void namesItsSlotsInTheWholeVector() {
    Dataset<Row> rows = table("speed DOUBLE, height DOUBLE", row(1.0, 2.0), row(3.0, 5.0));
    Learned learned =
        Learning.learn(
            List.of(
                new Scale().setColumns("speed", "height"),
                new Polynomial().setColumns("speed", "height")),
            rows);
    assertThat(learned.passes()).isEqualTo(1);
    assertThat(learned.slots(learned.transform(rows), 5, column -> new ValueCounts()))
        .containsExactly("speed", "height", "speed^2", "speed*height", "height^2");
    double scaled = Math.sqrt(0.5);
    assertThat(Values.vectors(learned.transform(rows), "features").get(1).toArray())
        .containsExactly(new double[] {scaled, scaled, 0.5, 0.5, 0.5}, within(1e-12));
  }

  @Test
  void needsNoPassBetweenStepsThatLearn() {
    Learned learned =
        Learning.learn(
            List.of(
                new Impute().setColumns("a"),
                new Polynomial().setColumns("a", "n"),
                new Scale().setColumns("a", "n"),
                new OneHot().setColumns("other")),
            data().drop("wet"));
    assertThat(learned.passes()).isEqualTo(1);
  }

  @Test
  void callsTheVectorAsTold() {
    Polynomial named = new Polynomial().setOutputCol("powers");
    assertThat(named.setColumns("n").fit(data()).transform(data()).columns())
        .containsExactly("a", "wet", "other", "n", "powers");
  }

  @Test
  void learnsNothingAndSoTakesNoRowsToFit() {
    assertThat(expand(2, data().limit(0), "a").count()).isZero();
  }

  @Test
  void makesNoMoreTermsThanItSays() {
    StructType wide = new StructType();
    for (int i = 0; i < 30; i++) {
      wide = wide.add("c" + i, "double");
    }
    StructType rows = wide;
    Polynomial all = new Polynomial().setDegree(5);
    assertThatThrownBy(() -> all.setColumns("all").transformSchema(rows))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "30 columns and degree: 5 make 324,601 terms, more than 10,000. Choose fewer columns or"
                + " a lower degree.");
  }

  @Test
  void doesNotOverwriteAnotherColumn() {
    StructType rows = StructType.fromDDL("a INT, polynomial INT");
    assertThatThrownBy(() -> new Polynomial().setColumns("a").transformSchema(rows))
        .isInstanceOf(ProblemException.class)
        .hasMessage("outputCol: the table has a column 'polynomial' already. Choose another name.");
  }

  @Test
  void takesNumbersOnly() {
    StructType rows = StructType.fromDDL("a DOUBLE, b STRING");
    assertThatThrownBy(() -> new Polynomial().setColumns("all").transformSchema(rows))
        .isInstanceOf(ProblemException.class)
        .hasMessage("column 'b' is text; polynomial takes numbers.");
  }

  private static Dataset<Row> expand(int degree, Dataset<Row> rows, String... columns) {
    return new Polynomial().setDegree(degree).setColumns(columns).fit(rows).transform(rows);
  }
}

package io.sluice.features;

import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sluice.stage.ProblemException;
import io.sluice.stats.ValueCounts;
import io.sluice.testing.LocalSpark;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.PCA;
import org.apache.spark.ml.feature.PCAModel;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReduceTest extends StageTest {

  @Override
  protected PipelineStage stage() {
    return new Reduce().setK(1).setColumns("speed", "wet");
  }

  @Override
  protected Dataset<Row> data() {
    return table("speed INT, wet BOOLEAN, other STRING", row(3, true, "a"), row(1, false, null));
  }

  /** The numbers by scikit-learn 1.2.1: PCA(2), signs by the largest loading. */
  @Test
  void findsPrincipalComponentsAsScikitLearn() {
    Reduce.Fitted fitted = new Reduce().setColumns("all").fit(sizes());
    assertThat(fitted.getOrDefault(fitted.loadings()))
        .containsExactly(
            new double[] {
              0.697600964799837, -0.296015476483493,
              0.685195746713344, 0.009441509046656,
              0.209427034062652, 0.955136480085005
            },
            within(1e-12));
    assertThat(fitted.getOrDefault(fitted.shares()))
        .containsExactly(new double[] {0.835548899190462, 0.143642513790898}, within(1e-12));
    assertThat(fitted.getOrDefault(fitted.singularValues()))
        .containsExactly(new double[] {2.726462917370748, 1.130459890646142}, within(1e-12));
    assertScores(
        fitted.transform(sizes()),
        new double[][] {
          {0.45248023125737, 0.355015250594935},
          {-2.316981501817641, -0.0241408419024},
          {0.585797815174091, 0.448540648063311},
          {-0.312546531027853, -0.424400245409305},
          {1.072731224102627, -0.772065609952172},
          {0.518518762311406, 0.417050798605631}
        },
        1e-12);
  }

  /** The numbers by scikit-learn 1.2.1: TruncatedSVD(2, algorithm="arpack"), signs as above. */
  @Test
  void findsSingularVectorsAsScikitLearn() {
    Reduce.Fitted fitted = new Reduce().setMethod("svd").setColumns("all").fit(sizes());
    assertThat(fitted.getOrDefault(fitted.loadings()))
        .containsExactly(
            new double[] {
              0.664612050460742, -0.262688484059771,
              0.729085560112265, 0.023172348391246,
              0.16347803650079, 0.96460240649317
            },
            within(1e-12));
    assertThat(fitted.getOrDefault(fitted.shares()))
        .containsExactly(new double[] {0.978101186896964, 0.018733738499655}, within(1e-12));
    assertThat(fitted.getOrDefault(fitted.singularValues()))
        .containsExactly(new double[] {8.193708895769218, 1.133968170019021}, within(1e-12));
    assertScores(
        fitted.transform(sizes()),
        new double[][] {
          {3.57481350692208, 0.363494832482732},
          {0.842665917308956, -0.115123598156014},
          {3.739972671839991, 0.453887551896286},
          {2.866751128122392, -0.448128953252824},
          {4.247554036765094, -0.744817255411553},
          {3.660616764863612, 0.42298423381206}
        },
        1e-12);
  }

  /** The first explains 0.8355 of the variance, two 0.9792, by scikit-learn 1.2.1. */
  @Test
  void keepsAsManyComponentsAsExplainTheShare() {
    assertThat(components(new Reduce().setVariance(0.83), sizes())).isEqualTo(1);
    assertThat(components(new Reduce().setVariance(0.84), sizes())).isEqualTo(2);
    assertThat(components(new Reduce().setVariance(0.98), sizes())).isEqualTo(3);
    assertThat(components(new Reduce().setVariance(1), sizes())).isEqualTo(3);
  }

  @Test
  void hasTheLoadingsOfSparksPca() {
    Dataset<Row> rows = random(200, 8);
    Dataset<Row> vectors =
        new VectorAssembler().setInputCols(rows.columns()).setOutputCol("v").transform(rows);
    PCAModel model = new PCA().setK(3).setInputCol("v").setOutputCol("out").fit(vectors);
    Reduce.Fitted fitted = new Reduce().setK(3).setColumns("all").fit(rows);
    double[] ours = fitted.getOrDefault(fitted.loadings());
    for (int c = 0; c < 3; c++) {
      double sign = Math.signum(ours[c] * model.pc().apply(0, c));
      for (int i = 0; i < 8; i++) {
        assertThat(ours[i * 3 + c]).isEqualTo(sign * model.pc().apply(i, c), within(1e-9));
      }
    }
    assertThat(fitted.getOrDefault(fitted.shares()))
        .containsExactly(model.explainedVariance().toArray(), within(1e-9));
  }

  @Test
  void scoresHaveMeanZeroWhereSparksPcaHasThatOfTheColumns() {
    Dataset<Row> rows = random(100, 4);
    List<Vector> scores = reduced(new Reduce().setK(2), rows);
    for (int c = 0; c < 2; c++) {
      int at = c;
      assertThat(scores.stream().mapToDouble(v -> v.apply(at)).sum()).isEqualTo(0, within(1e-10));
    }
  }

  @Test
  void putsTheVectorInThePlaceOfItsColumns() {
    Dataset<Row> rows = table("a DOUBLE, other STRING, b INT", row(1.0, "x", 2), row(3.0, "y", 1));
    Dataset<Row> reduced = new Reduce().setK(1).setColumns("a", "b").fit(rows).transform(rows);
    assertThat(reduced.columns()).containsExactly("other", "reduced");
    assertThat(Slots.names(reduced.schema().apply("reduced"), 1)).containsExactly("pc1");
    Dataset<Row> named =
        new Reduce()
            .setMethod("svd")
            .setOutputCol("a")
            .setColumns("a", "b")
            .fit(rows)
            .transform(rows);
    assertThat(named.columns()).containsExactly("other", "a");
    assertThat(Slots.names(named.schema().apply("a"), 2)).containsExactly("sv1", "sv2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pca", "svd"})
  void takesNumbersAndVectorsAlikeSparseOrDense(String method) {
    Random random = new Random(4);
    List<Row> mixed = new ArrayList<>();
    List<Row> plain = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      double year = 2_000 + random.nextInt(20);
      double[] words = new double[9];
      words[random.nextInt(9)] += 1;
      words[random.nextInt(3)] += 2;
      Vector vector = Vectors.dense(words);
      mixed.add(row(year, random.nextInt(4) > 0 ? vector.toSparse() : vector));
      Object[] all = new Object[10];
      all[0] = year;
      IntStream.range(0, 9).forEach(j -> all[j + 1] = words[j]);
      plain.add(row(all));
    }
    Dataset<Row> vectors = LocalSpark.SPARK.createDataFrame(mixed, vectors());
    Dataset<Row> numbers = LocalSpark.SPARK.createDataFrame(plain, doubles(10));
    Reduce reduce = new Reduce().setMethod(method).setK(4);
    assertClose(reduced(reduce, vectors), reduced(reduce, numbers), 1e-9);
  }

  @Test
  void sparseRowsAreScoredAsDenseOnes() {
    Random random = new Random(5);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      double[] slots = new double[40];
      slots[0] = 1e9 + random.nextGaussian();
      slots[1 + random.nextInt(3)] = 1 + random.nextGaussian();
      slots[4 + random.nextInt(36)] = random.nextGaussian();
      rows.add(row(Vectors.dense(slots).toSparse()));
    }
    StructType table = new StructType().add("v", SQLDataTypes.VectorType());
    Dataset<Row> data = LocalSpark.SPARK.createDataFrame(rows, table);
    Reduce.Fitted fitted = new Reduce().setK(3).setColumns("v").fit(data);
    double[] means = fitted.getOrDefault(fitted.means());
    double[] loadings = fitted.getOrDefault(fitted.loadings());
    List<Vector> scores = Values.vectors(fitted.transform(data), "reduced");
    for (int i = 0; i < rows.size(); i++) {
      Vector v = rows.get(i).getAs(0);
      for (int c = 0; c < 3; c++) {
        double expected = 0;
        for (int s = 0; s < 40; s++) {
          expected += (v.apply(s) - means[s]) * loadings[s * 3 + c];
        }
        assertThat(scores.get(i).apply(c)).isEqualTo(expected, within(1e-11));
      }
    }
  }

  @Test
  void standsLargeOffsets() {
    Dataset<Row> plain = random(500, 4);
    Dataset<Row> far = plain.selectExpr("c0 + 1e7D AS c0", "c1 - 1e7D AS c1", "c2", "c3");
    assertClose(reduced(new Reduce().setK(2), far), reduced(new Reduce().setK(2), plain), 1e-7);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pca", "svd"})
  void isTheSameOnAnyPartitioningToRounding(String method) {
    Dataset<Row> rows = random(300, 5);
    Reduce reduce = new Reduce().setMethod(method).setK(3);
    reduce.setColumns("all");
    List<Vector> one = Values.vectors(reduce.fit(rows).transform(rows), "reduced");
    for (int partitions : new int[] {3, 7, 70}) {
      Reduce.Fitted fitted = reduce.fit(rows.repartition(partitions));
      assertClose(Values.vectors(fitted.transform(rows), "reduced"), one, 1e-11);
    }
  }

  /** Slots that are never used do not count: the products are those of the few that are. */
  @Test
  void reducesAWideVectorOfFewUsedSlots() {
    int[] places = {7, 100_000, 200_001};
    List<Row> wide = new ArrayList<>();
    for (Row r : sizes().collectAsList()) {
      double[] values = {r.getDouble(0), r.getDouble(1), r.getDouble(2)};
      wide.add(row(Vectors.sparse(1 << 18, places, values)));
    }
    StructType table = new StructType().add("v", SQLDataTypes.VectorType());
    Dataset<Row> rows = LocalSpark.SPARK.createDataFrame(wide, table);
    Reduce svd = new Reduce().setMethod("svd");
    assertClose(reduced(svd, rows), reduced(new Reduce().setMethod("svd"), sizes()), 1e-12);
    Reduce.Fitted fitted = svd.fit(rows);
    assertThat(fitted.getOrDefault(fitted.slots())).containsExactly(places);
  }

  /** Rows a u + b v of two known axes: their singular values are those of a and b. */
  @Test
  void reducesAWideVectorOfManyUsedSlots() {
    int slots = 5_000;
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      double[] values = new double[slots];
      double a = 3 * Math.cos(2 * Math.PI * i / 60);
      double b = Math.sin(2 * Math.PI * i / 60);
      for (int s = 0; s < slots; s++) {
        values[s] = (s % 2 == 0 ? a : b) / Math.sqrt(slots / 2.0);
      }
      rows.add(row(Vectors.dense(values)));
    }
    StructType table = new StructType().add("v", SQLDataTypes.VectorType());
    Dataset<Row> data = LocalSpark.SPARK.createDataFrame(rows, table);
    Reduce reduce = new Reduce().setMethod("svd").setK(2);
    Reduce.Fitted fitted = new Reduce().setMethod("svd").setK(5).setColumns("v").fit(data);
    assertThat(fitted.getOrDefault(fitted.singularValues()))
        .containsExactly(new double[] {3 * Math.sqrt(30), Math.sqrt(30)}, within(1e-9));
    assertThat(fitted.getOrDefault(fitted.shares()))
        .containsExactly(new double[] {0.9, 0.1}, within(1e-9));
    List<Vector> scores = reduced(reduce, data);
    assertThat(scores.get(0).toArray()).containsExactly(new double[] {3, 0}, within(1e-9));
    assertThat(scores.get(15).toArray()).containsExactly(new double[] {0, 1}, within(1e-9));
  }

  @Test
  void learnsInAPassAfterThatOfTheStepsBefore() {
    Dataset<Row> rows =
        table(
            "a DOUBLE, b DOUBLE, phase STRING",
            row(1.0, null, "Climb"),
            row(2.0, 4.0, "Taxi"),
            row(null, 1.0, "Climb"),
            row(5.0, 2.0, "Climb"));
    Learning.Learned learned =
        Learning.learn(
            List.of(
                new Impute().setStrategy("mean").setColumns("a", "b"),
                new Scale().setColumns("a", "b"),
                new OneHot().setColumns("phase"),
                new Reduce().setVariance(1).setColumns("all")),
            rows);
    assertThat(learned.passes()).isEqualTo(2);
    assertThat(learned.columns()).containsExactly("reduced");
    Dataset<Row> reduced = learned.transform(rows);
    assertThat(learned.slots(reduced, 3, column -> new ValueCounts()))
        .containsExactly("pc1", "pc2", "pc3");
    assertThat(Values.vectors(reduced, "features")).isEqualTo(Values.vectors(reduced, "reduced"));
  }

  @Test
  void hasFewerComponentsWhereTheRowsSpreadAlongFewer() {
    Dataset<Row> line = table("a INT, b INT, c INT", row(1, 2, 0), row(2, 4, 0), row(3, 6, 0));
    assertThat(components(new Reduce().setK(3), line)).isEqualTo(1);
    assertThat(components(new Reduce().setMethod("svd").setK(3), line)).isEqualTo(1);
  }

  @Test
  void oneRowHasASingularVectorButNoPrincipalComponent() {
    Dataset<Row> one = table("a DOUBLE, b DOUBLE", row(3.0, 4.0));
    assertThat(reduced(new Reduce().setMethod("svd"), one)).containsExactly(Vectors.dense(5.0));
    assertThatThrownBy(() -> reduced(new Reduce(), one))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "cannot learn from the chosen columns: their training values do not vary. Drop them.");
  }

  @Test
  void cannotLearnFromConstants() {
    Dataset<Row> constant = table("a DOUBLE, b DOUBLE", row(0.1, 0.7), row(0.1, 0.7));
    assertThatThrownBy(() -> reduced(new Reduce(), constant.union(constant).union(constant)))
        .hasMessage(
            "cannot learn from the chosen columns: their training values do not vary. Drop them.");
    Dataset<Row> zeros = table("a DOUBLE, b DOUBLE", row(0.0, 0.0));
    assertThatThrownBy(() -> reduced(new Reduce().setMethod("svd"), zeros))
        .hasMessage(
            "cannot learn from the chosen columns: all of their training values are 0. Drop them.");
  }

  @Test
  void aConstantColumnHasNoLoading() {
    Dataset<Row> rows = table("a DOUBLE, b DOUBLE", row(1.0, 0.1), row(4.0, 0.1), row(7.0, 0.1));
    assertThat(reduced(new Reduce().setK(2), rows))
        .containsExactly(Vectors.dense(-3), Vectors.dense(0), Vectors.dense(3));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pca", "svd"})
  void cannotLearnFromNoRows(String method) {
    assertThatThrownBy(() -> reduced(new Reduce().setMethod(method), sizes().limit(0)))
        .isInstanceOf(ProblemException.class)
        .hasMessage("there are no training rows to learn from.");
  }

  @Test
  void saysInWhichColumnAValueIsMissing() {
    for (Double missing : new Double[] {null, Double.NaN}) {
      Dataset<Row> rows = table("a DOUBLE, b DOUBLE", row(1.0, 2.0), row(1.0, missing));
      assertThatThrownBy(() -> reduced(new Reduce(), rows)).satisfies(e -> assertSays(e, MISSING));
      Reduce.Fitted fitted = new Reduce().setK(1).setColumns("all").fit(known());
      assertThatThrownBy(() -> fitted.transform(rows).collect())
          .satisfies(e -> assertSays(e, MISSING));
    }
  }

  @Test
  void saysInWhichColumnAValueIsInfinite() {
    Dataset<Row> rows =
        table("a DOUBLE, b DOUBLE", row(1.0, 2.0), row(1.0, Double.NEGATIVE_INFINITY));
    assertThatThrownBy(() -> reduced(new Reduce(), rows))
        .satisfies(
            e ->
                assertSays(
                    e,
                    "column 'b' has infinite values, which reduce does not take. Make them null in"
                        + " clean and put impute before reduce."));
  }

  @Test
  void takesVectorsOfOneSizeOnly() {
    StructType table = new StructType().add("v", SQLDataTypes.VectorType());
    Dataset<Row> three =
        LocalSpark.SPARK.createDataFrame(
            List.of(row(Vectors.dense(1, 2, 3)), row(Vectors.dense(3, 2, 1))), table);
    Dataset<Row> two = LocalSpark.SPARK.createDataFrame(List.of(row(Vectors.dense(1, 2))), table);
    assertThatThrownBy(() -> reduced(new Reduce(), three.union(two).coalesce(1)))
        .satisfies(
            e ->
                assertSays(
                    e,
                    "the chosen columns have 3 slots in one row and 2 in another. Make vectors of"
                        + " one size."));
    Reduce.Fitted fitted = new Reduce().setK(1).setColumns("v").fit(three);
    assertThatThrownBy(() -> fitted.transform(two).collect())
        .satisfies(
            e -> assertSays(e, "the chosen columns have 2 slots, but had 3 in the training rows."));
  }

  @Test
  void reachesColumnsOfAnyName() {
    Dataset<Row> rows = known().toDF("a b.c`d", "e");
    assertThat(reduced(new Reduce().setK(1), rows))
        .isEqualTo(reduced(new Reduce().setK(1), known()));
  }

  @Test
  void refusesWhatCannotBe() {
    assertRefuses(
        new Reduce().setK(3),
        "a DOUBLE, b DOUBLE",
        "k: '3' is more than the 2 slots of the chosen columns.");
    assertRefuses(
        new Reduce().setK(1).setVariance(0.9),
        "a DOUBLE",
        "variance: k is set too. Set one of them.");
    assertRefuses(
        new Reduce().setMethod("svd").setVariance(0.9),
        "a DOUBLE",
        "variance: svd does not take it. Use k, or method: pca.");
    assertRefuses(
        new Reduce(),
        "a DOUBLE, b STRING, c DATE",
        "column 'b' is text; reduce takes numbers and vectors.\n"
            + "column 'c' is of type date; reduce takes numbers and vectors.");
    StructType wide =
        new StructType().add("v", SQLDataTypes.VectorType(), true, Slots.numbered("v", 1 << 18));
    Reduce all = new Reduce();
    all.setColumns("all");
    assertThatThrownBy(() -> all.transformSchema(wide))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "the chosen columns have 262,144 slots, more than the 4,096 of which every pair is"
                + " looked at. Use method: svd, or fewer slots (numFeatures).");
  }

  private static final String MISSING =
      "column 'b' has missing values, which reduce does not take. Put impute for it before reduce.";

  private static void assertRefuses(Reduce reduce, String ddl, String message) {
    reduce.setColumns("all");
    assertThatThrownBy(() -> reduce.transformSchema(StructType.fromDDL(ddl)))
        .isInstanceOf(ProblemException.class)
        .hasMessage(message);
  }

  private static void assertSays(Throwable e, String message) {
    assertThat(ProblemException.in(e).map(Throwable::getMessage)).contains(message);
  }

  private static void assertScores(Dataset<Row> rows, double[][] expected, double tolerance) {
    List<Vector> wanted = Arrays.stream(expected).map(Vectors::dense).toList();
    assertClose(Values.vectors(rows, "reduced"), wanted, tolerance);
  }

  private static void assertClose(List<Vector> actual, List<Vector> expected, double tolerance) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.size(); i++) {
      assertThat(actual.get(i).toArray())
          .containsExactly(expected.get(i).toArray(), within(tolerance));
    }
  }

  private static List<Vector> reduced(Reduce reduce, Dataset<Row> rows) {
    reduce.setColumns("all");
    return Values.vectors(reduce.fit(rows).transform(rows), "reduced");
  }

  private static int components(Reduce reduce, Dataset<Row> rows) {
    return reduced(reduce, rows).get(0).size();
  }

  private static Dataset<Row> sizes() {
    return table(
        "length DOUBLE, width DOUBLE, new DOUBLE",
        row(2.5, 2.4, 1.0),
        row(0.5, 0.7, 0.0),
        row(2.2, 2.9, 1.0),
        row(1.9, 2.2, 0.0),
        row(3.1, 3.0, 0.0),
        row(2.3, 2.7, 1.0));
  }

  private static Dataset<Row> known() {
    return table("a DOUBLE, b DOUBLE", row(1.0, 2.0), row(3.0, 5.0), row(0.0, 1.0));
  }

  /** Numbers of a standard deviation of 1, 2, 3, ... about 0, each slightly with the next. */
  private static Dataset<Row> random(int numRows, int columns) {
    Random random = new Random(6);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < numRows; i++) {
      Object[] values = new Object[columns];
      double before = 0;
      for (int j = 0; j < columns; j++) {
        before = 0.3 * before + (j + 1) * random.nextGaussian() + j;
        values[j] = before;
      }
      rows.add(row(values));
    }
    return LocalSpark.SPARK.createDataFrame(rows, doubles(columns)).coalesce(1);
  }

  private static StructType doubles(int columns) {
    StructType table = new StructType();
    for (int j = 0; j < columns; j++) {
      table = table.add("c" + j, "double");
    }
    return table;
  }

  private static StructType vectors() {
    return new StructType().add("year", "double").add("words", SQLDataTypes.VectorType());
  }
}

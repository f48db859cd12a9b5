package io.sluice.features;

import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sluice.stage.ProblemException;
import io.sluice.stage.Roles;
import io.sluice.stats.ValueCounts;
import io.sluice.testing.LocalSpark;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.UnivariateFeatureSelector;
import org.apache.spark.ml.feature.VarianceThresholdSelector;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.stat.ANOVATest;
import org.apache.spark.ml.stat.FValueTest;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelectFeaturesTest extends StageTest {

  @Override
  protected PipelineStage stage() {
    return new SelectFeatures().setColumns("speed", "wet", "same");
  }

  @Override
  protected Dataset<Row> data() {
    return table(
        "speed INT, wet BOOLEAN, same DOUBLE, other STRING",
        row(3, true, 0.1, "a"),
        row(1, false, 0.1, null));
  }

  /** Variances by numpy's var(ddof=1). */
  @Test
  void dropsWhatDoesNotVary() {
    SelectFeatures.Fitted fitted = fit(new SelectFeatures(), strikes().drop("label", "cost"));
    assertThat(fitted.getOrDefault(fitted.names())).containsExactly("speed", "birds");
    assertThat(fitted.getOrDefault(fitted.scores()))
        .containsExactly(new double[] {4.64, 13.0 / 6}, within(1e-12));
    assertThat(fitted.getOrDefault(fitted.pValues())).isEmpty();
  }

  @Test
  void keepsWhatVariesMoreThanTheThreshold() {
    assertThat(names(new SelectFeatures().setThreshold(2.2), strikes().drop("label", "cost")))
        .containsExactly("speed");
  }

  @Test
  void keepsWhatSparksVarianceThresholdSelectorKeeps() {
    Dataset<Row> rows = wide(100, 30);
    for (double threshold : new double[] {0, 0.05, 0.2}) {
      int[] expected =
          new VarianceThresholdSelector()
              .setFeaturesCol("v")
              .setVarianceThreshold(threshold)
              .fit(rows)
              .selectedFeatures();
      SelectFeatures.Fitted fitted =
          fit(new SelectFeatures().setThreshold(threshold), rows.drop("label", "cost"));
      assertThat(fitted.getOrDefault(fitted.kept())).containsExactly(expected);
    }
  }

  /** Absolute correlations by numpy; means 0.792, 0.803, 0.828 and 0.678. */
  @Test
  void dropsOfEachCorrelatedPairTheOneCorrelatedMoreWithAllOthers() {
    Dataset<Row> rows =
        table(
            "a DOUBLE, b DOUBLE, c DOUBLE, d DOUBLE",
            row(1.0, 2.0, 5.0, 1.0),
            row(2.0, 4.1, 3.0, 0.0),
            row(3.0, 6.0, 4.0, 1.0),
            row(4.0, 8.2, 1.0, 0.0),
            row(5.0, 9.9, 2.0, 0.0));
    SelectFeatures correlation = new SelectFeatures().setMethod("correlation");
    SelectFeatures.Fitted fitted = fit(correlation, rows);
    assertThat(fitted.getOrDefault(fitted.names())).containsExactly("a", "c", "d");
    assertThat(fitted.getOrDefault(fitted.scores()))
        .containsExactly(
            new double[] {0.792235655781713, 0.828197985179986, 0.678283829306421}, within(1e-12));
    // c goes because of d, then b because of a
    assertThat(names(correlation.setThreshold(0.85), rows)).containsExactly("a", "d");
    assertThat(names(correlation.setThreshold(0.79), rows)).containsExactly("a", "d");
    assertThat(names(correlation.setThreshold(1), rows)).containsExactly("a", "b", "c", "d");
  }

  @Test
  void dropsTheLaterOfTwoThatAreTheSame() {
    Dataset<Row> rows =
        table("a DOUBLE, b DOUBLE, c INT", row(1.0, -3.0, 5), row(2.5, -7.5, 5), row(0.1, -0.3, 5));
    assertThat(names(new SelectFeatures().setMethod("correlation"), rows))
        .containsExactly("a", "c");
  }

  /** F and p by scikit-learn 1.2.1: f_classif. */
  @Test
  void keepsWhatDiffersMostBetweenClasses() {
    Dataset<Row> rows = strikes().selectExpr("speed", "birds", "same", "label");
    SelectFeatures select = univariate("label").setLabelType("category").setTop(2);
    SelectFeatures.Fitted fitted = fit(select, rows);
    assertThat(fitted.getOrDefault(fitted.names())).containsExactly("speed", "birds");
    assertThat(fitted.getOrDefault(fitted.scores()))
        .containsExactly(new double[] {27.260330578511727, 9.333333333333332}, within(1e-10));
    assertThat(fitted.getOrDefault(fitted.pValues()))
        .containsExactly(new double[] {0.011910941129885, 0.051522120521671}, within(1e-12));
    assertThat(names(select.setTop(1), rows)).containsExactly("speed");
    assertThat(names(select.setTop(9), rows)).containsExactly("speed", "birds", "same");
  }

  /** F and p by scikit-learn 1.2.1: f_regression. */
  @Test
  void keepsWhatANumberDependsOnMost() {
    Dataset<Row> rows = strikes().selectExpr("same", "birds", "speed", "cost");
    SelectFeatures.Fitted fitted = fit(univariate("cost"), rows);
    assertThat(fitted.getOrDefault(fitted.names())).containsExactly("same", "birds", "speed");
    assertThat(fitted.getOrDefault(fitted.scores()))
        .containsExactly(new double[] {0, 0.464285714285714, 146.06468305302815}, within(1e-10));
    assertThat(fitted.getOrDefault(fitted.pValues()))
        .containsExactly(new double[] {1, 0.5330340312185478, 2.688402752574916e-4}, within(1e-12));
    assertThat(names(univariate("cost").setTop(1), rows)).containsExactly("speed");
  }

  /** F by scikit-learn 1.2.1, of columns with many zeros. */
  @Test
  void countsZerosThatASparseVectorDoesNotHold() {
    double[][] values = {{0, 1, 5}, {0, 0, 4}, {3, 0, 6}, {1, 2, 5}, {0, 0, 7}};
    double[] label = {1, 2, 3, 5, 4};
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      rows.add(row(Vectors.dense(values[i]).toSparse(), label[i], i < 2 ? "x" : "y"));
    }
    Dataset<Row> data = vectors(rows);
    SelectFeatures.Fitted number = fit(univariate("label"), data.drop("cost"));
    assertThat(number.getOrDefault(number.scores()))
        .containsExactly(
            new double[] {0.1875, 0.428571428571428, 0.627906976744188}, within(1e-12));
    SelectFeatures.Fitted category = fit(univariate("cost"), data.drop("label"));
    assertThat(category.getOrDefault(category.scores()))
        .containsExactly(new double[] {1.371428571428571, 0.031578947368421, 3.24}, within(1e-12));
  }

  @Test
  void agreesWithSparksUnivariateFeatureSelector() {
    Dataset<Row> rows = wide(200, 40);
    for (String type : List.of("categorical", "continuous")) {
      boolean category = type.equals("categorical");
      String label = category ? "label" : "cost";
      int[] expected =
          new UnivariateFeatureSelector()
              .setFeatureType("continuous")
              .setLabelType(type)
              .setSelectionMode("numTopFeatures")
              .setSelectionThreshold(10)
              .setFeaturesCol("v")
              .setLabelCol(label)
              .fit(rows)
              .selectedFeatures();
      SelectFeatures.Fitted fitted =
          fit(
              univariate(label).setLabelType(category ? "category" : "number").setTop(10),
              rows.select("v", label));
      int[] kept = fitted.getOrDefault(fitted.kept());
      assertThat(kept).containsExactlyInAnyOrder(expected);
      Row test =
          (category ? ANOVATest.test(rows, "v", label) : FValueTest.test(rows, "v", label)).head();
      Vector p = test.getAs("pValues");
      Vector f = test.getAs("fValues");
      assertThat(fitted.getOrDefault(fitted.scores()))
          .containsExactly(IntStream.of(kept).mapToDouble(f::apply).toArray(), within(1e-9));
      assertThat(fitted.getOrDefault(fitted.pValues()))
          .containsExactly(IntStream.of(kept).mapToDouble(p::apply).toArray(), within(1e-9));
    }
  }

  @Test
  void twoClassesMayBeTakenForANumber() {
    Dataset<Row> rows = strikes().selectExpr("speed", "birds", "CAST(label > 0 AS INT) AS damaged");
    SelectFeatures.Fitted number = fit(univariate("damaged"), rows);
    SelectFeatures.Fitted category = fit(univariate("damaged").setLabelType("category"), rows);
    assertThat(number.getOrDefault(number.scores()))
        .containsExactly(category.getOrDefault(category.scores()), within(1e-9));
  }

  /** By scipy: f.sf(3000, 2, 50), f.sf(5, 1, 2000000), f.sf(1e-3, 3, 10). */
  @Test
  void smallChancesKeepTheirDigits() {
    assertThat(Scores.of(new double[] {3000}, 2, 50).pValues()[0])
        .isEqualTo(8.518551279500646e-53, within(1e-63));
    assertThat(Scores.of(new double[] {5}, 1, 2_000_000).pValues()[0])
        .isEqualTo(0.025347428538953363, within(1e-10));
    assertThat(Scores.of(new double[] {1e-3}, 3, 10).pValues()[0])
        .isEqualTo(0.9999531676572934, within(1e-12));
    assertThat(Scores.of(new double[] {Double.POSITIVE_INFINITY}, 1, 3).pValues()[0]).isZero();
  }

  @Test
  void takesTheColumnWithTheRoleLabel() {
    Roles roles = new Roles();
    roles.set(roles.label(), "cost");
    Dataset<Row> rows = roles.mark(strikes());
    SelectFeatures select = new SelectFeatures().setMethod("univariate").setTop(1);
    select.setColumns("numeric", "-label");
    Dataset<Row> selected = select.fit(rows).transform(rows);
    assertThat(selected.columns()).containsExactly("label", "cost", "selected");
    assertThat(Slots.names(selected.schema().apply("selected"), 1)).containsExactly("speed");
  }

  @Test
  void learnsInAPassAfterThatOfTheStepsBefore() {
    Roles roles = new Roles();
    roles.set(roles.label(), "cost");
    SelectFeatures select = new SelectFeatures().setMethod("univariate").setTop(2);
    Learning.Learned learned =
        Learning.learn(
            List.of(
                new Impute().setColumns("numeric"),
                new Scale().setColumns("numeric"),
                select.setColumns("numeric")),
            roles.mark(strikes()));
    assertThat(learned.passes()).isEqualTo(2);
    Dataset<Row> selected = learned.transform(roles.mark(strikes()));
    assertThat(learned.slots(selected, 2, column -> new ValueCounts()))
        .containsExactly("speed", "label");
  }

  @Test
  void leavesRowsWithoutALabelOut() {
    Dataset<Row> rows = strikes().selectExpr("speed", "birds", "CAST(label AS DOUBLE) AS label");
    Dataset<Row> more =
        rows.unionAll(
            table("a DOUBLE, b INT, c DOUBLE", row(99.0, 9, null), row(-99.0, 9, Double.NaN)));
    for (String type : List.of("number", "category")) {
      SelectFeatures.Fitted with = fit(univariate("label").setLabelType(type), more);
      SelectFeatures.Fitted without = fit(univariate("label").setLabelType(type), rows);
      assertThat(with.getOrDefault(with.scores()))
          .containsExactly(without.getOrDefault(without.scores()), within(1e-9));
    }
  }

  @Test
  void keepsTheValuesOfSlotsUnderTheirOwnNames() {
    Dataset<Row> rows =
        table(
            "phase STRING, speed DOUBLE, same INT",
            row("Climb", 1.0, 2),
            row("Taxi", 0.0, 2),
            row("Climb", Double.POSITIVE_INFINITY, 2));
    Dataset<Row> encoded = new OneHot().setColumns("phase").fit(rows).transform(rows);
    SelectFeatures select = new SelectFeatures().setOutputCol("phase");
    SelectFeatures.Fitted fitted = fit(select, encoded.filter("speed < 2"));
    Dataset<Row> selected = fitted.transform(encoded);
    assertThat(selected.columns()).containsExactly("phase");
    assertThat(Slots.names(selected.schema().apply("phase"), 3))
        .containsExactly("phase=Climb", "phase=Taxi", "speed");
    assertThat(Values.vectors(selected, "phase"))
        .containsExactly(
            Vectors.dense(1, 0, 1),
            Vectors.dense(0, 1, 0),
            Vectors.dense(1, 0, Double.POSITIVE_INFINITY));
  }

  @Test
  void keepsSparseVectorsSparse() {
    Random random = new Random(8);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      int slot = 1_000 * (1 + random.nextInt(20));
      int[] slots = {slot, slot + 7, 1 << 17};
      rows.add(row(Vectors.sparse(1 << 18, slots, new double[] {1, 2, 5}), slot * 1.0, "x"));
    }
    Dataset<Row> data = vectors(rows);
    SelectFeatures.Fitted variance = fit(new SelectFeatures(), data.drop("label", "cost"));
    assertThat(variance.getOrDefault(variance.kept())).hasSize(40);
    List<Vector> kept = Values.vectors(variance.transform(data), "selected");
    assertThat(kept.get(0)).isInstanceOf(SparseVector.class);
    assertThat(kept.get(0).numNonzeros()).isEqualTo(2);
    SelectFeatures.Fitted best = fit(univariate("label").setTop(2), data.drop("cost"));
    assertThat(best.getOrDefault(best.kept())).containsAnyOf(1_000, 20_000, 1_007, 20_007);
  }

  @ParameterizedTest
  @ValueSource(strings = {"variance", "correlation", "univariate"})
  void isTheSameOnAnyPartitioningToRounding(String method) {
    Dataset<Row> rows = wide(300, 12).drop("label");
    SelectFeatures select = new SelectFeatures().setMethod(method);
    if (method.equals("univariate")) {
      select.setLabelCol("cost").setTop(6);
    } else if (method.equals("correlation")) {
      select.setThreshold(0.1);
    }
    SelectFeatures.Fitted one = select(select, rows);
    for (int partitions : new int[] {3, 7, 70}) {
      SelectFeatures.Fitted other = select(select, rows.repartition(partitions));
      assertThat(other.getOrDefault(other.kept())).isEqualTo(one.getOrDefault(one.kept()));
      assertThat(other.getOrDefault(other.scores()))
          .containsExactly(one.getOrDefault(one.scores()), within(1e-9));
    }
  }

  @Test
  void savesInfiniteScores(@TempDir Path dir) throws Exception {
    Dataset<Row> rows = table("a INT, l STRING", row(1, "x"), row(1, "x"), row(2, "y"));
    SelectFeatures.Fitted fitted = fit(univariate("l"), rows);
    fitted.write().save(dir.resolve("f").toString());
    SelectFeatures.Fitted loaded = SelectFeatures.Fitted.read().load(dir.resolve("f").toString());
    assertThat(loaded.getOrDefault(loaded.scores())).containsExactly(Double.POSITIVE_INFINITY);
    assertThat(loaded.getOrDefault(loaded.pValues())).containsExactly(0);
  }

  @Test
  void constantsTellNothingOfAClass() {
    Dataset<Row> rows =
        table(
            "a DOUBLE, b DOUBLE, l STRING",
            row(0.1, 1.0, "x"),
            row(0.1, 2.0, "y"),
            row(0.1, 4.0, "z"),
            row(0.1, 2.0, "z"),
            row(0.1, 2.0, "z"));
    SelectFeatures.Fitted fitted = fit(univariate("l"), rows);
    assertThat(fitted.getOrDefault(fitted.scores())[0]).isZero();
    assertThat(fitted.getOrDefault(fitted.pValues())[0]).isEqualTo(1);
  }

  @Test
  void cannotLearnWhereNothingVaries() {
    Dataset<Row> one = table("a DOUBLE, b DOUBLE", row(3.0, 4.0));
    assertThatThrownBy(() -> fit(new SelectFeatures(), one))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "no slot is left: the largest variance of the chosen columns is 0.0, not above the"
                + " threshold 0.0. Lower it, or drop the columns.");
    assertThat(names(new SelectFeatures().setMethod("correlation"), one)).containsExactly("a", "b");
  }

  @Test
  void cannotLearnFromAPoorLabel() {
    assertThatThrownBy(() -> fit(univariate("l"), labelled("x", "x", "x")))
        .hasMessage("cannot learn from the label 'l': it is the same in all training rows.");
    assertThatThrownBy(() -> fit(univariate("l"), labelled("x", "y", "z")))
        .hasMessage(
            "cannot learn from the label 'l': there are too few training rows for an F statistic.");
    assertThatThrownBy(() -> fit(univariate("l"), labelled(null, null)))
        .hasMessage("cannot learn from the label 'l': all of its training values are missing.");
    Dataset<Row> numbers = labelled("1", "1").selectExpr("a", "CAST(l AS DOUBLE) AS l");
    assertThatThrownBy(() -> fit(univariate("l"), numbers))
        .hasMessage("cannot learn from the label 'l': it is the same in all training rows.");
    Dataset<Row> two = labelled("1", "2").selectExpr("a", "CAST(l AS DOUBLE) AS l");
    assertThatThrownBy(() -> fit(univariate("l"), two))
        .hasMessage(
            "cannot learn from the label 'l': there are too few training rows for an F statistic.");
    Dataset<Row> infinite = labelled("1", "Infinity").selectExpr("a", "CAST(l AS DOUBLE) AS l");
    assertThatThrownBy(() -> fit(univariate("l"), infinite))
        .satisfies(
            e -> assertSays(e, "the label 'l' has infinite values. Make them null in clean."));
  }

  @Test
  void cannotLearnFromNoRows() {
    Dataset<Row> none = strikes().limit(0);
    for (SelectFeatures select :
        List.of(
            new SelectFeatures(),
            new SelectFeatures().setMethod("correlation"),
            univariate("cost"),
            univariate("cost").setLabelType("category"))) {
      select.setColumns("speed", "birds");
      assertThatThrownBy(() -> select.fit(none))
          .isInstanceOf(ProblemException.class)
          .hasMessage("there are no training rows to learn from.");
    }
  }

  @Test
  void saysInWhichColumnAValueIsMissingOrInfinite() {
    String missing =
        "column 'b' has missing values, which selectFeatures does not take. Put impute for it"
            + " before selectFeatures.";
    for (Double value : new Double[] {null, Double.NaN}) {
      Dataset<Row> rows = table("a DOUBLE, b DOUBLE", row(1.0, 2.0), row(1.5, value));
      assertThatThrownBy(() -> fit(new SelectFeatures(), rows))
          .satisfies(e -> assertSays(e, missing));
      SelectFeatures.Fitted fitted =
          fit(new SelectFeatures(), table("a DOUBLE, b DOUBLE", row(1.0, 2.0), row(2.0, 2.0)));
      assertThatThrownBy(() -> fitted.transform(rows).collect())
          .satisfies(e -> assertSays(e, missing));
    }
    Dataset<Row> infinite =
        table("a DOUBLE, b DOUBLE", row(1.0, 2.0), row(1.5, Double.POSITIVE_INFINITY));
    assertThatThrownBy(() -> fit(new SelectFeatures(), infinite))
        .satisfies(
            e ->
                assertSays(
                    e,
                    "column 'b' has infinite values, which selectFeatures does not take. Make them"
                        + " null in clean and put impute before selectFeatures."));
  }

  @Test
  void reachesColumnsOfAnyName() {
    Dataset<Row> rows = table("x DOUBLE, l DOUBLE", row(1.0, 2.0), row(2.0, 3.0), row(2.0, 4.0));
    SelectFeatures select = univariate("l.`l");
    select.setColumns("a b.c`d");
    Dataset<Row> named = rows.toDF("a b.c`d", "l.`l");
    assertThat(select.fit(named).transform(named).columns()).containsExactly("l.`l", "selected");
  }

  @Test
  void refusesWhatCannotBe() {
    assertRefuses(
        new SelectFeatures().setTop(3).setLabelCol("a"),
        "top: method: variance does not take it. It takes threshold.\n"
            + "labelCol: method: variance does not take it. It takes threshold.");
    assertRefuses(
        univariate("l").setThreshold(1),
        "threshold: method: univariate does not take it. It takes top, labelCol and labelType.");
    assertRefuses(
        new SelectFeatures().setMethod("correlation").setThreshold(1.5),
        "threshold: '1.5' is not allowed: variance to be exceeded (0 unless set), or absolute"
            + " correlation not to be (0 to 1; 0.95 unless set).");
    assertRefuses(
        new SelectFeatures().setMethod("univariate"),
        "univariate needs a label. Name it in roles: {label: ...}, or set labelCol.");
    assertRefuses(
        univariate("b"), "column 'b' is the label and cannot be selected from. Leave it out: -b.");
    assertRefuses(
        univariate("l").setLabelType("number"),
        "labelType: column 'l' is text, which is a category.");
    assertRefuses(
        univariate("d"), "column 'd' is of type date; a label is a number, a boolean or text.");
    assertRefuses(
        univariate("cots"), "column 'cots' is not in the table. Columns: a, b, l, d, selected.");
    SelectFeatures existing = new SelectFeatures().setOutputCol("l");
    assertRefuses(existing, "outputCol: the table has a column 'l' already. Choose another name.");
    SelectFeatures text = new SelectFeatures();
    text.setColumns("all");
    assertThatThrownBy(() -> text.transformSchema(StructType.fromDDL("l STRING")))
        .hasMessage("column 'l' is text; selectFeatures takes numbers and vectors.");
  }

  private static void assertRefuses(SelectFeatures select, String message) {
    select.setColumns("a", "b");
    StructType table = StructType.fromDDL("a DOUBLE, b DOUBLE, l STRING, d DATE, selected INT");
    assertThatThrownBy(() -> select.transformSchema(table))
        .isInstanceOf(ProblemException.class)
        .hasMessage(message);
  }

  private static void assertSays(Throwable e, String message) {
    assertThat(ProblemException.in(e).map(Throwable::getMessage)).contains(message);
  }

  private static SelectFeatures univariate(String label) {
    return new SelectFeatures().setMethod("univariate").setLabelCol(label);
  }

  /** Of all columns but the label. */
  private static SelectFeatures.Fitted fit(SelectFeatures select, Dataset<Row> rows) {
    String label = select.getOrDefault(select.labelCol());
    select.setColumns(
        Arrays.stream(rows.columns()).filter(c -> !c.equals(label)).toArray(String[]::new));
    return select.fit(rows);
  }

  private static SelectFeatures.Fitted select(SelectFeatures select, Dataset<Row> rows) {
    select.setColumns("v");
    return select.fit(rows);
  }

  private static String[] names(SelectFeatures select, Dataset<Row> rows) {
    SelectFeatures.Fitted fitted = fit(select, rows);
    return fitted.getOrDefault(fitted.names());
  }

  private static Dataset<Row> strikes() {
    return table(
        "speed DOUBLE, birds INT, same DOUBLE, label INT, cost DOUBLE",
        row(10.1, 3, 7.0, 0, 1.0),
        row(12.4, 1, 7.0, 1, 2.5),
        row(9.8, 4, 7.0, 0, 0.5),
        row(15.0, 2, 7.0, 2, 4.0),
        row(14.2, 3, 7.0, 2, 3.5),
        row(11.1, 0, 7.0, 1, 2.0));
  }

  private static Dataset<Row> labelled(String... labels) {
    Row[] rows = new Row[labels.length];
    Arrays.setAll(rows, i -> row(i * i, labels[i]));
    return table("a INT, l STRING", rows);
  }

  /** Sparse vectors, some of whose slots depend on the label. */
  private static Dataset<Row> wide(int numRows, int slots) {
    Random random = new Random(9);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < numRows; i++) {
      int label = random.nextInt(3);
      double[] values = new double[slots];
      for (int s = 0; s < slots; s++) {
        boolean isSet = random.nextInt(3) == 0;
        values[s] = isSet ? 0.1 * s * random.nextGaussian() + label * (s % 5) : 0;
      }
      double cost = label + random.nextGaussian();
      rows.add(row(Vectors.dense(values).compressed(), 1.0 * label, cost));
    }
    return LocalSpark.SPARK
        .createDataFrame(
            rows,
            new StructType()
                .add("v", SQLDataTypes.VectorType())
                .add("label", "double")
                .add("cost", "double"))
        .coalesce(1);
  }

  private static Dataset<Row> vectors(List<Row> rows) {
    return LocalSpark.SPARK.createDataFrame(
        rows,
        new StructType()
            .add("v", SQLDataTypes.VectorType())
            .add("label", "double")
            .add("cost", "string"));
  }
}

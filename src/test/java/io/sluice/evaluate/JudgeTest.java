package io.sluice.evaluate;

import static io.sluice.testing.LocalSpark.row;
import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.sluice.result.Run;
import io.sluice.stage.Columns;
import io.sluice.stage.Problem;
import io.sluice.stage.ProblemException;
import io.sluice.testing.LocalSpark;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.classification.DecisionTreeClassificationModel;
import org.apache.spark.ml.classification.DecisionTreeClassifier;
import org.apache.spark.ml.classification.LinearSVC;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.regression.LinearRegression;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JudgeTest {

  private static final List<String> PARTS = List.of("train", "validation", "test");
  private static final Dataset<Row> ROWS = strikes().cache();
  private static final LogisticRegressionModel LOGISTIC =
      new LogisticRegression().setLabelCol("damaged").setMaxIter(10).fit(training(ROWS));

  @Test
  void judgesEachPart() {
    LogisticRegressionModel model = logistic();
    Run.Evaluation evaluation = judge("0.4", model).judge(PARTS);
    assertThat(evaluation.kind()).isEqualTo("twoClasses");
    assertThat(evaluation.label()).isEqualTo("damaged");
    assertThat(evaluation.threshold()).isEqualTo(0.4);
    assertThat(evaluation.thresholdFrom()).isEqualTo("given");
    assertThat(evaluation.scores()).extracting(Run.Scores::part).isEqualTo(PARTS);
    for (Run.Scores scores : evaluation.scores()) {
      Dataset<Row> part = Judge.scored(model, ROWS).where("part = '" + scores.part() + "'");
      assertThat(scores.rows()).isEqualTo(part.count());
      assertThat(scores.confusion())
          .isEqualTo(
              new Run.Confusion(
                  part.where("damaged = 1 AND score > 0.4").count(),
                  part.where("damaged = 0 AND score > 0.4").count(),
                  part.where("damaged = 0 AND score <= 0.4").count(),
                  part.where("damaged = 1 AND score <= 0.4").count()));
    }
  }

  @Test
  void comparesWithTheTrainingRowsMajority() {
    Run.Evaluation evaluation = judge("0.5", logistic()).judge(PARTS);
    double training = share("train");
    double test = share("test");
    assertThat(baseline(evaluation, 2, "accuracy")).isEqualTo(1 - test, within(1e-12));
    assertThat(baseline(evaluation, 2, "recall")).isZero();
    assertThat(baseline(evaluation, 2, "logLoss"))
        .isEqualTo(-test * Math.log(training) - (1 - test) * Math.log(1 - training), within(1e-12));
  }

  @Test
  void choosesTheThresholdOfTheBestF1OnTheValidationRows() {
    LogisticRegressionModel model = logistic();
    Run.Evaluation evaluation = judge("bestF1", model).judge(PARTS);
    List<Row> validation = Judge.scored(model, ROWS).where("part = 'validation'").collectAsList();
    double best = 0;
    for (Row candidate : validation) {
      best = Math.max(best, f1(validation, Math.nextDown(candidate.<Double>getAs("score"))));
    }
    assertThat(evaluation.thresholdFrom()).isEqualTo("best F1 on the validation rows");
    assertThat(f1(validation, evaluation.threshold())).isEqualTo(best);
    assertThat(evaluation.scores().get(1).metric("f1")).isEqualTo(best);
  }

  @Test
  void choosesNothingOnTheTestRows() {
    Dataset<Row> other = ROWS.withColumn("damaged", otherLabelsOnTest());
    Run.Evaluation one = judge("bestF1", logistic(), ROWS).judge(PARTS);
    Run.Evaluation two = judge("bestF1", logistic(), other).judge(PARTS);
    assertThat(two.threshold()).isEqualTo(one.threshold());
    assertThat(two.scores().get(2)).isNotEqualTo(one.scores().get(2));
  }

  @Test
  void theSavedModelPredictsByTheThreshold(@TempDir Path dir) throws Exception {
    LogisticRegressionModel model = logistic();
    Run.Evaluation evaluation = judge("bestF1", model).judge(PARTS);
    model.write().save(dir.resolve("model").toString());
    LogisticRegressionModel loaded = LogisticRegressionModel.load(dir.resolve("model").toString());
    assertPredictsBy(evaluation.threshold(), loaded);
    assertThat(evaluation.threshold()).isNotEqualTo(0.5);
    assertThat(loaded.transform(ROWS).where("prediction = 1").count()).isPositive();
  }

  @Test
  void aSavedTreePredictsByTheThreshold(@TempDir Path dir) throws Exception {
    DecisionTreeClassificationModel model = tree(ROWS);
    for (String threshold : new String[] {"bestF1", "0"}) {
      Run.Evaluation evaluation = judge(threshold, model).judge(PARTS);
      String path = dir.resolve(threshold).toString();
      model.write().save(path);
      assertPredictsBy(evaluation.threshold(), DecisionTreeClassificationModel.load(path));
    }
  }

  @Test
  void choosesARawPredictionWhereThereIsNoProbability() {
    Model<?> model = new LinearSVC().setLabelCol("damaged").setMaxIter(5).fit(training(ROWS));
    Run.Evaluation given = judge(null, model).judge(PARTS);
    assertThat(given.threshold()).isZero();
    assertThat(given.thresholdFrom()).isEqualTo("the raw prediction's sign");
    assertThat(given.scores().get(0).metric("logLoss")).isNull();
    Run.Evaluation chosen = judge("bestF1", model).judge(PARTS);
    assertPredictsBy(chosen.threshold(), model);
    assertThat(chosen.scores().get(1).metric("f1"))
        .isGreaterThanOrEqualTo(given.scores().get(1).metric("f1"));
  }

  @Test
  void takesNoGivenThresholdWithoutAProbability() {
    Model<?> model = new LinearSVC().setLabelCol("damaged").setMaxIter(2).fit(training(ROWS));
    assertThatThrownBy(() -> judge("0.5", model).judge(PARTS))
        .isInstanceOf(ProblemException.class)
        .hasMessage("threshold: the algorithm gives no probability; leave it out, or use bestF1.");
  }

  @Test
  void predictsAllPositiveWhereThatIsBest() {
    Dataset<Row> rows =
        ROWS.withColumn("damaged", expr("IF(part = 'validation', 1.0D, CAST(damaged AS DOUBLE))"));
    for (Model<?> model :
        List.<Model<?>>of(
            logistic(), new LinearSVC().setLabelCol("damaged").setMaxIter(5).fit(training(ROWS)))) {
      Run.Evaluation evaluation = judge("bestF1", model, rows).judge(PARTS);
      assertThat(evaluation.scores().get(1).metric("f1")).isEqualTo(1.0);
    }
  }

  @Test
  void neverAsksForAThresholdBelowTheProbabilityZero() {
    Dataset<Row> rows =
        rowsOf(
            new double[][] {{0, 0}, {0, 0}, {1, 1}, {1, 1}},
            "train",
            new double[][] {{0, 1}, {0, 1}, {1, 0}},
            "validation");
    DecisionTreeClassificationModel model = tree(rows);
    Run.Evaluation evaluation = judge("bestF1", model, rows).judge(List.of("train", "validation"));
    assertThat(evaluation.threshold()).isEqualTo(0.5);
    assertThat(evaluation.scores().get(0).metric("accuracy")).isEqualTo(1.0);
  }

  @Test
  void needsAPositiveValidationRowToChoose() {
    Dataset<Row> rows = ROWS.where("part <> 'validation' OR damaged = 0");
    assertThatThrownBy(() -> judge("bestF1", logistic(), rows).judge(PARTS))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "no validation row is of the positive class, so no threshold can be chosen. Give"
                + " threshold a number.");
    Dataset<Row> none = ROWS.where("part <> 'validation'");
    assertThatThrownBy(() -> judge("bestF1", logistic(), none).judge(PARTS))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "no validation row is of the positive class, so no threshold can be chosen. Give"
                + " threshold a number.");
  }

  @Test
  void judgesALabelCalledScore() {
    Dataset<Row> rows = ROWS.withColumnRenamed("damaged", "score");
    Evaluate settings = new Evaluate();
    Run.Evaluation evaluation =
        new Judge(settings, logistic(), "score", rows, "part", Columns::col).judge(PARTS);
    assertThat(evaluation.scores()).isEqualTo(judge("0.5", logistic()).judge(PARTS).scores());
  }

  @Test
  void isTheSameOnAnyPartitioning() {
    List<String> parts = List.of("train", "validation");
    Run.Evaluation one = judge("bestF1", logistic()).judge(parts);
    Run.Evaluation spread = judge("bestF1", logistic(), ROWS.repartition(3)).judge(parts);
    assertThat(spread.threshold()).isEqualTo(one.threshold());
    for (int part = 0; part < 2; part++) {
      assertThat(spread.scores().get(part).confusion())
          .isEqualTo(one.scores().get(part).confusion());
      assertThat(spread.scores().get(part).roc()).isEqualTo(one.scores().get(part).roc());
    }
  }

  @Test
  void judgesNumbers() {
    Model<?> model = new LinearRegression().setLabelCol("damaged").fit(training(ROWS));
    Run.Evaluation evaluation = judge(null, model).judge(PARTS);
    assertThat(evaluation.kind()).isEqualTo("number");
    assertThat(evaluation.threshold()).isNull();
    assertThat(evaluation.thresholdFrom()).isNull();
    assertThat(evaluation.scores()).extracting(Run.Scores::part).isEqualTo(PARTS);
    assertThat(evaluation.scores().get(0).metric("r2")).isPositive();
    assertThat(baseline(evaluation, 0, "r2")).isEqualTo(0, within(1e-12));
    double training = share("train");
    double test = share("test");
    assertThat(baseline(evaluation, 2, "mae"))
        .isEqualTo(test * (1 - training) + (1 - test) * training, within(1e-12));
    assertThat(Judge.scored(model, ROWS).columns()).doesNotContain("score").contains("prediction");
  }

  @Test
  void judgesTheTestRowsByTheValuesOfAColumn() {
    Dataset<Row> rows = ROWS.withColumn("side", expr("IF(hash(features) % 3 = 0, 'left', NULL)"));
    Evaluate settings = new Evaluate();
    settings.set(settings.slices(), new String[] {"side"});
    for (Model<?> model : models()) {
      Run.Evaluation evaluation =
          new Judge(settings, model, "damaged", rows, "part", Columns::col).judge(PARTS);
      assertThat(evaluation.slices())
          .extracting(Run.Slice::column, Run.Slice::value)
          .containsExactlyInAnyOrder(tuple("side", "left"), tuple("side", null));
      for (Run.Slice slice : evaluation.slices()) {
        String where =
            slice.value() == null
                ? "part = 'test' AND side IS NULL"
                : "part = 'test' AND side IS NOT NULL";
        Run.Scores alone =
            judge(null, model, rows.where("part <> 'test' OR (" + where + ")"))
                .judge(PARTS)
                .scores()
                .get(2);
        assertThat(slice.rows()).isEqualTo(alone.rows()).isEqualTo(rows.where(where).count());
        assertThat(slice.metrics())
            .zipSatisfy(
                alone.metrics(),
                (its, other) -> {
                  assertThat(its.name()).isEqualTo(other.name());
                  if (other.value() == null) {
                    assertThat(its.value()).isNull();
                  } else {
                    assertThat(its.value()).isEqualTo(other.value(), within(1e-12));
                  }
                });
        assertThat(slice.intervals()).hasSizeGreaterThan(2);
      }
    }
  }

  /** The columns that judging adds do not hide a label of such a name. */
  @Test
  void judgesALabelCalledGroup() {
    Model<?> model = new LinearRegression().setLabelCol("damaged").fit(training(ROWS));
    Dataset<Row> rows = ROWS.withColumnRenamed("damaged", "group");
    Run.Evaluation evaluation =
        new Judge(new Evaluate(), model, "group", rows, "part", Columns::col).judge(PARTS);
    assertThat(evaluation.scores()).isEqualTo(judge(null, model).judge(PARTS).scores());
  }

  private static List<Model<?>> models() {
    return List.of(logistic(), new LinearRegression().setLabelCol("damaged").fit(training(ROWS)));
  }

  @Test
  void slicesOnlyByColumnsThatAreThere() {
    Evaluate settings = new Evaluate();
    settings.set(settings.slices(), new String[] {"sid", "m"});
    assertThat(settings.problems(StructType.fromDDL("side STRING, m MAP<STRING, INT>")))
        .containsExactly(
            new Problem(
                "slices",
                "column 'sid' is not in the table. Did you mean 'side'? Columns: side, m."),
            new Problem(
                "slices", "column 'm' is map<string,int>, whose values cannot be compared."));
  }

  @Test
  void saysWhatIsNoThreshold() {
    for (String wrong : new String[] {"best", "1.01", "-0.1", "NaN", ""}) {
      Evaluate settings = new Evaluate();
      settings.set(settings.threshold(), wrong);
      assertThat(settings.problems(new StructType()))
          .containsExactly(
              new Problem(
                  "threshold",
                  "'"
                      + wrong
                      + "' is neither a number from 0 to 1 nor bestF1, cost, recallAtPrecision,"
                      + " precisionAtRecall."));
    }
    for (String right : new String[] {"0", "0.5", "1", "bestF1"}) {
      Evaluate settings = new Evaluate();
      settings.set(settings.threshold(), right);
      assertThat(settings.problems(new StructType())).isEmpty();
    }
  }

  private static void assertPredictsBy(double threshold, Model<?> model) {
    Dataset<Row> scored = Judge.scored(model, ROWS);
    assertThat(scored.where("prediction <> IF(score > " + threshold + "D, 1, 0)").count()).isZero();
  }

  private static double f1(List<Row> rows, double threshold) {
    double both = 0;
    double either = 0;
    for (Row row : rows) {
      boolean predicted = row.<Double>getAs("score") > threshold;
      boolean positive = row.<Double>getAs("damaged") == 1;
      both += predicted && positive ? 1 : 0;
      either += (predicted ? 1 : 0) + (positive ? 1 : 0);
    }
    return 2 * both / either;
  }

  private static double baseline(Run.Evaluation evaluation, int part, String metric) {
    return evaluation.scores().get(part).baseline().stream()
        .filter(m -> m.name().equals(metric))
        .findFirst()
        .orElseThrow()
        .value();
  }

  private static Judge judge(String threshold, Model<?> model) {
    return judge(threshold, model, ROWS);
  }

  private static Judge judge(String threshold, Model<?> model, Dataset<Row> rows) {
    Evaluate settings = new Evaluate();
    if (threshold != null) {
      settings.set(settings.threshold(), threshold);
    }
    return new Judge(settings, model, "damaged", rows, "part", Columns::col);
  }

  private static LogisticRegressionModel logistic() {
    return LOGISTIC.copy(ParamMap.empty()); // judging sets the model's threshold
  }

  private static DecisionTreeClassificationModel tree(Dataset<Row> rows) {
    return new DecisionTreeClassifier()
        .setLabelCol("damaged")
        .setMaxDepth(3)
        .setSeed(1)
        .fit(training(rows));
  }

  private static Dataset<Row> training(Dataset<Row> rows) {
    return rows.where("part = 'train'");
  }

  private static double share(String part) {
    Dataset<Row> rows = ROWS.where("part = '" + part + "'");
    return (double) rows.where("damaged = 1").count() / rows.count();
  }

  private static Column otherLabelsOnTest() {
    return expr("IF(part = 'test', 1 - damaged, damaged)");
  }

  private static Dataset<Row> strikes() {
    Random random = new Random(1);
    Row[] rows = new Row[400];
    Arrays.setAll(
        rows,
        i -> {
          double label = random.nextInt(3) == 0 ? 1 : 0;
          double speed = label + random.nextGaussian();
          return row(label, Vectors.dense(speed, random.nextGaussian()), PARTS.get(i % 5 % 3));
        });
    return LocalSpark.SPARK.createDataFrame(Arrays.asList(rows), schema()).coalesce(1);
  }

  private static Dataset<Row> rowsOf(
      double[][] first, String part, double[][] second, String otherPart) {
    Row[] rows = new Row[first.length + second.length];
    for (int i = 0; i < rows.length; i++) {
      boolean inFirst = i < first.length;
      double[] values = inFirst ? first[i] : second[i - first.length];
      rows[i] = row(values[1], Vectors.dense(values[0]), inFirst ? part : otherPart);
    }
    return LocalSpark.SPARK.createDataFrame(Arrays.asList(rows), schema()).coalesce(1);
  }

  private static StructType schema() {
    return StructType.fromDDL("damaged DOUBLE")
        .add("features", SQLDataTypes.VectorType())
        .add("part", DataTypes.StringType);
  }
}

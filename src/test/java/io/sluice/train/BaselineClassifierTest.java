package io.sluice.train;

import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static io.sluice.testing.LocalSpark.texts;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.stage.ProblemException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineClassifierTest extends LearnerTest {

  @Override
  protected Estimator<?> algorithm() {
    return new BaselineClassifier();
  }

  @Override
  protected Dataset<Row> data() {
    return new VectorAssembler()
        .setInputCols(new String[] {"x"})
        .setOutputCol("features")
        .transform(
            table(
                "x DOUBLE, size STRING, label DOUBLE, weight DOUBLE",
                row(1.0, "Large", 1.0, 4.0),
                row(2.0, "Small", 0.0, 1.0),
                row(3.0, "Small", 0.0, 1.0),
                row(4.0, null, 0.0, 2.0)));
  }

  @Test
  void givesEveryRowTheClassAndTheSharesOfTheTrainingRows() {
    assertThat(predictions(new BaselineClassifier()))
        .containsOnly("[[0.75,0.25],[0.75,0.25],0.0]")
        .hasSize(4);
  }

  @Test
  void countsEachRowByItsWeight() {
    BaselineClassifier weighted = new BaselineClassifier();
    weighted.set(weighted.weightCol(), "weight");
    assertThat(predictions(weighted)).containsOnly("[[0.5,0.5],[0.5,0.5],0.0]");
  }

  @Test
  void predictsByItsThresholdsAsSparkDoes() {
    BaselineClassifier.Fitted fitted = new BaselineClassifier().fit(data());
    fitted.set(fitted.thresholds(), new double[] {0.8, 0.2});
    assertThat(texts(fitted.transform(data()).select("prediction"))).containsOnly("[1.0]");
    fitted.set(fitted.thresholds(), new double[] {1, 0});
    assertThat(texts(fitted.transform(data()).select("prediction"))).containsOnly("[1.0]");
    fitted.set(fitted.thresholds(), new double[] {0.7, 0.3});
    assertThat(texts(fitted.transform(data()).select("prediction"))).containsOnly("[0.0]");
  }

  @Test
  void knowsSeveralClasses() {
    Dataset<Row> rows = data().withColumn("label", col("x").minus(1));
    assertThat(texts(new BaselineClassifier().fit(rows).transform(rows).select("probability")))
        .containsOnly("[[0.25,0.25,0.25,0.25]]");
  }

  @Test
  void saysThatALabelIsNoClass() {
    Dataset<Row> rows = data().withColumn("label", col("x").divide(2));
    assertThatThrownBy(() -> new BaselineClassifier().fit(rows))
        .isInstanceOf(ProblemException.class)
        .hasMessage("a label is 0.5, which is not the number of a class, 0 to 999.");
  }

  @Test
  void decidesByARuleAndLoadsAgain(@TempDir Path dir) throws Exception {
    BaselineClassifier byRule = byRule("size = 'Large' -- which is one of them");
    Transformer first = byRule.beforeFeatures(data(), "label").orElseThrow();
    PipelineModel model = new Pipeline().setStages(new PipelineStage[] {first, byRule}).fit(data());
    String path = dir.resolve("model").toString();
    model.write().save(path);
    assertThat(
            texts(
                PipelineModel.load(path)
                    .transform(data())
                    .select("size", "probability", "prediction")))
        .containsExactly(
            "[Large,[0.0,1.0],1.0]",
            "[Small,[1.0,0.0],0.0]",
            "[Small,[1.0,0.0],0.0]",
            "[null,[1.0,0.0],0.0]");
  }

  @Test
  void refusesARuleThatIsNotTrueOrFalseOrReadsTheLabel() {
    assertThatThrownBy(() -> byRule("x + 1").beforeFeatures(data(), "label"))
        .hasMessage("rule: 'x + 1' is of type double, not true or false.");
    assertThatThrownBy(() -> byRule("label = 1").beforeFeatures(data(), "label"))
        .hasMessage("rule: reads the label 'label', which is what it has to predict.");
  }

  private static BaselineClassifier byRule(String rule) {
    BaselineClassifier baseline = new BaselineClassifier();
    baseline.set(baseline.rule(), rule);
    return baseline;
  }

  private List<String> predictions(BaselineClassifier algorithm) {
    return texts(
        algorithm
            .fit(data())
            .transform(data())
            .select("rawPrediction", "probability", "prediction"));
  }
}

package io.sluice.train;

import static io.sluice.testing.LocalSpark.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.stage.ProblemException;
import java.nio.file.Path;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every algorithm of ours must do; each one's test extends this and adds its behaviour. */
public abstract class LearnerTest {

  /** The algorithm, ready to learn. */
  protected abstract Estimator<?> algorithm();

  /** Rows with the columns features and label. */
  protected abstract Dataset<Row> data();

  private Model<?> fitted() {
    return (Model<?>) algorithm().fit(data());
  }

  @Test
  final void schemaIsWhatTransformReturns() {
    Model<?> fitted = fitted();
    assertThat(fitted.transformSchema(data().schema()))
        .isEqualTo(fitted.transform(data()).schema())
        .isEqualTo(algorithm().transformSchema(data().schema()));
  }

  @Test
  final void keepsEveryRow() {
    assertThat(fitted().transform(data()).count()).isEqualTo(data().count());
  }

  @Test
  final void appliesToNoRows() {
    assertThat(fitted().transform(data().limit(0)).count()).isZero();
  }

  @Test
  final void everyParamSaysWhatItIs() {
    assertThat(algorithm().params()).allSatisfy(p -> assertThat(p.doc()).isNotBlank());
    assertThat(fitted().params()).allSatisfy(p -> assertThat(p.doc()).isNotBlank());
  }

  @Test
  final void copyKeepsUidAndParams() {
    Estimator<?> algorithm = algorithm();
    PipelineStage copy = algorithm.copy(ParamMap.empty());
    assertThat(copy.uid()).isEqualTo(algorithm.uid());
    for (Param<?> p : algorithm.params()) {
      assertThat(copy.get(p)).isEqualTo(algorithm.get(p));
    }
    Model<?> fitted = fitted();
    assertThat(texts(fitted.copy(ParamMap.empty()).transform(data())))
        .isEqualTo(texts(fitted.transform(data())));
  }

  @Test
  final void survivesSaveAndLoadInAPipeline(@TempDir Path dir) throws Exception {
    PipelineModel before = new Pipeline().setStages(new PipelineStage[] {algorithm()}).fit(data());
    String path = dir.resolve("model").toString();
    before.write().save(path);
    before.write().overwrite().save(path);
    assertThat(texts(PipelineModel.load(path).transform(data())))
        .isEqualTo(texts(before.transform(data())));
  }

  @Test
  final void savesWhatIsYetToLearn(@TempDir Path dir) throws Exception {
    Dataset<Row> rows = data();
    String path = dir.resolve("pipeline").toString();
    new Pipeline().setStages(new PipelineStage[] {algorithm()}).write().save(path);
    assertThat(texts(Pipeline.load(path).fit(rows).transform(rows)))
        .isEqualTo(texts(fitted().transform(rows)));
  }

  @Test
  final void learnsTheSameOnAnyPartitioning() {
    for (int partitions : new int[] {1, 7}) {
      Model<?> spread = (Model<?>) algorithm().fit(data().repartition(partitions));
      assertThat(texts(spread.transform(data()))).isEqualTo(texts(fitted().transform(data())));
    }
  }

  @Test
  final void namesAMissingColumn() {
    assertThatThrownBy(() -> fitted().transform(data().drop("features")))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("column 'features' is not in the table");
  }
}

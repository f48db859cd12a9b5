package io.sluice.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.stage.ProblemException;
import io.sluice.stats.Summary;
import io.sluice.testing.LocalSpark;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every feature step must do; each step's own test extends this and adds its behaviour. */
public abstract class StageTest {

  /** The step with all of its columns set. */
  protected abstract PipelineStage stage();

  /** Rows that the step takes, with a null among them, and a column {@code other}. */
  protected abstract Dataset<Row> data();

  private Transformer fitted() {
    return (Transformer) ((Estimator<?>) stage()).fit(data());
  }

  @Test
  final void schemaIsWhatTransformReturns() {
    Transformer fitted = fitted();
    assertThat(fitted.transformSchema(data().schema()))
        .isEqualTo(fitted.transform(data()).schema());
  }

  @Test
  final void declaresTheTypesBeforeItHasLearned() {
    StructType declared = stage().transformSchema(data().schema());
    StructType actual = fitted().transform(data()).schema();
    assertThat(declared.fieldNames()).containsExactlyInAnyOrder(actual.fieldNames());
    for (StructField field : declared.fields()) {
      assertThat(actual.apply(field.name()).dataType()).isEqualTo(field.dataType());
    }
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
    assertThat(stage().params()).allSatisfy(p -> assertThat(p.doc()).isNotBlank());
    assertThat(fitted().params()).allSatisfy(p -> assertThat(p.doc()).isNotBlank());
  }

  @Test
  final void copyKeepsUidAndParams() {
    PipelineStage stage = stage();
    PipelineStage copy = stage.copy(ParamMap.empty());
    assertThat(copy.uid()).isEqualTo(stage.uid());
    for (Param<?> p : stage.params()) {
      assertThat(copy.get(p)).isEqualTo(stage.get(p));
    }
  }

  @Test
  final void survivesSaveAndLoadInAPipeline(@TempDir Path dir) throws Exception {
    PipelineModel before = new Pipeline().setStages(new PipelineStage[] {stage()}).fit(data());
    before.write().save(dir.resolve("model").toString());
    PipelineModel after = PipelineModel.load(dir.resolve("model").toString());
    assertThat(LocalSpark.texts(after.transform(data())))
        .isEqualTo(LocalSpark.texts(before.transform(data())));
  }

  @Test
  final void learnsTheSameOnAnyPartitioning() {
    List<String> one = LocalSpark.texts(fitted().transform(data()));
    for (int partitions : new int[] {3, 7}) {
      Dataset<Row> spread = data().repartition(partitions);
      Transformer fitted = (Transformer) ((Estimator<?>) stage()).fit(spread);
      assertThat(LocalSpark.texts(fitted.transform(data()))).isEqualTo(one);
    }
  }

  @Test
  final void learnsInAPlanWhatItLearnsByItself() {
    PipelineStage stage = stage();
    Layer layer = Layer.of(data(), List.of(stage), Learning.UNPLACED);
    if (stage instanceof SummaryStep<?> step) {
      Summary nothing = Summary.of(data(), List.of());
      Transformer planned = layer.learn(nothing, Learning.UNPLACED).get(0);
      Plans.assertSameState(step.fit(data()), planned);
    } else {
      assertThat(layer.size()).isZero(); // it learns alone
    }
  }

  @Test
  final void namesAMissingColumn() {
    assertThatThrownBy(() -> fitted().transform(data().select("other")))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("is not in the table");
  }
}

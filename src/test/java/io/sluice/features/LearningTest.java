package io.sluice.features;

import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.features.Learning.Learned;
import io.sluice.stage.Problem;
import io.sluice.stage.ProblemException;
import io.sluice.stage.Roles;
import io.sluice.stats.Summary;
import io.sluice.stats.ValueCounts;
import io.sluice.testing.LocalSpark;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.Bucketizer;
import org.apache.spark.ml.feature.CountVectorizer;
import org.apache.spark.ml.feature.HashingTF;
import org.apache.spark.ml.feature.Tokenizer;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearningTest {

  @Test
  void learnsEachStepFromWhatTheStepsBeforeItLeave() {
    Dataset<Row> rows = table("speed DOUBLE", row(0.0), row((Object) null), row(4.0));
    Learned learned =
        learn(
            rows,
            new Impute().setStrategy("mean").setColumns("speed"),
            new Scale().setMethod("minMax").setColumns("speed"));
    assertThat(Values.numbers(learned.transform(rows), "speed")).containsExactly(0, 0.5, 1);
    assertThat(learned.stages())
        .hasExactlyElementsOfTypes(Impute.Fitted.class, Scale.Fitted.class, Assemble.Fitted.class);
  }

  @Test
  void asksForEachStepInItsPlace() {
    Set<Integer> asked = new TreeSet<>();
    Learning.learn(
        List.of(new Scale().setColumns("speed"), new Hash().setColumns("size")),
        strikes(),
        Summary.of(strikes(), List.of()),
        new Learning.Steps() {
          @Override
          public <T> T at(int index, Supplier<T> work) {
            asked.add(index);
            return work.get();
          }
        });
    assertThat(asked).containsExactly(0, 1);
  }

  @Test
  void countsThePassesOfThoseThatLearn() {
    Learned learned =
        learn(
            strikes(),
            new Impute().setColumns("speed"),
            new Impute().setStrategy("constant").setValue("0").setColumns("wet"),
            new Hash().setNumFeatures(4).setColumns("size"),
            new Tokenizer().setInputCol("remarks").setOutputCol("words"),
            new CountVectorizer().setInputCol("words").setOutputCol("counts"));
    assertThat(learned.passes()).isEqualTo(2);
  }

  @Test
  void needsNoStep() {
    Dataset<Row> rows = table("a DOUBLE, b INT", row(1.0, 2));
    Learned learned = learn(rows);
    assertThat(learned.passes()).isZero();
    assertThat(learned.columns()).containsExactly("a", "b");
    assertThat(Values.vectors(learned.transform(rows), "features"))
        .containsExactly(Vectors.dense(1, 2));
  }

  @Test
  void assemblesNoRolesAndNothingThatASparkStageReplaced() {
    Roles roles = new Roles();
    roles.set(roles.label(), "damaged").set(roles.id(), "report").set(roles.weight(), "weight");
    Dataset<Row> rows =
        roles.mark(
            table(
                "report INT, damaged DOUBLE, weight DOUBLE, speed DOUBLE, wet BOOLEAN, remarks"
                    + " STRING",
                row(1, 1.0, 2.0, 20.0, true, "red kite"),
                row(2, 0.0, 1.0, 70.0, false, "gull")));
    Learned learned =
        learn(
            rows,
            new Bucketizer()
                .setInputCol("speed")
                .setOutputCol("fast")
                .setSplits(new double[] {0, 50, 100}),
            new Tokenizer().setInputCol("remarks").setOutputCol("words"),
            new HashingTF().setInputCol("words").setOutputCol("counts").setNumFeatures(8));
    assertThat(learned.columns()).containsExactly("wet", "fast", "counts");
  }

  @Test
  void assemblesWhatASparkStageReadsAndKeepsOnlyInTheNewColumn() {
    Bucketizer fast = new Bucketizer().setInputCol("speed").setOutputCol("fast");
    StructType table = StructType.fromDDL("speed DOUBLE, fast DOUBLE, other DOUBLE");
    assertThat(Learning.assembled(List.of(fast), table)).containsExactly("fast", "other");
    assertThat(Learning.assembled(List.of(), table)).containsExactly("speed", "fast", "other");
  }

  @Test
  void namesTheSlotsOfTheWholeVector() {
    Dataset<Row> rows = strikes().select("speed", "size");
    Learned learned =
        learn(
            rows,
            new Impute().setIndicator(true).setColumns("speed"),
            new OneHot().setColumns("size"));
    Dataset<Row> features = learned.transform(rows);
    int size = Values.vectors(features, "features").get(0).size();
    assertThat(learned.slots(features, size, column -> new ValueCounts()))
        .containsExactly("speed", "size=small", "size=large", "speed_missing");
  }

  @Test
  void transformsAsThePipelineOfItsStagesDoesAfterSaveAndLoad(@TempDir Path dir) throws Exception {
    Learned learned =
        learn(
            strikes().drop("remarks"),
            new Impute().setColumns("speed", "wet"),
            new OneHot().setColumns("size"));
    new Pipeline()
        .setStages(learned.stages().toArray(new PipelineStage[0]))
        .fit(strikes())
        .write()
        .save(dir.resolve("model").toString());
    PipelineModel model = PipelineModel.load(dir.resolve("model").toString());
    assertThat(LocalSpark.texts(model.transform(strikes())))
        .isEqualTo(LocalSpark.texts(learned.transform(strikes())));
  }

  @Test
  void saysWhichColumnsNoStepTurnsIntoNumbers() {
    StructType table = StructType.fromDDL("speed DOUBLE, phase STRING, day DATE, a ARRAY<STRING>");
    assertThat(Learning.leftovers(List.of(), table))
        .extracting(Problem::text)
        .containsExactly(
            "column 'phase' is text and no step turns it into a number. Add oneHot, hash or"
                + " hashTokens for it, or drop it in clean.",
            "column 'day' is of type date and no step turns it into a number. Add dates for it, or"
                + " drop it in clean.",
            "column 'a' is of type array<string> and no step turns it into a number. Add hashTokens or"
                + " countTokens for it, or drop it in clean.");
  }

  @Test
  void leavesOutRolesAndWhatASparkStageReplaced() {
    Roles roles = new Roles();
    roles.set(roles.id(), "report");
    Dataset<Row> rows = roles.mark(table("report STRING, phase STRING, words ARRAY<STRING>"));
    Tokenizer cut = new Tokenizer().setInputCol("phase").setOutputCol("words");
    HashingTF count = new HashingTF().setInputCol("words").setOutputCol("counts");
    List<PipelineStage> steps = List.of(cut, count);
    StructType table = count.transformSchema(rows.schema());
    assertThat(Learning.leftovers(steps, table)).isEmpty();
  }

  @Test
  void saysThatNothingIsLeftToLearnFrom() {
    Roles roles = new Roles();
    roles.set(roles.label(), "damaged");
    StructType table = roles.mark(table("damaged DOUBLE")).schema();
    assertThat(Learning.leftovers(List.of(), table))
        .containsExactly(new Problem("", "no column is left to learn from."));
  }

  @Test
  void saysThatThereAreNoTrainingRows() {
    assertThatThrownBy(() -> learn(strikes().limit(0), new Impute().setColumns("speed")))
        .isInstanceOf(ProblemException.class)
        .hasMessage("there are no training rows to learn from.");
  }

  private static Learned learn(Dataset<Row> rows, PipelineStage... steps) {
    return Learning.learn(List.of(steps), rows);
  }

  private static Dataset<Row> strikes() {
    return table(
        "speed DOUBLE, wet BOOLEAN, size STRING, remarks STRING",
        row(10.0, true, "small", "red kite"),
        row(null, null, null, "gull"),
        row(30.0, false, "large", "gull gull"),
        row(20.0, false, "small", "kite"));
  }
}

package io.sluice.features;

import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.features.Learning.Learned;
import io.sluice.stats.Need;
import io.sluice.stats.Summary;
import io.sluice.testing.LocalSpark;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.CountVectorizer;
import org.apache.spark.ml.feature.Tokenizer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.util.LongAccumulator;
import org.junit.jupiter.api.Test;

/** Which steps share a pass, and that they learn the same there as each by itself. */
class LayerTest {

  @Test
  void learnsStepsOfDifferentColumnsInOnePass() {
    assertPasses(
        List.of("pass 1", "pass 1", "no pass"),
        1,
        new Impute().setColumns("speed"),
        new OneHot().setColumns("size"),
        new Hash().setNumFeatures(8).setColumns("phase"));
  }

  @Test
  void learnsTheScaleOfAFilledColumnInTheSamePass() {
    assertPasses(
        List.of("pass 1", "pass 1"),
        1,
        new Impute().setStrategy("median").setIndicator(true).setColumns("speed"),
        new Scale().setColumns("speed", "speed_missing"));
    assertPasses(
        List.of("pass 1", "pass 1"),
        1,
        new Impute().setStrategy("mean").setColumns("speed"),
        new Scale().setMethod("robust").setColumns("speed"));
  }

  @Test
  void learnsTheCategoriesOfAFilledColumnInTheSamePass() {
    assertPasses(
        List.of("pass 1", "pass 1"),
        1,
        new Impute().setStrategy("mode").setColumns("size"),
        new OneHot().setColumns("size"));
    assertPasses(
        List.of("no pass", "pass 1"),
        1,
        new Impute().setStrategy("constant").setValue("none").setColumns("size"),
        new OneHot().setColumns("size"));
  }

  @Test
  void learnsQuantilesOfAScaledColumnInTheSamePassWhereItHasFewValues() {
    PipelineStage[] steps = {
      new Scale().setColumns("speed"), new Impute().setStrategy("median").setColumns("speed")
    };
    assertPasses(List.of("pass 1", "pass 1 or 2"), 1, steps);
  }

  @Test
  void makesAnotherPassWhereAColumnHasTooManyValues() {
    Random random = new Random(4);
    Row[] many = new Row[20_000];
    Arrays.setAll(many, i -> row(i % 10 == 0 ? null : random.nextGaussian(), "a"));
    Dataset<Row> rows = table("speed DOUBLE, size STRING", many);
    Learned learned =
        Learning.learn(
            List.of(
                new Scale().setColumns("speed"),
                new Impute().setStrategy("median").setColumns("speed"),
                new OneHot().setColumns("size")),
            rows);
    assertThat(learned.passes()).isEqualTo(2);
    assertThat(Values.numbers(learned.transform(rows), "speed")).doesNotContain(Double.NaN);
  }

  @Test
  void beginsALayerWhereAStepReadsWhatAnotherMakes() {
    assertPasses(
        List.of("pass 1", "pass 1", "pass 2"),
        2,
        new OneHot().setColumns("size"),
        new Impute().setColumns("speed"),
        new CountVectorizer().setMinDF(1).setInputCol("words").setOutputCol("counts"));
  }

  @Test
  void appliesStepsThatLearnNothingBetweenThoseThatShareAPass() {
    assertPasses(
        List.of("pass 1", "no pass", "pass 1"),
        1,
        new Impute().setColumns("speed"),
        new Hash().setNumFeatures(4).setColumns("phase"),
        new OneHot().setColumns("size"));
  }

  @Test
  void leavesASparkStageItsPlace() {
    assertPasses(
        List.of("pass 1", "no pass", "pass 2"),
        2,
        new Impute().setColumns("speed"),
        new Tokenizer().setInputCol("phase").setOutputCol("parts"),
        new OneHot().setColumns("size"));
  }

  @Test
  void readsNothingAgainThatIsKnownAlready() {
    LongAccumulator reads = LocalSpark.SPARK.sparkContext().longAccumulator();
    Dataset<Row> rows =
        strikes()
            .filter(
                (org.apache.spark.api.java.function.FilterFunction<Row>)
                    r -> {
                      reads.add(1);
                      return true;
                    });
    List<PipelineStage> steps =
        List.of(
            new Impute().setColumns("speed"),
            new OneHot().setColumns("size"),
            new Scale().setColumns("speed"));
    Summary known = Summary.of(rows, Learning.needs(steps, rows, Learning.UNPLACED));
    long before = reads.value();
    assertThat(before).isEqualTo(strikes().count());
    assertThat(known.measures()).containsOnlyKeys(Need.numbers("speed"), Need.values("size"));
    Learned learned = Learning.learn(steps, rows, known, Learning.UNPLACED);
    assertThat(reads.value()).isEqualTo(before);
    assertThat(learned.passes()).isEqualTo(1);
  }

  private static void assertPasses(List<String> planned, int made, PipelineStage... steps) {
    assertThat(Learning.passes(List.of(steps), strikes().limit(0))).isEqualTo(planned);
    Plans.assertPasses(made, strikes(), steps);
  }

  private static Dataset<Row> strikes() {
    Random random = new Random(3);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      rows.add(
          row(
              random.nextInt(5) == 0 ? null : Math.rint(random.nextGaussian() * 40),
              random.nextInt(7) == 0 ? null : "s" + random.nextInt(4),
              "p" + random.nextInt(9),
              List.of("w" + random.nextInt(3), "w")));
    }
    return table(
        "speed DOUBLE, size STRING, phase STRING, words ARRAY<STRING>", rows.toArray(new Row[0]));
  }
}

package io.sluice.features;

import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No row sees its own label, whatever way it is encoded. */
class TargetLeakTest {

  private static final String SCHEMA = "id INT, size STRING, speed DOUBLE, label DOUBLE";

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void fittedAlone(int seed) {
    FeatureStep<Target.Fitted> target = TargetTest.target();
    assertNoRowSeesItsLabel(seed, rows -> target.fit(rows).transform(rows));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void inAPipelineOfSpark(int seed) {
    Pipeline pipeline =
        new Pipeline()
            .setStages(new PipelineStage[] {new Scale().setColumns("speed"), TargetTest.target()});
    assertNoRowSeesItsLabel(seed, rows -> pipeline.fit(rows).transform(rows));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void learnedWithOtherSteps(int seed) {
    List<PipelineStage> steps =
        List.of(
            new Impute().setColumns("speed"),
            new Impute().setStrategy("mode").setColumns("size"),
            TargetTest.target());
    assertNoRowSeesItsLabel(
        seed, rows -> Learning.learn(steps, TargetTest.withRoles(rows)).transform(rows));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void afterAnotherTargetWhoseResultHangsOnLabels(int seed) {
    FeatureStep<Target.Fitted> target = TargetTest.target();
    FeatureStep<Target.Fitted> second = new Target().setLabelCol("label").setColumns("id");
    assertNoRowSeesItsLabel(
        seed,
        rows -> {
          Dataset<Row> first = target.fit(rows).transform(rows);
          return second.fit(first).transform(first);
        });
  }

  @Test
  void leavesTheMeanOfTheOtherFoldsToCategoriesOfOneRow() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      rows.add(row(i, "size " + i, 0.0, i % 3 == 0 ? 1.0 : 0.0));
    }
    assertThat(encoded(rows)).containsExactly(byHand(rows), within(1e-12));
    double[] first = encoded(rows);
    double[] folds = folds(rows);
    for (int i = 0; i < first.length; i++) {
      for (int j = 0; j < i; j++) {
        assertThat(folds[i] != folds[j] || first[i] == first[j]).isTrue();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void encodesByTheOtherFoldsAlone(int seed) {
    List<Row> rows = random(new Random(seed));
    assertThat(encoded(rows)).containsExactly(byHand(rows), within(1e-12));
  }

  @Test
  void doesNotHangOnPartitions() {
    List<Row> rows = random(new Random(9));
    Dataset<Row> all = tableOf(rows);
    Target.Fitted fitted = TargetTest.target().fit(all);
    double[] expected = Values.numbers(fitted.transform(all).orderBy("id", "speed"), "size");
    for (int partitions : new int[] {3, 7}) {
      Dataset<Row> spread = all.repartition(partitions);
      Dataset<Row> encoded = TargetTest.target().fit(spread).transform(spread);
      assertThat(Values.numbers(encoded.orderBy("id", "speed"), "size"))
          .containsExactly(expected, within(1e-12));
    }
  }

  /**
   * Changes one label after the other and learns anew; that row must stay as it was, bit by bit.
   */
  private static void assertNoRowSeesItsLabel(
      int seed, Function<Dataset<Row>, Dataset<Row>> encode) {
    Random random = new Random(seed);
    List<Row> rows = random(random);
    List<Row> before = encode.apply(tableOf(rows)).collectAsList();
    for (int i = 0; i < 3; i++) {
      int at = random.nextInt(rows.size());
      List<Row> changed = new ArrayList<>(rows);
      Row old = rows.get(at);
      changed.set(at, row(old.get(0), old.get(1), old.get(2), old.getDouble(3) + 100));
      List<Row> after = encode.apply(tableOf(changed)).collectAsList();
      for (String column : List.of("id", "size")) {
        assertThat(after.get(at).<Object>getAs(column)).isEqualTo(before.get(at).getAs(column));
      }
      assertThat(after.stream().map(r -> r.<Object>getAs("size")).toList())
          .isNotEqualTo(before.stream().map(r -> r.<Object>getAs("size")).toList());
    }
  }

  private static double[] encoded(List<Row> rows) {
    Dataset<Row> all = tableOf(rows);
    return Values.numbers(TargetTest.target().fit(all).transform(all), "size");
  }

  /** By the formula of the paper, row by row. */
  private static double[] byHand(List<Row> rows) {
    double[] folds = folds(rows);
    double[] encoded = new double[rows.size()];
    for (int i = 0; i < encoded.length; i++) {
      double sumOfAll = 0;
      double all = 0;
      double sum = 0;
      double same = 0;
      for (int j = 0; j < encoded.length; j++) {
        if (folds[i] != folds[j]) {
          double label = rows.get(j).getDouble(3);
          boolean isSame = Objects.equals(rows.get(i).get(1), rows.get(j).get(1));
          sumOfAll += label;
          all++;
          sum += isSame ? label : 0;
          same += isSame ? 1 : 0;
        }
      }
      encoded[i] = (sum + 20 * sumOfAll / all) / (same + 20);
    }
    return encoded;
  }

  private static double[] folds(List<Row> rows) {
    Dataset<Row> all = tableOf(rows);
    Folds folds = Folds.of(all.schema(), "label", 5, 42);
    return Values.numbers(all.withColumn("fold", folds.of(all.schema()).cast("double")), "fold");
  }

  /** Few categories, nulls, and equal rows with different labels. */
  private static List<Row> random(Random random) {
    List<Row> rows = new ArrayList<>();
    while (rows.size() < 40) {
      int kind = random.nextInt(5);
      Row made =
          row(
              random.nextInt(30),
              kind == 0 ? null : "size " + kind,
              random.nextInt(6) == 0 ? null : (Object) random.nextDouble(),
              random.nextGaussian());
      rows.add(made);
      if (random.nextInt(4) == 0) {
        rows.add(row(made.get(0), made.get(1), made.get(2), random.nextGaussian()));
      }
    }
    return rows;
  }

  private static Dataset<Row> tableOf(List<Row> rows) {
    return table(SCHEMA, rows.toArray(new Row[0]));
  }
}

package io.sluice.train;

import static io.sluice.testing.LocalSpark.SPARK;
import static io.sluice.testing.LocalSpark.texts;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sluice.stage.ProblemException;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class RandomCutForestTest extends LearnerTest {

  @Override
  protected Estimator<?> algorithm() {
    return forest(10, 64);
  }

  /** A cloud of 390 different rows and 10 equal ones; rows 0 to 9 lie far off, each elsewhere. */
  @Override
  protected Dataset<Row> data() {
    return vectors(
        SPARK
            .range(400)
            .selectExpr(
                "id",
                "CASE WHEN id < 10 THEN 40 + 8 * id WHEN id < 20 THEN 0.5 ELSE sin(id * id) END x",
                "CASE WHEN id < 10 THEN 99 - 20 * id WHEN id < 20 THEN 0.5 ELSE cos(id * 7) END"
                    + " y"));
  }

  @Test
  void scoresRowsFarOffHighest() {
    Dataset<Row> scored = forest(50, 256).fit(data()).transform(data());
    assertThat(scored.orderBy(col("score").desc()).limit(10).where("id >= 10").count()).isZero();
  }

  @Test
  void predictsTheShareOfTheTrainingRowsThatItIsTold() {
    RandomCutForest forest = forest(50, 256);
    forest.set(forest.contamination(), 0.025);
    Dataset<Row> predicted = forest.fit(data()).transform(data()).where("prediction = 1");
    assertThat(predicted.count()).isEqualTo(10);
    assertThat(predicted.where("id >= 10").count()).isZero();
  }

  /** Cut off at the root: log2(256 + 1) / (0 + 1). */
  @Test
  void scoresWhatIsInfinitelyFarByTheRowsOfATree() {
    RandomCutForest.Fitted fitted = forest(20, 256).fit(data());
    Dataset<Row> far = vectors(SPARK.range(1).selectExpr("id", "1e9 x", "1e9 y"));
    double score = fitted.transform(far).select("score").first().getDouble(0);
    assertThat(score).isEqualTo(Math.log(257) / Math.log(2), within(1e-4));
  }

  @Test
  void drawsEachOfEqualRowsByItself() {
    Dataset<Row> rows = SPARK.range(1000).selectExpr("id % 10 < 3 AS rare");
    long rare = Sampling.of(rows, col("rare"), 200, 5).where("rare").count();
    assertThat(rare).isBetween(40L, 80L); // 60 expected, standard deviation 5.8
  }

  @Test
  void anotherSeedIsAnotherForest() {
    RandomCutForest other = forest(10, 64);
    other.set(other.seed(), 1L);
    assertThat(texts(other.fit(data()).transform(data())))
        .isNotEqualTo(texts(forest(10, 64).fit(data()).transform(data())));
  }

  @Test
  void learnsFromOneRow() {
    assertThat(forest(10, 64).fit(data().limit(1)).transform(data()).count()).isEqualTo(400);
  }

  @Test
  void saysWhatItCannotLearnFrom() {
    assertThatThrownBy(() -> forest(10, 64).fit(data().limit(0)))
        .isInstanceOf(ProblemException.class)
        .hasMessage("there is no row to learn from.");
    assertThatThrownBy(() -> forest(1 << 16, 1 << 14).fit(data()))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "numTrees: times sampleSize and slots is 1,073,741,824 x 2; a forest holds 33,554,432"
                + " numbers. Use fewer or smaller trees, or fewer slots (reduce, selectFeatures).");
  }

  @Test
  void saysThatANumberIsTooLargeToScore() {
    RandomCutForest.Fitted fitted = forest(10, 64).fit(data());
    Dataset<Row> far = vectors(SPARK.range(1).selectExpr("id", "1e40 x", "0.0 y"));
    assertThatThrownBy(() -> fitted.transform(far).collectAsList())
        .hasStackTraceContaining(
            "a vector of features holds 1.0E40; RandomCutForest takes numbers up to 3.4e38. Put"
                + " scale or clipOutliers into features.");
  }

  private static RandomCutForest forest(int numTrees, int sampleSize) {
    RandomCutForest forest = new RandomCutForest();
    forest.set(forest.numTrees(), numTrees);
    forest.set(forest.sampleSize(), sampleSize);
    return forest;
  }

  private static Dataset<Row> vectors(Dataset<Row> rows) {
    return new VectorAssembler()
        .setInputCols(new String[] {"x", "y"})
        .setOutputCol("features")
        .transform(rows);
  }
}

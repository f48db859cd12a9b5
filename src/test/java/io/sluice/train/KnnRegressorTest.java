package io.sluice.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.spark.ml.Estimator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class KnnRegressorTest extends LearnerTest {

  @Override
  protected Estimator<?> algorithm() {
    return knn(3);
  }

  @Override
  protected Dataset<Row> data() {
    return Points.training();
  }

  /** From scikit-learn 1.2.1: KNeighborsRegressor(k).predict. */
  @Test
  void averagesAsInScikitLearn() {
    assertThat(predictions(1))
        .containsExactly(
            new double[] {
              11.782417603516528,
              10.780487192137153,
              -4.684037720774502,
              -7.357144112306157,
              -2.439761888978645,
              3.2916389045556667
            },
            within(1e-12));
    assertThat(predictions(8))
        .containsExactly(
            new double[] {
              9.608998255476614,
              7.0762772126217826,
              -1.25771128307379,
              -4.9355576098515455,
              -2.2312954143332258,
              8.301481241364616
            },
            within(1e-12));
  }

  private static KnnRegressor knn(int k) {
    KnnRegressor knn = new KnnRegressor();
    knn.set(knn.k(), k);
    knn.set(knn.labelCol(), "number");
    return knn;
  }

  private static double[] predictions(int k) {
    return knn(k)
        .fit(Points.training())
        .transform(Points.others())
        .orderBy("id")
        .select("prediction")
        .collectAsList()
        .stream()
        .mapToDouble(r -> r.getDouble(0))
        .toArray();
  }
}

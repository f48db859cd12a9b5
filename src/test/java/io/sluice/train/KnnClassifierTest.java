package io.sluice.train;

import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.stage.ProblemException;
import java.util.List;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class KnnClassifierTest extends LearnerTest {

  @Override
  protected Estimator<?> algorithm() {
    return knn(3);
  }

  @Override
  protected Dataset<Row> data() {
    return Points.training();
  }

  /** From scikit-learn 1.2.1: KNeighborsClassifier(5).predict_proba and predict. */
  @Test
  void votesAsInScikitLearn() {
    assertThat(predictions(knn(5)))
        .containsExactly(
            "[[0.4,0.6,0.0],1.0]",
            "[[0.4,0.4,0.2],0.0]",
            "[[0.8,0.2,0.0],0.0]",
            "[[0.6,0.2,0.2],0.0]",
            "[[0.2,0.6,0.2],1.0]",
            "[[0.2,0.8,0.0],1.0]");
    assertThat(predictions(knn(8)))
        .containsExactly(
            "[[0.5,0.5,0.0],0.0]",
            "[[0.625,0.25,0.125],0.0]",
            "[[0.75,0.25,0.0],0.0]",
            "[[0.75,0.125,0.125],0.0]",
            "[[0.25,0.5,0.25],1.0]",
            "[[0.375,0.625,0.0],1.0]");
  }

  /** Rows at -1 and 1 are equally near 0, and of one norm: the smaller value counts. */
  @Test
  void takesTheSmallerOfRowsEquallyNear() {
    Dataset<Row> rows =
        new VectorAssembler()
            .setInputCols(new String[] {"x"})
            .setOutputCol("features")
            .transform(
                table("x DOUBLE, class DOUBLE", row(1.0, 0.0), row(-1.0, 1.0), row(0.0, 0.0)));
    KnnClassifier knn = knn(2);
    for (int partitions : new int[] {1, 3}) {
      Dataset<Row> predicted = knn.fit(rows.repartition(partitions)).transform(rows);
      assertThat(predicted.where("x = 0").select("probability").first()).hasToString("[[0.5,0.5]]");
    }
  }

  @Test
  void saysThatThereAreTooManyOrTooFewRows() {
    KnnClassifier many = knn(5);
    many.set(many.maxRows(), 59);
    assertThatThrownBy(() -> many.fit(data()))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "maxRows: there are more training rows than 59. Take a sample in clean, or raise it:"
                + " the model keeps every row.");
    assertThatThrownBy(() -> knn(61).fit(data()))
        .isInstanceOf(ProblemException.class)
        .hasMessage("k: '61' is more than the 60 training rows.");
  }

  private static KnnClassifier knn(int k) {
    KnnClassifier knn = new KnnClassifier();
    knn.set(knn.k(), k);
    knn.set(knn.labelCol(), "class");
    return knn;
  }

  private static List<String> predictions(KnnClassifier knn) {
    return knn
        .fit(Points.training())
        .transform(Points.others())
        .orderBy("id")
        .select("probability", "prediction")
        .collectAsList()
        .stream()
        .map(Row::toString)
        .toList();
  }
}

package io.sluice.train;

import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static io.sluice.testing.LocalSpark.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class BaselineRegressorTest extends LearnerTest {

  @Override
  protected Estimator<?> algorithm() {
    return new BaselineRegressor();
  }

  @Override
  protected Dataset<Row> data() {
    return new VectorAssembler()
        .setInputCols(new String[] {"x"})
        .setOutputCol("features")
        .transform(
            table(
                "x DOUBLE, area DOUBLE, label DOUBLE, weight DOUBLE",
                row(1.0, 2.0, 10.0, 1.0),
                row(2.0, 3.0, 30.0, 1.0),
                row(3.0, null, 50.0, 2.0)));
  }

  @Test
  void givesEveryRowTheMeanOfTheTrainingRows() {
    assertThat(predictions(new BaselineRegressor(), data())).containsOnly("[30.0]").hasSize(3);
  }

  @Test
  void countsEachRowByItsWeight() {
    BaselineRegressor weighted = new BaselineRegressor();
    weighted.set(weighted.weightCol(), "weight");
    assertThat(predictions(weighted, data())).containsOnly("[35.0]");
  }

  @Test
  void givesWhatARuleGivesAndElseTheMean() {
    BaselineRegressor byRule = new BaselineRegressor();
    byRule.set(byRule.rule(), "10 * area");
    Dataset<Row> ruled = byRule.beforeFeatures(data(), "label").orElseThrow().transform(data());
    assertThat(predictions(byRule, ruled)).containsExactly("[20.0]", "[30.0]", "[30.0]");
  }

  @Test
  void refusesARuleThatIsNoNumber() {
    BaselineRegressor byRule = new BaselineRegressor();
    byRule.set(byRule.rule(), "area > 1");
    assertThatThrownBy(() -> byRule.beforeFeatures(data(), "label"))
        .hasMessage("rule: 'area > 1' is of type boolean, not a number.");
  }

  private static List<String> predictions(BaselineRegressor algorithm, Dataset<Row> rows) {
    return texts(algorithm.fit(rows).transform(rows).select("prediction"));
  }
}

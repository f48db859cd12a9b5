package io.sluice.split;

import static io.sluice.testing.LocalSpark.SPARK;
import static io.sluice.testing.LocalSpark.texts;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.stage.ProblemException;
import io.sluice.testing.FromYaml;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FoldsTest {

  private static final int SIZE = 600;

  /** Ids, customers of about five rows, a stratum of a tenth of the rows, and days. */
  private static Dataset<Row> rows() {
    return SPARK
        .range(0, SIZE, 1, 1)
        .selectExpr(
            "id",
            "id * 7919 % 127 AS customer",
            "id % 10 = 0 AS positive",
            "date_add(DATE'2024-01-01', int(id DIV 2)) AS day");
  }

  private static Folds folds(String split, int number, Dataset<Row> rows) {
    return Folds.of(FromYaml.set(new Split(), split), rows, number, SIZE, List.of("id"), 3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "{key: customer}", "{stratify: positive}", "{keepTogether: customer}"})
  void everyRowIsJudgedOnceByModelsOfAllOthers(String split) {
    try (Folds folds = folds(split, 3, rows())) {
      List<String> judged = new ArrayList<>();
      for (int fold = 0; fold < 3; fold++) {
        List<String> its = texts(folds.judged(fold));
        judged.addAll(its);
        List<String> both = new ArrayList<>(texts(folds.training(fold)));
        assertThat(both).doesNotContainAnyElementsOf(its);
        both.addAll(its);
        assertThat(both).containsExactlyInAnyOrderElementsOf(texts(rows()));
      }
      assertThat(judged).containsExactlyInAnyOrderElementsOf(texts(rows()));
    }
  }

  @Test
  void rowsOfOneKeyLieTogether() {
    try (Folds folds = folds("{key: customer}", 4, rows())) {
      long pairs = folds.rows().select("customer", Folds.FOLD).distinct().count();

      assertThat(pairs).isEqualTo(127);
    }
  }

  @Test
  void strataHaveTheSameShareInEach() {
    try (Folds folds = folds("{stratify: positive}", 3, rows())) {
      for (int fold = 0; fold < 3; fold++) {
        assertThat(folds.judged(fold).count()).isEqualTo(200);
        assertThat(folds.judged(fold).where(col("positive")).count()).isEqualTo(20);
      }
    }
  }

  @Test
  void foldsOfTheTrainingRowsAreNotTheirParts() {
    Split split = FromYaml.set(new Split(), "{train: 0.5, test: 0.5, seed: 3}");
    Dataset<Row> training =
        split.apply(rows(), SIZE, List.of("id")).where(col(Split.PART).equalTo("train"));
    try (Folds folds = Folds.of(split, training.drop(Split.PART), 2, SIZE, List.of("id"), 3)) {
      double share = (double) folds.judged(0).count() / training.count();

      assertThat(share).isBetween(0.38, 0.62); // four standard deviations
    }
  }

  @Test
  void ofTimeTheJudgedRowsComeAfterTheGap() {
    try (Folds folds = folds("{time: day, gap: 10 days}", 3, rows())) {
      for (int fold = 0; fold < 3; fold++) {
        Row training = folds.training(fold).selectExpr("count(*)", "max(day)").first();
        Row judged = folds.judged(fold).selectExpr("count(*)", "min(day)").first();

        assertThat(judged.getLong(0)).isEqualTo(150);
        assertThat(training.getLong(0)).isEqualTo(150 * (fold + 1) - 18); // 9 days of two rows
        assertThat(training.getDate(1).toLocalDate().plusDays(10))
            .isEqualTo(judged.getDate(1).toLocalDate());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{stratify: positive, key: customer}", "{time: id, gap: 5}"})
  void theSameOnAnyPartitioning(String split) {
    try (Folds one = folds(split, 3, rows().orderBy("id").coalesce(1));
        Folds seven = folds(split, 3, rows().repartition(7))) {
      for (int fold = 0; fold < 3; fold++) {
        assertThat(seven.training(fold).collectAsList())
            .isEqualTo(one.training(fold).collectAsList());
        assertThat(seven.judged(fold).collectAsList()).isEqualTo(one.judged(fold).collectAsList());
      }
    }
  }

  @Test
  void aLargerShareHoldsTheSmaller() {
    try (Folds folds = folds("{}", 3, rows())) {
      List<String> third = texts(folds.training(0, 1.0 / 3));
      List<String> all = texts(folds.training(0, 1));

      assertThat(third.size()).isBetween(all.size() / 3 - 40, all.size() / 3 + 40);
      assertThat(all).containsAll(third);
      assertThat(third).containsAll(texts(folds.training(0, 1.0 / 9)));
    }
  }

  @Test
  void failsWhereAFoldHasNoRows() {
    assertThatThrownBy(() -> folds("{key: positive}", 5, rows()))
        .isInstanceOf(ProblemException.class)
        .hasMessage("a fold of the 600 training rows is left without rows. Take fewer folds.");
  }
}

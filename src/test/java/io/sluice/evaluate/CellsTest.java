package io.sluice.evaluate;

import static io.sluice.testing.LocalSpark.SPARK;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sluice.result.Run;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.util.LongAccumulator;
import org.junit.jupiter.api.Test;

class CellsTest {

  private static final List<String> PARTS = List.of("train", "test");

  /** Two columns to slice by: one of three values and null, one of thirty. */
  private static final Dataset<Row> ROWS =
      SPARK
          .range(0, 3_000, 1, 3)
          .selectExpr(
              "CASE WHEN id % 5 = 0 THEN 'test' WHEN id % 7 = 0 THEN 'other' ELSE 'train' END part",
              "element_at(array('a', 'b', NULL, 'a'), int(id % 4) + 1) AS sluice_slice0",
              "string(int(sqrt(id / 5) * 1.2)) AS sluice_slice1",
              "sin(id) * 0.5 + 0.5 AS score",
              "double(cos(id * 31) > 0.3) AS label",
              "double(sin(id) > 0) AS prediction")
          .cache();

  private static final Cells CELLS = Cells.of(ROWS, "part", PARTS, List.of("side", "root"));

  @Test
  void rowsAreInTheCellsOfTheirPartAndOfTheValuesOfTheLast() {
    List<Run.Scores> scores = TwoClasses.scores(CELLS);
    assertThat(scores).hasSize(2 + 3 + Cells.MOST_VALUES);
    assertThat(CELLS.parts(scores))
        .extracting(Run.Scores::part, Run.Scores::rows)
        .containsExactly(
            tuple("train", ROWS.where("part = 'train'").count()),
            tuple("test", ROWS.where("part = 'test'").count()));
    List<Run.Slice> slices = CELLS.slices(scores);
    assertThat(slices.subList(0, 3))
        .extracting(Run.Slice::column, Run.Slice::value)
        .containsExactly(tuple("side", "a"), tuple("side", null), tuple("side", "b"));
    List<Row> most =
        ROWS.where("part = 'test'")
            .groupBy("sluice_slice1")
            .count()
            .orderBy(col("count").desc(), col("sluice_slice1"))
            .takeAsList(Cells.MOST_VALUES);
    assertThat(slices.subList(3, slices.size()))
        .extracting(s -> tuple(s.column(), s.value(), s.rows()))
        .containsExactlyElementsOf(
            most.stream().map(r -> tuple("root", r.getString(0), r.getLong(1))).toList());
  }

  @Test
  void eachCellIsJudgedAsIfItWereAlone() {
    List<Run.Scores> together = TwoClasses.scores(CELLS);
    IntStream.range(0, together.size())
        .forEach(
            cell -> {
              Dataset<Row> its = CELLS.rows().where(Cells.CELL + " = " + cell).drop(Cells.CELL);
              TwoClasses alone = TwoClasses.of(its);
              assertThat(together.get(cell).confusion()).isEqualTo(alone.confusion());
              assertThat(together.get(cell).metric("aucRoc"))
                  .isEqualTo(alone.curve().areas().roc());
            });
  }

  @Test
  void aPartWithoutRowsHasACellOfNone() {
    Cells cells = Cells.of(ROWS.where("part <> 'test'"), "part", PARTS, List.of("side", "root"));
    List<Run.Scores> scores = TwoClasses.scores(cells);
    assertThat(cells.number()).isEqualTo(2);
    assertThat(scores.get(1).rows()).isZero();
    assertThat(scores.get(1).metrics()).extracting(Run.Metric::value).containsOnlyNulls();
  }

  /** Of one cell there are more scores of a class than are held, of the other not. */
  @Test
  void onlyTheCurveOfACellWithManyScoresIsRounded() {
    Dataset<Row> rows =
        SPARK
            .range(0, 120_000, 1, 2)
            .selectExpr(
                "IF(id < 1000, 'test', 'train') AS part",
                "id / 120000 AS score",
                "double(id % 3 = 0) AS label",
                "double(id > 60000) AS prediction");
    Cells cells = Cells.of(rows, "part", PARTS, List.of());
    List<ScoreCounts> read = ScoreCounts.of(cells.rows(), 2);
    assertThat(read.get(0).curve().cuts()).hasSizeBetween(20_000, 80_000);
    assertThat(read.get(1).curve().cuts()).hasSize(1_000);
    assertThat(read.get(0).confusion())
        .isEqualTo(
            new Run.Confusion(
                rows.where("part = 'train' AND label = 1 AND prediction = 1").count(),
                rows.where("part = 'train' AND label = 0 AND prediction = 1").count(),
                rows.where("part = 'train' AND label = 0 AND prediction = 0").count(),
                rows.where("part = 'train' AND label = 1 AND prediction = 0").count()));
  }

  /** Numbers are read once before, for tenths. */
  @Test
  void readsEachRowOnceWhateverIsPredicted() {
    LongAccumulator reads = SPARK.sparkContext().longAccumulator();
    MapFunction<Long, Double> counted =
        id -> {
          reads.add(1);
          return (double) id;
        };
    Dataset<Row> rows =
        Bootstrap.grouped(
            SPARK
                .range(0, 300, 1, 3)
                .map(counted, Encoders.DOUBLE())
                .selectExpr(
                    "IF(value % 3 = 0, 'test', 'train') AS part",
                    "value % 2 AS label",
                    "value % 2 AS prediction",
                    "value / 300 AS score",
                    "1D AS loss"));
    Cells cells = Cells.of(rows, "part", PARTS, List.of());

    assertThat(SeveralClasses.of(cells, List.of("a", "b", "c"))).hasSize(2);
    assertThat(reads.value()).isEqualTo(300);
    assertThat(TwoClasses.scores(cells)).hasSize(2);
    assertThat(reads.value()).isEqualTo(600);
    Predictions known = Predictions.of(rows, "part", PARTS);
    assertThat(reads.value()).isEqualTo(900);
    assertThat(Numbers.scores(cells, known)).hasSize(2);
    assertThat(reads.value()).isEqualTo(1_200);
  }
}

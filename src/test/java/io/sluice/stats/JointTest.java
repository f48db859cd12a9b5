package io.sluice.stats;

import static io.sluice.testing.LocalSpark.SPARK;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.linalg.Matrix;
import org.apache.spark.ml.stat.Correlation;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class JointTest {

  private static final Dataset<Row> ROWS =
      SPARK
          .range(0, 5_000, 1, 3)
          .selectExpr(
              "IF(id % 11 = 0, NULL, int(abs(sin(id)) * 30)) AS x",
              "IF(id % 13 = 0, double('NaN'), exp(sin(id) + cos(id * 7))) AS y",
              "id * id % 1009 AS z",
              "IF(id % 17 = 0, NULL, elt(int(id % 3) + 1, 'a', 'b', 'c')) AS k",
              "elt(int(id * id % 5) + 1, 'p', 'q', 'r', 's', 't') AS l",
              "elt(int(id % 3) + 1, 'A', 'B', 'C') AS big")
          .cache();

  private static final HexGrid GRID = new HexGrid("x", "z", 0, 20, 0, 1_008);

  private static Joint joint(Dataset<Row> rows) {
    Summary summary = Summary.of(rows, List.of(number("x"), number("y"), number("z")));
    return Joint.of(
        rows,
        new Joint.Question(
            List.of(summary.of(number("x")), summary.of(number("y")), summary.of(number("z"))),
            List.of(
                new Joint.Category("k", List.of("a", "b", "c")),
                new Joint.Category("l", List.of("p", "q", "r", "s", "t"))),
            List.of("x", "y", "k"),
            List.of(
                new Joint.Recoding("l", "l", 3),
                new Joint.Recoding("k", "big", 3),
                new Joint.Recoding("big", "big", 3)),
            List.of(GRID)));
  }

  private static Need number(String column) {
    return Need.numbers(column);
  }

  private static final Joint JOINT = joint(ROWS);

  @Test
  void ranksCorrelateAsMllibSays() {
    Dataset<Row> complete = ROWS.where("x IS NOT NULL AND NOT isnan(y)");
    Dataset<Row> vectors =
        new VectorAssembler()
            .setInputCols(new String[] {"x", "y", "z"})
            .setOutputCol("v")
            .transform(complete);
    Matrix spearman = Correlation.corr(vectors, "v", "spearman").first().getAs(0);
    Joint its = joint(complete);
    assertThat(its.ranks(0, 1).count()).isEqualTo(complete.count());
    for (int j = 1; j < 3; j++) {
      for (int i = 0; i < j; i++) {
        assertThat(its.ranks(i, j).correlation()).isCloseTo(spearman.apply(i, j), within(1e-12));
      }
    }
  }

  @Test
  void valuesThatComeTogetherAreCounted() {
    Map<String, Long> counts = new HashMap<>();
    ROWS.where("k IS NOT NULL")
        .groupBy("k", "l")
        .count()
        .collectAsList()
        .forEach(r -> counts.put(r.getString(0) + r.getString(1), r.getLong(2)));
    long[][] table = JOINT.table(0, 1);
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 5; j++) {
        String both = "abc".substring(i, i + 1) + "pqrst".charAt(j);
        assertThat(table[i][j]).as(both).isEqualTo(counts.getOrDefault(both, 0L));
      }
    }
  }

  @Test
  void theShareBetweenValuesIsThatOfSumsOfSquares() {
    Row sums =
        ROWS.where("x IS NOT NULL AND k IS NOT NULL")
            .selectExpr("double(x) x", "avg(x) OVER () m", "avg(x) OVER (PARTITION BY k) g")
            .selectExpr("sum((g - m) * (g - m)) / sum((x - m) * (x - m))", "count(*)")
            .first();
    assertThat(JOINT.between(0, 0).share()).isCloseTo(sums.getDouble(0), within(1e-12));
    assertThat(JOINT.between(0, 0).rows()).isEqualTo(sums.getLong(1));
    assertThat(JOINT.between(0, 0).groups()).isEqualTo(3);
  }

  @Test
  void patternsOfMissingValuesAreCounted() {
    Map<Long, Long> expected = new HashMap<>();
    ROWS.selectExpr("int(x IS NULL) + 2 * int(isnan(y)) + 4 * int(k IS NULL) AS pattern")
        .groupBy("pattern")
        .count()
        .collectAsList()
        .forEach(r -> expected.put((long) r.getInt(0), r.getLong(1)));
    assertThat(JOINT.patterns()).isEqualTo(expected).hasSizeGreaterThan(5);
  }

  @Test
  void recodingsAreTold() {
    assertThat(JOINT.isRecoding(0)).isTrue();
    assertThat(JOINT.isRecoding(1)).as("a missing one is a value more").isFalse();
    assertThat(JOINT.isRecoding(2)).isTrue();
  }

  @Test
  void pointsLieInTheHexagonWhoseMiddleIsNearest() {
    long[] counts = JOINT.points(0);
    long inside = ROWS.where("x <= 20").count();
    long all = 0;
    for (long count : counts) {
      all += count;
    }
    assertThat(all).isEqualTo(inside);
    for (Row row : ROWS.where("x <= 20").limit(200).select(col("x"), col("z")).collectAsList()) {
      int cell = GRID.cell(row.getInt(0), (double) row.getLong(1));
      double its = distance(cell, row);
      for (int other = 0; other < GRID.cells(); other++) {
        assertThat(its).isLessThanOrEqualTo(distance(other, row) + 1e-9);
      }
    }
    assertThat(GRID.cell(21, 5)).isEqualTo(-1);
    assertThat(GRID.cell(5, -1)).isEqualTo(-1);
    assertThat(GRID.cell(Double.NaN, 5)).isEqualTo(-1);
  }

  /** In widths of a hexagon, whose rows are the square root of 3 apart. */
  private static double distance(int cell, Row row) {
    double x = (GRID.middleX(cell) - row.getInt(0)) / GRID.width();
    double y = (GRID.middleY(cell) - row.getLong(1)) / GRID.height();
    return x * x + 3 * y * y;
  }

  @Test
  void isTheSameOnAnyPartitioning() {
    Joint other = joint(ROWS.repartition(7, col("z")));
    assertThat(other.patterns()).isEqualTo(JOINT.patterns());
    assertThat(other.table(0, 1)).isDeepEqualTo(JOINT.table(0, 1));
    assertThat(other.points(0)).isEqualTo(JOINT.points(0));
    assertThat(other.ranks(0, 2).correlation())
        .isCloseTo(JOINT.ranks(0, 2).correlation(), within(1e-12));
    assertThat(other.between(1, 1).share()).isCloseTo(JOINT.between(1, 1).share(), within(1e-12));
  }

  @Test
  void tooManyPatternsAreNone() {
    List<String> flags = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 14; i++) {
      flags.add("IF(shiftright(id, " + i + ") % 2 = 1, NULL, 'x') AS f" + i);
      names.add("f" + i);
    }
    Dataset<Row> rows = SPARK.range(0, 1 << 14, 1, 3).selectExpr(flags.toArray(new String[0]));
    Joint.Question question = new Joint.Question(List.of(), List.of(), names, List.of(), List.of());
    assertThat(Joint.of(rows, question).patterns()).isEmpty();
    assertThat(Joint.of(rows.limit(1_000), question).patterns()).hasSize(1_000);
  }
}

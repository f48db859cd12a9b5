package io.sluice.explore;

import static io.sluice.testing.LocalSpark.SPARK;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.result.Explored.Period;
import io.sluice.result.Explored.Series;
import io.sluice.stats.Summary;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeasonsTest {

  private static List<Series> of(Dataset<Row> rows) {
    return Seasons.of(Summary.of(rows, Profiles.needs(rows.schema())), rows.schema());
  }

  private static Series one(String time) {
    return of(SPARK.range(0, 500, 1, 2).selectExpr(time + " AS t")).get(0);
  }

  @ParameterizedTest
  @CsvSource({
    "timestamp_seconds(1700000000 + id * 300), hour, 2023-11-14T22:00:00Z",
    "timestamp_seconds(1700000000 + id * 3600), day, 2023-11-14T00:00:00Z",
    "timestamp_seconds(1700000000 + id * 43200), week, 2023-11-13T00:00:00Z",
    "timestamp_seconds(1700000000 + id * 200000), month, 2023-11-01T00:00:00Z",
    "timestamp_seconds(1700000000 + id * 900000), quarter, 2023-10-01T00:00:00Z",
    "timestamp_seconds(1700000000 - id * 3000000), year, 1976-01-01T00:00:00Z",
    "timestamp_seconds(1700000000 - id * 9000000), decade, 1880-01-01T00:00:00Z"
  })
  void unitsFollowTheRange(String time, String unit, String first) {
    Series series = one(time);
    assertThat(series.unit()).isEqualTo(unit);
    assertThat(series.periods()).hasSizeLessThanOrEqualTo(72);
    assertThat(series.periods().get(0).from()).isEqualTo(first);
    assertThat(series.periods().stream().mapToLong(Period::count).sum()).isEqualTo(500);
  }

  @Test
  void periodsWithoutRowsAreThere() {
    Series series =
        of(SPARK
                .range(0, 100, 1, 2)
                .selectExpr("add_months(date '2020-01-15', int(id % 10) * 2) AS d"))
            .get(0);
    assertThat(series.unit()).isEqualTo("month");
    assertThat(series.periods()).hasSize(19);
    assertThat(series.periods()).extracting(Period::count).startsWith(10L, 0L, 10L, 0L);
  }

  @Test
  void farTimesAreLeftOut() {
    Series series = one("IF(id = 7, timestamp '1900-01-01', timestamp_seconds(1.7e9 + id * 300))");
    assertThat(series.unit()).isEqualTo("hour");
    assertThat(series.periods().stream().mapToLong(Period::count).sum()).isEqualTo(499);
  }

  @Test
  void aColumnOfOneTimeHasNone() {
    assertThat(of(SPARK.range(0, 5, 1, 2).selectExpr("date '2020-01-01' AS d", "id"))).isEmpty();
  }
}

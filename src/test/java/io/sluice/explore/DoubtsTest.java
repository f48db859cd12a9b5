package io.sluice.explore;

import static io.sluice.testing.LocalSpark.SPARK;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.result.Run;
import io.sluice.stage.Roles;
import io.sluice.stats.Summary;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A column that has something wrong beside one that has not. */
class DoubtsTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private static List<String> doubts(long rows, String x) {
    Dataset<Row> table = SPARK.range(0, rows, 1, 3).selectExpr(x + " AS x");
    Summary summary = Summary.of(table, Profiles.needs(table.schema()));
    List<Run.ColumnProfile> profiles = Profiles.of(summary, table.schema(), new Roles(), NOW);
    assertThat(profiles).hasSize(1);
    return profiles.get(0).doubts();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cast(NULL AS STRING) | nothing but missing values",
        "cast('NaN' AS DOUBLE) | nothing but missing values",
        "concat('a') | always the same value",
        "IF(id < 300, 3, NULL) | 70 % of the values are missing#always the same value where there"
            + " is one",
        "IF(id < 20, 1, 0) | 0 in 98.0 % of the rows that have a value",
        "id < 20 | false in 98.0 % of the rows that have a value",
        "IF(id < 20, 'b', 'a') | 'a' in 98.0 % of the rows that have a value",
        "IF(id % 50 = 0, -999, id % 40) | -999 in 20 rows, apart from the others: does it stand for"
            + " a missing value?",
        "IF(id = 7, 10000.5, id % 100) | the greatest value lies 203 times as far from the median"
            + " as 99.7 % of the values do: is it right?",
        "IF(id = 7, -50000, id % 100) | the least value lies 1021 times as far from the median as"
            + " 99.7 % of the values do: is it right?",
        "IF(id % 9 = 0, 'N/A', concat('c', id % 7)) | 'N/A' in 112 rows: does it stand for a"
            + " missing value?",
        "IF(id = 3, '?', concat('c', id % 7)) | '?' in 1 row: does it stand for a missing value?",
        "concat('user ', id) | nearly all values differ: an id or free text, no category",
        "string(id % 50 / 4) | all values are numbers, read as text",
        "IF(id % 50 = 0, '12,5', string(id % 9)) | 98.0 % of the values are numbers, the others"
            + " not, such as '12,5'",
        "string(date_add(date'2020-01-01', int(id % 90))) | all values are dates, read as text",
        "elt(int(id % 3) + 1, 'Web', 'web ', 'shop') | 1 value written in several ways, in case or"
            + " blanks alone, such as 'Web' and 'web '",
        "IF(id % 10 = 0, date'1900-01-01', date_add(date'2020-01-01', int(id % 90))) | 1900-01-01"
            + " in 100 rows: does it stand for a missing value?",
        "IF(id = 0, timestamp'2026-01-03', timestamp'2025-12-31') | values in the future",
      })
  void isSaid(String column, String expected) {
    assertThat(doubts(1_000, column)).containsExactly(expected.split("#"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id",
        "randn(1)",
        "exp(randn(1))",
        "IF(id % 3 = 0, NULL, id % 40)",
        "IF(id % 50 = 0, -1, id % 4)", // where a number could as well be one of the others
        "id % 2 = 0",
        "concat('c', id % 7)",
        "concat('0', id % 7)", // a code, no number
        "date_add(date'2020-01-01', int(id % 90))",
        "IF(id = 0, timestamp'2026-01-01 12:00:00', timestamp'2025-12-31')"
      })
  void isNotSaid(String column) {
    assertThat(doubts(1_000, column)).isEmpty();
  }

  @Test
  void manyCategoriesAreTold() {
    assertThat(doubts(4_000, "concat('c', id % 1500)"))
        .containsExactly("1,500 different values: too many for one-hot encoding");
  }

  @Test
  void aTableWithoutRowsAndOneOfAFewAreNotJudged() {
    assertThat(doubts(0, "id")).isEmpty();
    assertThat(doubts(3, "concat('user ', id)")).isEmpty();
    assertThat(doubts(1, "'a'")).isEmpty();
  }
}

package io.sluice.clean;

import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static io.sluice.testing.LocalSpark.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.stage.ProblemException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SnakeCaseColumnsTest {

  @ParameterizedTest
  @CsvSource({
    "Cost Total $, cost_total",
    "flightDate, flight_date",
    "FlightDate, flight_date",
    "HTTPStatus, http_status",
    "parseJSON, parse_json",
    "Speed IAS in knots, speed_ias_in_knots",
    "already_snake_case, already_snake_case",
    "__a__b__, a_b",
    "a.b`c, a_b_c",
    "Wildlife: Size, wildlife_size",
    "x1Y2, x1_y2",
    "2ndPilot, 2nd_pilot",
    "Größe (cm), größe_cm",
    "$$$, column",
  })
  void words(String before, String after) {
    assertThat(SnakeCaseColumns.snakeCase(before)).isEqualTo(after);
    assertThat(SnakeCaseColumns.snakeCase(after)).isEqualTo(after);
  }

  @Test
  void renamesEveryColumnAndKeepsEveryRow() {
    Dataset<Row> rows = table("`Cost Total $` INT, `a.b` INT", row(1, 2), row(1, 2));
    Dataset<Row> renamed = new SnakeCaseColumns().apply(rows).rows();
    assertThat(renamed.schema().toDDL()).isEqualTo("cost_total INT,a_b INT");
    assertThat(texts(renamed)).containsExactly("[1,2]", "[1,2]");
  }

  @Test
  void twoColumnsOfOneNameAreAProblem() {
    assertThatThrownBy(
            () -> new SnakeCaseColumns().apply(table("`flight date` INT, x INT, flightDate INT")))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "columns 'flight date' and 'flightDate' would both be called 'flight_date'. Rename one of them before.");
  }
}

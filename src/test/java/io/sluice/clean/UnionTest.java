package io.sluice.clean;

import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static io.sluice.testing.LocalSpark.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.stage.ProblemException;
import io.sluice.testing.FromYaml;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UnionTest {

  private static Dataset<Row> rows() {
    return table("id INT, plan STRING", row(1, "a"), row(null, null));
  }

  @BeforeEach
  void read() {
    table("PLAN STRING, id BIGINT", row("b", 5_000_000_000L), row("a", 1L))
        .createOrReplaceTempView("unionLate");
    table("id INT, extra DOUBLE", row(7, 0.5)).createOrReplaceTempView("unionextra");
  }

  @Test
  void addsRowsByNameAndWidensTypes() {
    Cleaned cleaned = union("tables: unionLate").apply(rows());
    assertThat(cleaned.rows().schema().toDDL()).isEqualTo("id BIGINT,plan STRING");
    assertThat(texts(cleaned.rows()))
        .containsExactly("[1,a]", "[1,a]", "[5000000000,b]", "[null,null]");
    assertThat(Counted.reasons(cleaned)).containsExactly("ADDED 2: rows of unionLate");
  }

  @Test
  void missingColumnsBecomeNull() {
    Cleaned cleaned = union("tables: [unionLate, unionextra], missing: setNull").apply(rows());
    assertThat(cleaned.rows().schema().toDDL()).isEqualTo("id BIGINT,plan STRING,extra DOUBLE");
    assertThat(texts(cleaned.rows()))
        .containsExactly(
            "[1,a,null]", "[1,a,null]", "[5000000000,b,null]", "[7,null,0.5]", "[null,null,null]");
    assertThat(Counted.reasons(cleaned))
        .containsExactly("ADDED 2: rows of unionLate", "ADDED 1: rows of unionextra");
  }

  @Test
  void theSameOnAnyPartitioningAndWithoutRows() {
    for (int partitions : List.of(1, 3, 7)) {
      Cleaned cleaned = union("tables: unionLate").apply(rows().repartition(partitions));
      assertThat(Counted.reasons(cleaned)).containsExactly("ADDED 2: rows of unionLate");
    }
    Cleaned onlyThose = union("tables: unionLate").apply(rows().limit(0));
    assertThat(texts(onlyThose.rows())).containsExactly("[1,a]", "[5000000000,b]");
    table("id INT, plan STRING").createOrReplaceTempView("unionnone");
    Cleaned none = union("tables: unionnone").apply(rows());
    assertThat(texts(none.rows())).isEqualTo(texts(rows()));
    assertThat(Counted.reasons(none)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "int           | bigint        | bigint",
        "smallint      | float         | float",
        "int           | float         | double",
        "float         | double        | double",
        "decimal(5,2)  | decimal(6,1)  | decimal(7,2)",
        "int           | decimal(5,2)  | decimal(12,2)",
        "void          | date          | date",
        "array<int>    | array<int>    | array<int>",
        "bigint        | double        | none",
        "decimal(5,2)  | double        | none",
        "decimal(38,0) | decimal(38,9) | none",
        "string        | int           | none",
        "date          | timestamp     | none",
      })
  void widensWithoutLoss(String a, String b, String widest) {
    String both = Widening.of(type(a), type(b)).map(DataType::simpleString).orElse("none");
    assertThat(both).isEqualTo(widest);
    assertThat(Widening.of(type(b), type(a))).isEqualTo(Widening.of(type(a), type(b)));
  }

  private static DataType type(String ddl) {
    return DataType.fromDDL(ddl);
  }

  @Test
  void whatDoesNotFitIsAProblem() {
    table("id STRING, pln STRING").createOrReplaceTempView("unionodd");
    problem(
        "tables: unionodd",
        """
        tables: column 'id' is of type int, but text in 'unionodd', and neither holds the other's values. Cast it before, or read it so.
        tables: the rows so far have no column 'pln', but 'unionodd' has. Use missing: setNull, or drop or rename it before.
        tables: column 'plan' is not in 'unionodd'. Columns there: id, pln. Use missing: setNull, or drop or rename it before.\
        """);
    problem("tables: unionnowhere2", "tables: read has no table 'unionnowhere2'.");
    problem(
        "tables: unionextr", "tables: read has no table 'unionextr'. Did you mean 'unionextra'?");
    problem("tables: []", "tables: none is given. Name a table of read.");
  }

  @Test
  void saysWhatItDoes() {
    assertThat(union("tables: [a, b], missing: setNull").inWords())
        .isEqualTo("add the rows of a, b; null for missing columns");
  }

  private static void problem(String yaml, String message) {
    assertThatThrownBy(() -> union(yaml).apply(rows()))
        .isInstanceOf(ProblemException.class)
        .hasMessage(message);
  }

  private static Union union(String yaml) {
    return FromYaml.set(new Union(), "{" + yaml + "}");
  }
}

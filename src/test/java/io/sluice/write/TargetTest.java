package io.sluice.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.stage.Problem;
import io.sluice.testing.FromYaml;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TargetTest {

  private static final StructType PLAIN = StructType.fromDDL("age INT, day DATE, region STRING");

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "delta", "csv"})
  void plainRowsCanBeWritten(String format) {
    problems("{table: t, partitionBy: [region], format: " + format + "}", PLAIN);
  }

  @Test
  void parquetOverwritesByDefault() {
    Target target = target("table: out/t");
    assertThat(target.at()).isEqualTo("out/t");
    assertThat(target.storedAs()).isEqualTo("parquet");
    assertThat(target.whenThere()).isEqualTo("overwrite");
  }

  @Test
  void aMissingPartitionColumnIsAProblem() {
    problems(
        "{table: t, partitionBy: [regin, x]}",
        PLAIN,
        "partitionBy: column 'regin' is not in the table. Did you mean 'region'? Columns: age, day,"
            + " region.",
        "partitionBy: column 'x' is not in the table. Columns: age, day, region.");
  }

  @Test
  void aColumnMustBeLeftInsideThePartitions() {
    problems(
        "{table: t, partitionBy: [age, region, day]}",
        PLAIN,
        "partitionBy: no column is left to write into the folders.");
  }

  @Test
  void aNestedPartitionColumnIsAProblem() {
    problems(
        "{table: t, partitionBy: tags}",
        StructType.fromDDL("a INT, tags ARRAY<INT>"),
        "partitionBy: column 'tags' is array<int>, which cannot name a folder.");
  }

  @Test
  void csvHoldsNoNestedColumns() {
    StructType rows =
        StructType.fromDDL("a ARRAY<INT>, b MAP<STRING, INT>, c STRUCT<d: INT>, e BINARY, f INT")
            .add("features", SQLDataTypes.VectorType());
    problems(
        "{table: t, format: csv}",
        rows,
        "format: csv cannot hold column 'a': it is array<int>. Use parquet or delta.",
        "format: csv cannot hold column 'b': it is map<string,int>. Use parquet or delta.",
        "format: csv cannot hold column 'c': it is struct<d:int>. Use parquet or delta.",
        "format: csv cannot hold column 'e': it is binary. Use parquet or delta.",
        "format: csv cannot hold column 'features': it is vector. Use parquet or delta.");
    problems("{table: t, format: parquet}", rows);
    problems("{table: t, format: delta}", rows);
  }

  @Test
  void aColumnThatIsAlwaysNullIsAProblem() {
    StructType rows = StructType.fromDDL("a INT, b VOID");
    problems(
        "{table: t, format: parquet}",
        rows,
        "format: parquet cannot hold column 'b': it is void, always null. Drop it or cast it.");
    problems(
        "{table: t, format: delta}",
        rows,
        "format: delta cannot hold column 'b': it is void, always null. Drop it or cast it.");
  }

  @Test
  void deltaHoldsNoOddNames() {
    StructType rows = StructType.fromDDL("`Cost Total $` INT, `a.b` INT, `x=1` INT");
    problems(
        "{table: t, format: delta}",
        rows,
        "format: delta cannot hold column 'Cost Total $': its name has one of ' ,;{}()=' in it. Use"
            + " snakeCaseColumns or parquet.",
        "format: delta cannot hold column 'x=1': its name has one of ' ,;{}()=' in it. Use"
            + " snakeCaseColumns or parquet.");
    problems("{table: t, format: parquet}", rows);
    problems("{table: t, format: csv}", rows);
  }

  @Test
  void whatIsNotAllowedIsAProblem() {
    assertThat(FromYaml.problems(new Target(), "{format: json, mode: replace}"))
        .containsExactly(
            "job.yaml:1 step.format: 'json' is not one of delta, parquet, csv, jdbc.",
            "job.yaml:1 step.mode: 'replace' is not one of overwrite, append, merge, error.",
            "job.yaml:1 step: 'table' is missing: folder of the table, on any Hadoop file system;"
                + " jdbc: its name.");
  }

  private static Target target(String yaml) {
    return FromYaml.set(new Target(), yaml);
  }

  private static void problems(String yaml, StructType rows, String... lines) {
    assertThat(target(yaml).problems(rows)).extracting(Problem::line).containsExactly(lines);
  }
}

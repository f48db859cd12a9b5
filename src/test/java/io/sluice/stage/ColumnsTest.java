package io.sluice.stage;

import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.testing.FromYaml;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

final class ColumnsTest {

  private static final StructType TABLE =
      StructType.fromDDL(
          "id BIGINT, age INT, cost_total DOUBLE, cost_repair DECIMAL(9,2), phase STRING,"
              + " damaged BOOLEAN, day DATE, at TIMESTAMP, local TIMESTAMP_NTZ, tags ARRAY<STRING>");

  @Test
  void namesComeInTheOrderGiven() {
    assertThat(chosen(TABLE, "phase", "age", "phase")).containsExactly("phase", "age");
  }

  @Test
  void aGlobTakesTheTablesOrder() {
    assertThat(chosen(TABLE, "cost_*")).containsExactly("cost_total", "cost_repair");
    assertThat(chosen(TABLE, "*a*e")).containsExactly("age", "phase");
  }

  @Test
  void aGlobIsNoRegularExpression() {
    StructType odd = StructType.fromDDL("`a.b` INT, axb INT, `a\\E*` INT, `a(` INT");
    assertThat(chosen(odd, "a.*")).containsExactly("a.b");
    assertThat(chosen(odd, "a(*")).containsExactly("a(");
    assertThat(chosen(odd, "a\\E*")).containsExactly("a\\E*");
  }

  @Test
  void kinds() {
    assertThat(chosen(TABLE, "numeric")).containsExactly("id", "age", "cost_total", "cost_repair");
    assertThat(chosen(TABLE, "category")).containsExactly("phase");
    assertThat(chosen(TABLE, "boolean")).containsExactly("damaged");
    assertThat(chosen(TABLE, "timestamp")).containsExactly("day", "at", "local");
    assertThat(chosen(TABLE, "all")).containsExactly(TABLE.fieldNames());
  }

  @Test
  void minusTakesAwayFromWhatStandsBefore() {
    assertThat(chosen(TABLE, "numeric", "-cost_*")).containsExactly("id", "age");
    assertThat(chosen(TABLE, "all", "-numeric", "-tags", "age"))
        .containsExactly("phase", "damaged", "day", "at", "local", "age");
    assertThat(chosen(TABLE, "-id", "numeric"))
        .containsExactly("id", "age", "cost_total", "cost_repair");
  }

  @Test
  void minusOfAGlobOrKindThatFitsNothingIsNoProblem() {
    assertThat(chosen(TABLE, "age", "-x*", "-text")).containsExactly("age");
  }

  @Test
  void aColumnOfThatNameWinsOverAKindAGlobAndAMinus() {
    StructType odd = StructType.fromDDL("numeric STRING, age INT, `-age` INT, `a*` INT");
    assertThat(chosen(odd, "numeric")).containsExactly("numeric");
    assertThat(chosen(odd, "-age")).containsExactly("-age");
    assertThat(chosen(odd, "a*")).containsExactly("a*");
  }

  @Test
  void aKindNeverChoosesARoleButANameAndAGlobDo() {
    StructType marked = marked();
    assertThat(chosen(marked, "numeric")).containsExactly("age");
    assertThat(chosen(marked, "category")).containsExactly("phase");
    assertThat(chosen(marked, "timestamp")).containsExactly("landed");
    assertThat(chosen(marked, "text")).containsExactly("remark");
    assertThat(chosen(marked, "all")).containsExactly("age", "phase", "landed", "remark");
    assertThat(chosen(marked, "id", "w*")).containsExactly("id", "w");
    problem(
        marked,
        "no column is 'boolean'. Columns: id, damaged, w, g, t, age, phase, landed, remark.",
        "boolean");
    assertThat(chosen(marked, "id", "age", "-numeric")).containsExactly("id");
  }

  @Test
  void aMissingNameSaysWhatThereIs() {
    StructType small = StructType.fromDDL("age INT, income DOUBLE, region STRING");
    problem(
        small,
        "column 'agee' is not in the table. Did you mean 'age'? Columns: age, income, region.",
        "agee");
    problem(small, "column 'x' is not in the table. Columns: age, income, region.", "age", "-x");
    problem(
        small,
        "column 'Age' is not in the table. Did you mean 'age'? Columns: age, income, region.",
        "Age");
  }

  @Test
  void everyChoiceThatFitsNothingIsAProblem() {
    StructType small = StructType.fromDDL("age INT, region STRING");
    problem(
        small,
        """
        column 'incme' is not in the table. Columns: age, region.
        no column is 'cost_*'. Columns: age, region.
        no column is 'boolean'. Columns: age, region.
        no column is 'text'. Name the columns of free text in roles: {text: [...]}.""",
        "incme",
        "cost_*",
        "boolean",
        "text",
        "age");
  }

  @Test
  void nothingLeftIsAProblem() {
    StructType small = StructType.fromDDL("age INT, region STRING");
    problem(small, "no column is left of numeric, -age.", "numeric", "-age");
    problem(StructType.fromDDL("age INT"), "no column is left of age, -age.", "age", "-age");
    problem(small, "no column is chosen. Columns: age, region.");
  }

  @Test
  void requireFindsTheColumnOrSaysWhatThereIs() {
    assertThat(Columns.require(TABLE, "age").dataType().simpleString()).isEqualTo("int");
    assertThatThrownBy(() -> Columns.require(StructType.fromDDL("a INT"), "b"))
        .isInstanceOf(ProblemException.class)
        .hasMessage("column 'b' is not in the table. Columns: a.");
  }

  @Test
  void columnsOfAnyNameCanBeRead() {
    Dataset<Row> odd = table("`a.b` INT, `c d` INT, `e``f` INT, `g'\"h` INT", row(1, 2, 3, 4));
    assertThat(chosen(odd.schema(), "all")).containsExactly("a.b", "c d", "e`f", "g'\"h");
    for (int i = 0; i < 4; i++) {
      String name = odd.schema().fieldNames()[i];
      assertThat(odd.select(Columns.col(name)).first().getInt(0)).isEqualTo(i + 1);
      assertThat(odd.selectExpr(Columns.quoted(name)).first().getInt(0)).isEqualTo(i + 1);
    }
  }

  private static StructType marked() {
    Roles roles =
        FromYaml.set(
            new Roles(), "{label: damaged, id: id, weight: w, group: g, time: t, text: remark}");
    return roles
        .mark(
            table(
                "id BIGINT, damaged BOOLEAN, w DOUBLE, g STRING, t TIMESTAMP, age INT,"
                    + " phase STRING, landed DATE, remark STRING"))
        .schema();
  }

  private static List<String> chosen(StructType table, String... choices) {
    return Columns.choose(table, choices).stream().map(StructField::name).toList();
  }

  private static void problem(StructType table, String message, String... choices) {
    assertThatThrownBy(() -> Columns.choose(table, choices))
        .isInstanceOf(ProblemException.class)
        .hasMessage(message);
  }
}

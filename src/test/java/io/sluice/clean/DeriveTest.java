package io.sluice.clean;

import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static io.sluice.testing.LocalSpark.texts;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.stage.ProblemException;
import io.sluice.stage.Roles;
import io.sluice.testing.FromYaml;
import io.sluice.testing.Said;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

final class DeriveTest {

  private static Dataset<Row> rows() {
    return table("damage STRING, n INT", row("None", 1), row("Minor", 2), row(null, 3));
  }

  @Test
  void addsColumnsAtTheEndAndKeepsEveryRow() {
    Dataset<Row> out = derive("{damaged: \"damage <> 'None'\", half: n / 2}").apply(rows()).rows();
    assertThat(out.schema().toDDL()).isEqualTo("damage STRING,n INT,damaged BOOLEAN,half DOUBLE");
    assertThat(texts(out))
        .containsExactly("[Minor,2,true,1.0]", "[None,1,false,0.5]", "[null,3,null,1.5]");
  }

  @Test
  void replacesAColumnInItsPlace() {
    Dataset<Row> out = derive("{damage: upper(damage)}").apply(rows()).rows();
    assertThat(texts(out)).containsExactly("[MINOR,2]", "[NONE,1]", "[null,3]");
  }

  @Test
  void countsAndKeepsTheValuesOfReplacedColumnsThatChange() {
    Dataset<Row> rows =
        table(
            "id INT, plan STRING, day STRING, cost INT, sizes ARRAY<INT>",
            row(1, "Basic", "2024-05-01", 5, List.of(1)),
            row(2, "plus", "01.06.2024", null, null),
            row(3, null, "2024-07-01", 7, List.of(2, 1)));
    Derive step =
        derive(
            "{Plan: lower(plan), day: \"date(coalesce(try_to_timestamp(day, 'yyyy-MM-dd'), try_to_timestamp(day, 'dd.MM.yyyy')))\","
                + " double_cost: cost * 2, cost: \"coalesce(double_cost, 0) / 2D\","
                + " sizes: \"array_sort(sizes)\"}");
    Cleaned cleaned = step.apply(withId(rows));
    Dataset<Row> out = cleaned.rows();
    assertThat(out.schema().toDDL())
        .isEqualTo("id INT,Plan STRING,day DATE,cost DOUBLE,sizes ARRAY<INT>,double_cost INT");
    assertThat(texts(out.withColumn("sizes", col("sizes").cast("string"))))
        .containsExactly(
            "[1,basic,2024-05-01,5.0,[1],10]",
            "[2,plus,2024-06-01,0.0,null,null]",
            "[3,null,2024-07-01,7.0,[1, 2],14]");
    assertThat(Counted.of(cleaned)).isEqualTo(Outcome.NOTHING.changed(4));
    assertThat(texts(cleaned.changed().orElseThrow()))
        .containsExactly(
            "[1,plan,Basic,basic]",
            "[2,cost,null,0.0]",
            "[2,day,01.06.2024,2024-06-01]",
            "[3,sizes,[2, 1],[1, 2]]");
  }

  @Test
  void addingColumnsChangesNothing() {
    Cleaned cleaned = derive("{all: \"to_json(struct(*))\", half: n / 2}").apply(rows());
    assertThat(cleaned.changed()).isEmpty();
    assertThat(cleaned.rows().first().<String>getAs("all")).startsWith("{\"damage\":");
  }

  @Test
  void aStarInAStepThatReplacesColumnsIsAProblem() {
    problem(
        "{all: \"to_json(struct(*))\", n: n + 1}",
        "all: 'to_json(struct(*))' takes all columns by '*' in a step that replaces 'n'. Write it"
            + " as a derive of its own.");
  }

  private static Dataset<Row> withId(Dataset<Row> rows) {
    Roles roles = new Roles();
    roles.set(roles.id(), "id");
    return roles.mark(rows);
  }

  @Test
  void eachMayUseThoseAboveIt() {
    Dataset<Row> out = derive("{m: n + 1, k: m * 2, n: k + n}").apply(rows()).rows();
    assertThat(texts(out.select("n", "m", "k"))).containsExactly("[11,4,8]", "[5,2,4]", "[8,3,6]");
  }

  @Test
  void takesNamesOfAnyCharacters() {
    Dataset<Row> rows = table("`a.b` INT, `c``d` INT", row(1, 2));
    Dataset<Row> out =
        derive("{x.y z: \"`a.b` + `c``d`\", a.b: \"`x.y z` * 2\"}").apply(rows).rows();
    assertThat(out.schema().fieldNames()).containsExactly("a.b", "c`d", "x.y z");
    assertThat(texts(out)).containsExactly("[6,2,3]");
  }

  @Test
  void everyExpressionThatSparkDoesNotUnderstandIsAProblem() {
    problem(
        "{a: dmage, b: n, c: lenth(damage)}",
        """
        a: column 'dmage' is not in the table. Did you mean 'damage'? Columns: damage, n.
        c: Cannot resolve (...) `lenth` on search path [`system`.`builtin`, `system`.`session`, `spark_catalog`.`default`].""");
    problem("{a: \"n +\"}", "a: Syntax error at or near end of input");
  }

  @Test
  void anAggregateIsAProblem() {
    assertThatThrownBy(() -> derive("{a: max(n)}").apply(rows()))
        .isInstanceOf(ProblemException.class)
        .hasMessageStartingWith("a: ");
  }

  @Test
  void whatMakesMoreRowsIsAProblem() {
    problem(
        "{a: \"explode(array(1, 2))\"}",
        "a: 'explode(array(1, 2))' makes more rows of one; use sql for that.");
  }

  @Test
  void saysWhatItDoes() {
    assertThat(derive("{a: n + 1, b: n}").inWords()).isEqualTo("a = n + 1; b = n");
  }

  private static void problem(String yaml, String message) {
    assertThatThrownBy(() -> derive(yaml).apply(rows()))
        .isInstanceOf(ProblemException.class)
        .hasMessageMatching(Said.pattern(message));
  }

  private static Derive derive(String yaml) {
    return FromYaml.set(new Derive(), yaml);
  }
}

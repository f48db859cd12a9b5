package io.sluice.stage;

import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.FromYaml;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.Test;

final class RolesTest {

  private static final Roles ROLES =
      FromYaml.set(new Roles(), "{label: damaged, id: report no., text: [remark, not there]}");

  private static Dataset<Row> rows() {
    return table(
        "`report no.` INT, damaged BOOLEAN, age INT, remark STRING", row(1, true, 40, "a bird"));
  }

  @Test
  void marksTheColumnsThatAreThere() {
    Dataset<Row> marked = ROLES.mark(rows());
    assertThat(role(marked, "damaged")).isEqualTo("label");
    assertThat(role(marked, "report no.")).isEqualTo("id");
    assertThat(role(marked, "remark")).isEqualTo("text");
    assertThat(role(marked, "age")).isEmpty();
    assertThat(marked.schema().fieldNames()).containsExactly(rows().schema().fieldNames());
    assertThat(marked.first()).isEqualTo(row(1, true, 40, "a bird"));
  }

  @Test
  void aRoleSurvivesSelectFilterSortAndUnion() {
    Dataset<Row> marked = ROLES.mark(rows());
    assertThat(role(marked.select("age", "damaged"), "damaged")).isEqualTo("label");
    assertThat(role(marked.where("age > 3").orderBy("age").limit(1), "damaged")).isEqualTo("label");
    assertThat(role(marked.union(marked), "damaged")).isEqualTo("label");
    assertThat(role(marked.withColumn("age", functions.lit(1)), "damaged")).isEqualTo("label");
  }

  @Test
  void markingAgainChangesNothing() {
    Dataset<Row> marked = ROLES.mark(rows());
    assertThat(ROLES.mark(marked)).isSameAs(marked);
  }

  @Test
  void aRoleWinsOverFreeText() {
    Roles both = FromYaml.set(new Roles(), "{id: remark, text: remark}");
    assertThat(role(both.mark(rows()), "remark")).isEqualTo("id");
  }

  @Test
  void unmarkTakesTheRolesAwayAndLeavesOtherMetadata() {
    Dataset<Row> commented =
        rows()
            .withColumn(
                "age",
                Columns.col("age")
                    .as("age", new MetadataBuilder().putString("comment", "years").build()));
    Dataset<Row> plain =
        Roles.unmark(FromYaml.set(new Roles(), "{weight: age, id: report no.}").mark(commented));
    assertThat(plain.schema()).isEqualTo(commented.schema());
    assertThat(plain.schema().apply("age").metadata().getString("comment")).isEqualTo("years");
  }

  @Test
  void tellsRolesApartFromColumns() {
    assertThat(ROLES.named()).containsEntry("label", "damaged").containsEntry("id", "report no.");
    assertThat(ROLES.named()).hasSize(2);
    assertThat(ROLES.column("label")).contains("damaged");
    assertThat(ROLES.column("weight")).isEmpty();
    assertThat(Roles.withoutRole(ROLES.mark(rows()).schema()))
        .extracting(StructField::name)
        .isEqualTo(List.of("age", "remark"));
  }

  private static String role(Dataset<Row> table, String column) {
    StructField field = table.schema().apply(column);
    return Roles.isText(field) ? "text" : Roles.of(field).orElse("");
  }
}

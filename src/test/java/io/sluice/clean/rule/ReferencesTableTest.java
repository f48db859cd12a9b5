package io.sluice.clean.rule;

import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

final class ReferencesTableTest {

  private static final Dataset<Row> ORDERS =
      table(
          "id INT, customer STRING, zone INT",
          row(1, "a", 1),
          row(2, "b", 1),
          row(3, "z", 1),
          row(4, null, 1),
          row(5, "a", null));

  static {
    table("customer STRING, area BIGINT", row("a", 1L), row("a", 1L), row("b", 2L), row(null, 1L))
        .createOrReplaceTempView("rule_customers");
  }

  @Test
  void aRowWithoutCounterpartBreaksItMissingValuesPass() {
    for (int partitions : new int[] {1, 3, 7}) {
      assertThat(
              Held.broken(
                  ORDERS.repartition(partitions),
                  "referencesTable: {columns: customer, table: rule_customers}"))
          .containsExactly("3: column 'customer': 'z' is not in rule_customers");
    }
  }

  @Test
  void severalColumnsReferTogetherByOtherNames() {
    assertThat(
            Held.broken(
                ORDERS,
                "referencesTable: {columns: [customer, zone], table: rule_customers, keys:"
                    + " [customer, area]}"))
        .containsExactly(
            "2: columns 'customer, zone': 'b, 1' is not in rule_customers",
            "3: columns 'customer, zone': 'z, 1' is not in rule_customers");
  }

  @Test
  void whatCannotBeComparedIsAProblem() {
    assertThat(
            Held.problems(
                "customer STRING", "referencesTable: {columns: customer, table: rule_customer}"))
        .containsExactly(
            "rules[0] referencesTable.table: read has no table 'rule_customer'. Did you mean"
                + " 'rule_customers'?");
    assertThat(
            Held.problems(
                "customer INT", "referencesTable: {columns: customer, table: rule_customers}"))
        .containsExactly(
            "rules[0] referencesTable.columns: column 'customer' is of type int, but 'customer' of"
                + " the other table text. Cast one of them before.");
    assertThat(
            Held.problems(
                "a STRING",
                "referencesTable: {columns: a, table: rule_customers, keys: [customer, area]}"))
        .containsExactly(
            "rules[0] referencesTable.keys: 2 of the other table for 1 of this one (a); each needs"
                + " its own.");
  }
}

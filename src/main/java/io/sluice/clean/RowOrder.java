package io.sluice.clean;

import io.sluice.stage.Columns;
import io.sluice.stage.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.expressions.RowOrdering;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** An order of rows that depends on their content alone, for steps that keep one of several. */
final class RowOrder {

  private RowOrder() {}

  /** The columns that a setting chooses, if any; each can be compared. */
  static List<String> names(String setting, StructType table, String[] choices) {
    if (choices.length == 0) {
      return List.of();
    }
    try {
      List<String> names = Columns.choose(table, choices).stream().map(StructField::name).toList();
      names.forEach(name -> require(table, name));
      return names;
    } catch (ProblemException e) {
      throw e.at(where -> setting);
    }
  }

  /** Fails where the least or greatest row is wanted and not by what. */
  static void requireFor(String keep, List<String> order) {
    if (order.isEmpty() && Set.of("min", "max").contains(keep)) {
      throw ProblemException.inJob("orderBy", "keep: %s needs a column here.".formatted(keep));
    }
  }

  /**
   * The order's columns first, then all others, so that only equal rows tie. Nulls come before all
   * values, but after them in the order's columns with {@code min}.
   */
  static Column[] columns(StructType table, List<String> order, String keep) {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < order.size(); i++) {
      Column value = Columns.col(order.get(i));
      if (keep.equals("min")) {
        columns.add(value.isNull().as("sluice_null" + i));
      }
      columns.add(value.as("sluice_order" + i));
    }
    for (String name : table.fieldNames()) {
      require(table, name);
      columns.add(Columns.col(name));
    }
    return columns.toArray(new Column[0]);
  }

  /** Fails unless the values of the column can be compared. */
  static void require(StructType table, String name) {
    if (!RowOrdering.isOrderable(table.apply(name).dataType())) {
      throw ProblemException.inJob(
          "column '%s' is %s, whose values cannot be compared. Drop it before."
              .formatted(name, table.apply(name).dataType().simpleString()));
    }
  }
}

package io.sluice.clean;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;

import io.sluice.stage.Columns;
import io.sluice.stage.Problem;
import io.sluice.stage.ProblemException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.RowOrdering;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The columns of a join. Those of the other table have names of their own until the end, so that
 * none is mistaken for one of the rows, not even where a table is joined with itself.
 */
final class JoinColumns {

  private record Key(String left, String right, DataType type) {}

  private static final String KEY = "sluice_key_";
  private static final String ADDED = "sluice_added_";
  private static final String ORDER = "sluice_order_";

  private final StructType table;
  private final List<Key> keys;
  private final Map<String, StructField> added; // by their names in the end
  private final List<String> order;

  private JoinColumns(
      StructType table, List<Key> keys, Map<String, StructField> added, List<String> order) {
    this.table = table;
    this.keys = keys;
    this.added = added;
    this.order = order;
  }

  /** Fails with every problem that the two tables have with the settings. */
  static JoinColumns of(Join join, StructType table, StructType other) {
    List<Problem> problems = new ArrayList<>();
    List<Key> keys = new ArrayList<>();
    join.getOrDefault(join.on())
        .forEach(
            (left, right) -> key(join, table, other, left, right, problems).ifPresent(keys::add));
    if (join.getOrDefault(join.on()).isEmpty()) {
      problems.add(new Problem("on", "none is given. Name a column that both tables have."));
    }
    Map<String, StructField> added = added(join, table, other, problems);
    List<String> order = order(join, other, added, problems);
    if (!problems.isEmpty()) {
      throw ProblemException.inJob(problems);
    }
    return new JoinColumns(table, keys, added, order);
  }

  private static Optional<Key> key(
      Join join,
      StructType table,
      StructType other,
      String left,
      String right,
      List<Problem> problems) {
    String name = join.getOrDefault(join.table());
    if (!Columns.has(table, left)) {
      problems.add(new Problem("on", Columns.missing(table, left)));
    }
    if (!Columns.has(other, right)) {
      problems.add(new Problem("on", "in '%s', %s".formatted(name, Columns.missing(other, right))));
    }
    if (!Columns.has(table, left) || !Columns.has(other, right)) {
      return Optional.empty();
    }
    DataType a = table.apply(left).dataType();
    DataType b = other.apply(right).dataType();
    Optional<DataType> type = Widening.of(a, b).filter(RowOrdering::isOrderable);
    if (type.isEmpty()) {
      problems.add(
          new Problem(
              "on",
              "column '%s' is %s and '%s' of '%s' %s, which cannot be compared as they are. Cast one of them before."
                  .formatted(left, Columns.inWords(a), right, name, Columns.inWords(b))));
    }
    return type.map(t -> new Key(left, right, t));
  }

  private static Map<String, StructField> added(
      Join join, StructType table, StructType other, List<Problem> problems) {
    Map<String, StructField> added = new LinkedHashMap<>();
    String[] choices = join.getOrDefault(join.columns());
    String prefix = join.getOrDefault(join.prefix());
    if (!join.addsColumns()) {
      for (var setting : List.of(join.columns(), join.prefix(), join.many(), join.orderBy())) {
        if (join.isSet(setting)) {
          problems.add(
              new Problem(
                  setting.name(),
                  "type: %s adds no columns. Leave it out, or use type: left or inner."
                      .formatted(join.getOrDefault(join.type()))));
        }
      }
      return added;
    }
    List<StructField> chosen = List.of();
    if (choices.length == 0) {
      chosen =
          Arrays.stream(other.fields())
              .filter(f -> !join.getOrDefault(join.on()).containsValue(f.name()))
              .toList();
    } else {
      try {
        chosen = Columns.choose(other, choices);
      } catch (ProblemException e) {
        e.at(where -> "columns").problems().forEach(problems::add);
      }
    }
    for (StructField field : chosen) {
      String name = prefix + field.name();
      if (Arrays.stream(table.fieldNames()).anyMatch(name::equalsIgnoreCase)) {
        problems.add(
            new Problem(
                "columns",
                "the rows have a column '%s' already. Choose others, or give a prefix."
                    .formatted(name)));
      }
      added.put(name, field);
    }
    return added;
  }

  private static List<String> order(
      Join join, StructType other, Map<String, StructField> added, List<Problem> problems) {
    boolean chooses = List.of("first", "last").contains(join.getOrDefault(join.many()));
    List<String> order = List.of(join.getOrDefault(join.orderBy()));
    if (!order.isEmpty() && !chooses && join.addsColumns()) {
      problems.add(
          new Problem(
              "orderBy",
              "many: %s needs no order. Use many: first or last."
                  .formatted(join.getOrDefault(join.many()))));
    }
    for (String name : order) {
      if (!Columns.has(other, name)) {
        problems.add(new Problem("orderBy", Columns.missing(other, name)));
      } else {
        requireOrder("orderBy", other.apply(name), problems);
      }
    }
    if (chooses) {
      added.values().forEach(field -> requireOrder("columns", field, problems));
    }
    return order;
  }

  private static void requireOrder(String setting, StructField field, List<Problem> problems) {
    if (!RowOrdering.isOrderable(field.dataType())) {
      problems.add(
          new Problem(
              setting,
              "column '%s' is %s, whose values cannot be compared. Leave it out."
                  .formatted(field.name(), field.dataType().simpleString())));
    }
  }

  /** The other table's rows that have a key, under names of their own. */
  Dataset<Row> right(Dataset<Row> other) {
    List<Column> columns = new ArrayList<>();
    Column complete = lit(true);
    for (int i = 0; i < keys.size(); i++) {
      Key key = keys.get(i);
      columns.add(Columns.col(key.right).cast(key.type).as(KEY + i));
      complete = complete.and(Columns.col(key.right).isNotNull());
    }
    for (int i = 0; i < order.size(); i++) {
      columns.add(Columns.col(order.get(i)).as(ORDER + i));
    }
    for (StructField field : added.values()) {
      columns.add(
          Columns.col(field.name()).as(ADDED + (columns.size() - keys.size() - order.size())));
    }
    return other.where(complete).select(columns.toArray(new Column[0]));
  }

  Column[] keys() {
    return named(KEY, keys.size());
  }

  /** What is added, in a struct; it is never empty. */
  Column added() {
    return struct(with(named(ADDED, added.size()), lit(0).as("sluice_nothing")));
  }

  /** The same, in the order of matches. */
  Column ordered() {
    List<Column> columns = new ArrayList<>(List.of(named(ORDER, order.size())));
    columns.addAll(List.of(named(ADDED, added.size())));
    return struct(with(columns.toArray(new Column[0]), lit(0).as("sluice_nothing")));
  }

  /** The keys, how many matches, and what is added, from a struct of it. */
  Dataset<Row> ungrouped(Dataset<Row> grouped, String row) {
    List<Column> columns = new ArrayList<>(List.of(keys()));
    columns.add(col(Join.MATCHES));
    for (int i = 0; i < added.size(); i++) {
      columns.add(col(row).getField(ADDED + i).as(ADDED + i));
    }
    return grouped.select(columns.toArray(new Column[0]));
  }

  /** Of rows of both: the keys are equal, and none is null. */
  Column condition() {
    Column equal = lit(true);
    for (int i = 0; i < keys.size(); i++) {
      Key key = keys.get(i);
      equal = equal.and(Columns.col(key.left).cast(key.type).equalTo(col(KEY + i)));
    }
    return equal;
  }

  /** {@code code = JFK, year = 2020}. */
  Column keyInWords() {
    List<Column> words = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      words.add(concat(lit(keys.get(i).right + " = "), col(KEY + i).cast("string")));
    }
    return concat_ws(", ", words.toArray(new Column[0]));
  }

  /** The rows with what is added, under its names in the end. */
  Dataset<Row> result(Dataset<Row> joined) {
    List<Column> columns = new ArrayList<>(List.of(left()));
    int i = 0;
    for (Map.Entry<String, StructField> e : added.entrySet()) {
      columns.add(col(ADDED + i++).as(e.getKey(), e.getValue().metadata()));
    }
    return joined.select(columns.toArray(new Column[0]));
  }

  /** The rows alone. */
  Dataset<Row> left(Dataset<Row> joined) {
    return joined.select(left());
  }

  private Column[] left() {
    return Arrays.stream(table.fieldNames()).map(Columns::col).toArray(Column[]::new);
  }

  private static Column[] named(String name, int number) {
    Column[] columns = new Column[number];
    Arrays.setAll(columns, i -> col(name + i));
    return columns;
  }

  private static Column[] with(Column[] columns, Column last) {
    Column[] all = Arrays.copyOf(columns, columns.length + 1);
    all[columns.length] = last;
    return all;
  }
}

package io.sluice.evaluate;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.posexplode;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;

import io.sluice.result.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * Which rows are judged together: those of each part of the split and, of the last part, those of
 * each of the {@value #MOST_VALUES} most frequent values of some columns. A row is in several
 * cells, so that one scan judges all of them.
 */
final class Cells {

  /** The column that says a row's cell, from 0. */
  static final String CELL = "sluice_cell";

  static final int MOST_VALUES = 20;

  private record Slice(String column, String value) {}

  private final Dataset<Row> rows;
  private final List<String> parts;
  private final List<Slice> slices;

  private Cells(Dataset<Row> rows, List<String> parts, List<Slice> slices) {
    this.rows = rows;
    this.parts = parts;
    this.slices = slices;
  }

  /** All rows in one cell. */
  static Dataset<Row> one(Dataset<Row> rows) {
    return rows.withColumn(CELL, lit(0));
  }

  /**
   * The cells of rows; one pass where there are columns to slice by, to find their values.
   *
   * @param part the column that says a row's part
   * @param parts in their order; rows of others are left out
   * @param columns to slice by, whose texts the rows have under {@link #sliced}
   */
  static Cells of(Dataset<Row> rows, String part, List<String> parts, List<String> columns) {
    String last = parts.get(parts.size() - 1);
    Column ofPart = lit(null).cast("int");
    for (int i = 0; i < parts.size(); i++) {
      ofPart = when(col(part).equalTo(parts.get(i)), i).otherwise(ofPart);
    }
    List<Column> cells = new ArrayList<>(List.of(ofPart));
    columns.forEach(column -> cells.add(lit(null).cast("int")));
    List<Slice> slices = new ArrayList<>();
    for (Row value : values(rows.where(col(part).equalTo(last)), columns.size())) {
      int column = value.getInt(0);
      Column is = col(sliced(column)).eqNullSafe(value.get(1));
      Column before = cells.get(column + 1);
      cells.set(column + 1, when(is, parts.size() + slices.size()).otherwise(before));
      slices.add(new Slice(columns.get(column), value.getString(1)));
    }
    for (int i = 1; i < cells.size(); i++) {
      cells.set(i, when(col(part).equalTo(last), cells.get(i)));
    }
    Dataset<Row> inCells =
        rows.withColumn(CELL, explode(array(cells.toArray(new Column[0]))))
            .where(col(CELL).isNotNull());
    return new Cells(inCells, parts, slices);
  }

  /** The name of the column with the texts of the column to slice by that has this place. */
  static String sliced(int index) {
    return "sluice_slice" + index;
  }

  /** Place of the column and value, the most frequent ones first. */
  private static List<Row> values(Dataset<Row> rows, int columns) {
    if (columns == 0) {
      return List.of();
    }
    Column[] all = IntStream.range(0, columns).mapToObj(i -> col(sliced(i))).toArray(Column[]::new);
    Column rank =
        row_number().over(Window.partitionBy("pos").orderBy(col("count").desc(), col("col")));
    return rows.select(posexplode(array(all)))
        .groupBy("pos", "col")
        .count()
        .select(col("pos"), col("col"), rank.as("rank"))
        .where(col("rank").leq(MOST_VALUES))
        .orderBy("pos", "rank")
        .collectAsList(); // no more of a column than are judged
  }

  /** The rows, each as often as it is in a cell. */
  Dataset<Row> rows() {
    return rows;
  }

  /**
   * What is known of the rows of a cell, taken together in two ways.
   *
   * @param samples of each {@link Bootstrap#grouped group}, in their order
   * @param others of each other group, by its number
   */
  record Groups<T>(List<T> samples, SortedMap<Long, T> others) {}

  /**
   * What is known of the rows of each cell by their {@link Bootstrap#grouped group}, and by another
   * one; one scan.
   *
   * @param other the number of a row's other group, from 0; null of rows without
   * @param sums beside the number of rows
   * @param read of a row of cell, group, number of rows and the sums
   */
  <T> List<Groups<T>> groups(Column other, Column[] sums, Function<Row, T> read) {
    List<Groups<T>> groups = new ArrayList<>();
    for (int cell = 0; cell < number(); cell++) {
      groups.add(new Groups<>(new ArrayList<>(), new TreeMap<>()));
    }
    Column below = lit(-1L).minus(other.cast("long")); // so that both are in one column
    rows.withColumn(Bootstrap.GROUP, explode(array(col(Bootstrap.GROUP), below)))
        .where(col(Bootstrap.GROUP).isNotNull())
        .groupBy(CELL, Bootstrap.GROUP)
        .agg(count(lit(1)), sums)
        .orderBy(CELL, Bootstrap.GROUP)
        .collectAsList() // no more of a cell than there are groups
        .forEach(
            row -> {
              Groups<T> its = groups.get(row.getInt(0));
              long group = row.getLong(1);
              T known = read.apply(row);
              if (group < 0) {
                its.others.put(-1 - group, known);
              } else {
                its.samples.add(known);
              }
            });
    return groups;
  }

  /** How many there are: the parts first, then the slices. */
  int number() {
    return parts.size() + slices.size();
  }

  /** The part that a cell is; empty of a slice. */
  String part(int cell) {
    return cell < parts.size() ? parts.get(cell) : "";
  }

  /** The cell of the part that is sliced. */
  int last() {
    return parts.size() - 1;
  }

  /** Of the scores of all cells, those of the parts. */
  List<Run.Scores> parts(List<Run.Scores> scores) {
    return List.copyOf(scores.subList(0, parts.size()));
  }

  /** Of the scores of all cells, those of the slices. */
  List<Run.Slice> slices(List<Run.Scores> scores) {
    List<Run.Slice> all = new ArrayList<>();
    for (int i = 0; i < slices.size(); i++) {
      Run.Scores its = scores.get(parts.size() + i);
      Slice slice = slices.get(i);
      all.add(
          new Run.Slice(
              slice.column,
              slice.value,
              its.rows(),
              its.metrics(),
              its.baseline(),
              its.intervals()));
    }
    return List.copyOf(all);
  }
}

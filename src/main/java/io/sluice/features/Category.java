package io.sluice.features;

import io.sluice.stage.Columns;
import io.sluice.stage.ProblemException;
import io.sluice.stats.Need;
import io.sluice.stats.Summary;
import io.sluice.stats.ValueCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.IntegralType;
import org.apache.spark.sql.types.StructField;

/** What the steps share that read categories: text, booleans and whole numbers, all as text. */
final class Category {

  private Category() {}

  /** Why a step cannot take a column as a category, or nothing. */
  static Optional<String> unfit(StructField column, String step) {
    return fits(column.dataType())
        ? Optional.empty()
        : Optional.of(
            "column '%s' is %s; %s takes text, booleans and whole numbers."
                .formatted(column.name(), Columns.inWords(column.dataType()), step));
  }

  /** Whether a type is one of categories. */
  static boolean fits(DataType type) {
    return Columns.isText(type) || type instanceof BooleanType || type instanceof IntegralType;
  }

  /** A column's categories. */
  static Column text(String name) {
    return Columns.col(name).cast("string");
  }

  /** The counts of a column's training values; fails where there are none. */
  static ValueCounts counts(String name, Summary summary) {
    ValueCounts values = summary.of(Need.values(name)).values();
    if (values.total() == 0) {
      throw allMissing(name);
    }
    return values;
  }

  /** The counts of a column's training values; fails where not all were counted. */
  static List<ValueCounts.Count> exactCounts(String name, Summary summary) {
    ValueCounts values = counts(name, summary);
    if (!values.isExact()) {
      throw tooMany(name, ValueCounts.MAX_VALUES);
    }
    return values.mostFrequentFirst();
  }

  static ProblemException allMissing(String name) {
    return ProblemException.inData(
        "cannot learn from column '%s': all of its training values are missing. Drop it."
            .formatted(name));
  }

  /** More values than can be told apart. */
  static ProblemException tooMany(String name, int most) {
    return ProblemException.inData(
        String.format(
            Locale.ROOT,
            "column '%s' has over %,d different values. Use hash for it, or put collapseRare before"
                + " this step.",
            name,
            most));
  }

  /** Lists that were put one after the other, by their sizes. */
  static List<List<String>> cut(String[] all, int[] sizes) {
    List<List<String>> lists = new ArrayList<>();
    int from = 0;
    for (int size : sizes) {
      lists.add(List.of(all).subList(from, from + size));
      from += size;
    }
    return lists;
  }
}

package io.sluice.stage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.expressions.Cast$;
import org.apache.spark.sql.catalyst.expressions.RowOrdering;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/**
 * The choice of columns that every step offers: names, globs ({@code cost_*}), kinds ({@code
 * numeric}, {@code category}, {@code text}, {@code boolean}, {@code timestamp}), {@code all}, and
 * minus any of these ({@code -id}), from left to right.
 *
 * <p>A column named exactly so wins over a kind of that name. A kind never chooses a role column
 * (label, id, weight, group, time); a name or a glob does. {@code text} is what the job's {@code
 * roles: {text: ...}} names; {@code category} is every other string column.
 */
public final class Columns {

  /** The kinds, as a user writes them. */
  public static final List<String> KINDS =
      List.of("numeric", "category", "text", "boolean", "timestamp", "all");

  private Columns() {}

  /**
   * The chosen columns: those named in the order given, those of a glob or kind in the table's.
   *
   * @throws ProblemException with one problem for each choice that fits no column
   */
  public static List<StructField> choose(StructType table, String... choices) {
    Set<String> chosen = new LinkedHashSet<>();
    List<Problem> problems = new ArrayList<>();
    for (String choice : choices) {
      boolean minus = choice.startsWith("-") && !has(table, choice);
      String what = minus ? choice.substring(1) : choice;
      List<String> fits = fitting(table, what);
      if (fits.isEmpty() && !KINDS.contains(what) && !what.contains("*")) {
        problems.add(new Problem("", missing(table, what)));
      } else if (fits.isEmpty() && !minus) {
        problems.add(new Problem("", "no column is '" + what + "'. " + remedy(table, what)));
      }
      if (minus) {
        chosen.removeAll(fits);
      } else {
        chosen.addAll(fits);
      }
    }
    if (problems.isEmpty() && chosen.isEmpty()) {
      problems.add(
          new Problem(
              "",
              choices.length == 0
                  ? "no column is chosen. " + remedy(table, "")
                  : "no column is left of " + String.join(", ", choices) + "."));
    }
    if (!problems.isEmpty()) {
      throw ProblemException.inJob(problems);
    }
    return chosen.stream().map(table::apply).toList();
  }

  /** "column 'agee' is not in the table. Did you mean 'age'? Columns: ..." */
  public static String missing(StructType table, String name) {
    List<String> names = List.of(table.fieldNames());
    return "column '%s' is not in the table.%s Columns: %s."
        .formatted(name, Nearest.hint(name, names), Nearest.list(names));
  }

  /**
   * Why the values of a column cannot be compared: it is missing, or of such a type; or nothing.
   */
  public static Optional<String> incomparable(StructType table, String name) {
    if (!has(table, name)) {
      return Optional.of(missing(table, name));
    }
    DataType type = table.apply(name).dataType();
    return RowOrdering.isOrderable(type)
        ? Optional.empty()
        : Optional.of(
            "column '%s' is %s, whose values cannot be compared."
                .formatted(name, type.simpleString()));
  }

  /** Fails unless the table has the column. */
  public static StructField require(StructType table, String name) {
    if (!has(table, name)) {
      throw ProblemException.inJob(missing(table, name));
    }
    return table.apply(name);
  }

  /** Whether the table has a column of exactly this name. */
  public static boolean has(StructType table, String name) {
    return Arrays.asList(table.fieldNames()).contains(name);
  }

  /** The column of this name, whatever characters it is made of. */
  public static Column col(String name) {
    return functions.col(quoted(name));
  }

  /** A name as SQL wants it. */
  public static String quoted(String name) {
    return "`" + name.replace("`", "``") + "`";
  }

  /** A type as a user would call it: "text", "of type double". */
  public static String inWords(DataType type) {
    return isText(type) ? "text" : "of type " + type.simpleString();
  }

  public static boolean isNumeric(DataType type) {
    return type instanceof NumericType;
  }

  public static boolean isText(DataType type) {
    return type instanceof StringType;
  }

  /** Numbers and booleans: what can stand in a feature vector as it is. */
  public static boolean isNumberLike(DataType type) {
    return isNumeric(type) || type instanceof BooleanType;
  }

  /** Dates and timestamps. */
  public static boolean isTime(DataType type) {
    return type instanceof TimestampType
        || type instanceof TimestampNTZType
        || type instanceof DateType;
  }

  /** The values in another type, null where one cannot be written in it, under ANSI mode too. */
  public static Column orNull(Column column, DataType type) {
    return Catalyst.column(
        Cast$.MODULE$.apply(Catalyst.expression(column), type, scala.Option.apply("UTC"), false));
  }

  /** A column of this type as a double; of times seconds since 1970 UTC. */
  public static Column number(Column column, DataType type) {
    return (isTime(type) ? column.cast("timestamp") : column).cast("double");
  }

  private static List<String> fitting(StructType table, String what) {
    Predicate<StructField> fits;
    if (has(table, what)) {
      fits = f -> f.name().equals(what);
    } else if (KINDS.contains(what)) {
      fits = f -> Roles.of(f).isEmpty() && isOfKind(f, what);
    } else if (what.contains("*")) {
      Pattern glob = Pattern.compile("\\Q" + what.replace("*", "\\E.*\\Q") + "\\E");
      fits = f -> glob.matcher(f.name()).matches();
    } else {
      return List.of();
    }
    return Arrays.stream(table.fields()).filter(fits).map(StructField::name).toList();
  }

  private static boolean isOfKind(StructField field, String kind) {
    DataType type = field.dataType();
    return switch (kind) {
      case "numeric" -> isNumeric(type);
      case "boolean" -> type instanceof BooleanType;
      case "timestamp" -> isTime(type);
      case "text" -> isText(type) && Roles.isText(field);
      case "category" -> isText(type) && !Roles.isText(field);
      default -> true;
    };
  }

  private static String remedy(StructType table, String what) {
    return what.equals("text")
        ? "Name the columns of free text in roles: {text: [...]}."
        : "Columns: " + Nearest.list(List.of(table.fieldNames())) + ".";
  }
}

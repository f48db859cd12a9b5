package io.sluice.read;

import static org.apache.spark.sql.functions.col;

import io.sluice.stage.Login;
import io.sluice.stage.Problem;
import io.sluice.stage.ProblemException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A table of a database, by JDBC. A {@code query} leaves conditions and columns to the database; a
 * {@code filter} of the job does not, as each row that is read is counted. With {@code
 * partitionColumn} and {@code numPartitions} that many tasks read at once, each a range of the
 * column, whose ends are asked for where no bounds are given.
 */
record Database(String url, Login login, Map<String, String> options) {

  static final String TABLE = "dbtable";

  private static final String COLUMN = "partitionColumn";
  private static final String LOWER = "lowerBound";
  private static final String UPPER = "upperBound";

  List<Problem> problems() {
    List<Problem> problems = new ArrayList<>(login.problems("path", url, "login"));
    if (options.containsKey(TABLE) == options.containsKey("query")) {
      problems.add(
          new Problem("options", "say which table: options: {dbtable: NAME}, or {query: SELECT}."));
    }
    if (options.keySet().stream().anyMatch(o -> o.toLowerCase(Locale.ROOT).equals("password"))) {
      problems.add(new Problem("options", Login.NOT_HERE));
    }
    if (options.containsKey(COLUMN) && !options.containsKey("numPartitions")) {
      problems.add(
          new Problem("options", "partitionColumn needs numPartitions: in how many parts?"));
    }
    if (options.containsKey(COLUMN) && !options.containsKey(TABLE)) {
      problems.add(
          new Problem("options", "partitionColumn needs dbtable: say dbtable: (SELECT ...) AS t."));
    }
    return problems;
  }

  /** What Spark's reader must be told. */
  Map<String, String> readerOptions(SparkSession spark) {
    Map<String, String> all = new LinkedHashMap<>(options);
    all.put("url", url);
    all.putAll(login.properties("login", spark.sparkContext().hadoopConfiguration()));
    if (options.containsKey(COLUMN) && !options.containsKey(LOWER)) {
      bound(spark, all);
    }
    return all;
  }

  /** The largest value of a column, as the database writes it; none of a table without rows. */
  Optional<String> largest(SparkSession spark, String column) {
    Row row =
        first(spark, "SELECT CAST(MAX(%s) AS VARCHAR(100)) AS high".formatted(column), "high");
    return row.isNullAt(0) ? Optional.empty() : Optional.of(row.getString(0));
  }

  /** The rows above a value of a column, null for all, and up to another. */
  Database between(String column, String after, String upTo) {
    String above = after == null ? "" : "%s > %s AND ".formatted(column, literal(after));
    Map<String, String> its = new LinkedHashMap<>(options);
    its.put(
        TABLE,
        "(SELECT * FROM %s WHERE %s%s <= %s) AS fresh"
            .formatted(options.get(TABLE), above, column, literal(upTo)));
    return new Database(url, login, its);
  }

  /** A text, which the database takes for a value of the column's type. */
  private static String literal(String value) {
    return "'" + value.replace("'", "''") + "'";
  }

  private Row first(SparkSession spark, String select, String... columns) {
    Map<String, String> asking = new LinkedHashMap<>(options);
    List.of(COLUMN, "numPartitions", LOWER, UPPER).forEach(asking::remove);
    asking.put(TABLE, "(%s FROM %s) AS asked".formatted(select, options.get(TABLE)));
    Dataset<Row> asked =
        spark
            .read()
            .format("jdbc")
            .options(new Database(url, login, asking).readerOptions(spark))
            .load();
    return asked
        .select(Stream.of(columns).map(c -> col(c).cast("string")).toArray(Column[]::new))
        .first();
  }

  private void bound(SparkSession spark, Map<String, String> all) {
    String column = options.get(COLUMN);
    Row row =
        first(
            spark,
            "SELECT MIN(%s) AS low, MAX(%s) AS high".formatted(column, column),
            "low",
            "high");
    if (row.isNullAt(0)) {
      all.remove(COLUMN); // no rows, or none with the column: one task asks
    } else {
      all.put(LOWER, row.getString(0));
      all.put(UPPER, row.getString(1));
    }
  }

  /** What a user can do where there is no connection. */
  static ProblemException refused(String setting, String url, String message) {
    return message.contains("No suitable driver") || message.contains("ClassNotFound")
        ? ProblemException.inJob(
            setting,
            "no driver for '%s' is there. With spark-submit, add --packages org.postgresql:postgresql:42.7.7."
                .formatted(url))
        : ProblemException.inJob(setting, "cannot read from '%s': %s.".formatted(url, message));
  }
}

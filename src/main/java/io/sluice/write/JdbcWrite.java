package io.sluice.write;

import static java.util.stream.Collectors.joining;

import io.sluice.stage.Login;
import io.sluice.stage.Problem;
import io.sluice.stage.ProblemException;
import io.sluice.stage.SparkStage;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;

/**
 * Writes a table of PostgreSQL: the tasks fill a table of its own beside it, from which one
 * transaction takes all rows, so that whoever looks finds all of them or none. A table that is not
 * there is made, with the keys as its primary key where rows are merged.
 */
final class JdbcWrite {

  private static final String URL = "jdbc:postgresql:";
  private static final String NO_CONSTRAINT = "42P10"; // of PostgreSQL's codes of errors

  private final Target target;
  private final Map<String, String> login;
  private final String table;
  private final String staging;

  JdbcWrite(Target target, Configuration hadoop) {
    this.target = target;
    this.login = target.loggedIn().properties("login", hadoop);
    this.table = quoted(target.at());
    this.staging = quoted(target.at() + "_sluice_staging");
  }

  static List<Problem> problems(String url, Login login) {
    List<Problem> problems = new ArrayList<>(login.problems("url", url, "login"));
    if (problems.isEmpty() && !url.startsWith(URL)) {
      problems.add(
          new Problem("url", "only PostgreSQL is written to: jdbc:postgresql://host/name."));
    }
    return problems;
  }

  /** Fills the table beside. */
  void stage(Dataset<Row> rows) {
    try {
      rows.write()
          .format("jdbc")
          .options(login)
          .option("url", target.database())
          .option("dbtable", staging)
          .mode(SaveMode.Overwrite)
          .save();
    } catch (Exception e) { // Spark throws the driver's SQLException without declaring it
      throw ProblemException.in(e)
          .orElseGet(() -> refused(SparkStage.message(SparkStage.cause(e))));
    }
  }

  void run(List<String> columns) {
    inTransaction(
        connection -> {
          for (String sql : statements(isThere(connection), columns)) {
            execute(connection, sql);
          }
        });
  }

  /** Takes away the table beside, if it is there. */
  void drop() {
    inTransaction(connection -> execute(connection, "DROP TABLE IF EXISTS " + staging));
  }

  boolean isThere() {
    boolean[] is = new boolean[1];
    inTransaction(connection -> is[0] = isThere(connection));
    return is[0];
  }

  private List<String> statements(boolean isThere, List<String> columns) {
    List<String> statements = new ArrayList<>();
    String keys = names(target.keyed());
    if (!isThere) {
      statements.add("CREATE TABLE %s (LIKE %s)".formatted(table, staging));
      if (target.isMerge()) {
        statements.add("ALTER TABLE %s ADD PRIMARY KEY (%s)".formatted(table, keys));
      }
    } else if (target.whenThere().equals("overwrite")) {
      statements.add("DELETE FROM " + table); // who reads meanwhile goes on with the old rows
    }
    String names = names(columns);
    statements.add(
        "INSERT INTO %s AS t (%s) SELECT %s FROM %s%s"
            .formatted(table, names, names, staging, target.isMerge() ? upsert(columns) : ""));
    statements.add("DROP TABLE " + staging);
    return statements;
  }

  private String upsert(List<String> columns) {
    String conflict = " ON CONFLICT (%s) DO ".formatted(names(target.keyed()));
    List<String> others = columns.stream().filter(c -> !target.keyed().contains(c)).toList();
    if (others.isEmpty()) {
      return conflict + "NOTHING";
    }
    return conflict
        + "UPDATE SET %s WHERE ROW(%s) IS DISTINCT FROM ROW(%s)"
            .formatted(
                others.stream().map(c -> name(c) + " = EXCLUDED." + name(c)).collect(joining(", ")),
                others.stream().map(c -> "t." + name(c)).collect(joining(", ")),
                others.stream().map(c -> "EXCLUDED." + name(c)).collect(joining(", ")));
  }

  private interface Work {
    void on(Connection connection) throws SQLException;
  }

  /** All of it or nothing. */
  private void inTransaction(Work work) {
    Properties properties = new Properties();
    properties.putAll(login);
    try (Connection connection = DriverManager.getConnection(target.database(), properties)) {
      connection.setAutoCommit(false);
      work.on(connection);
      connection.commit(); // a connection that is closed before this takes all of it back
    } catch (SQLException e) {
      if (NO_CONSTRAINT.equals(e.getSQLState())) {
        throw ProblemException.inJob(
            "keys",
            "the table '%s' has no primary key or unique index of %s. Make one: CREATE UNIQUE INDEX ON %s (%s)."
                .formatted(
                    target.at(), String.join(", ", target.keyed()), table, names(target.keyed())));
      }
      throw refused(SparkStage.message(e));
    }
  }

  private ProblemException refused(String message) {
    return ProblemException.inData(
        "table",
        "cannot write '%s' to '%s': %s.".formatted(target.at(), target.database(), message));
  }

  private boolean isThere(Connection connection) throws SQLException {
    try (PreparedStatement asking = connection.prepareStatement("SELECT to_regclass(?)")) {
      asking.setString(1, table);
      try (ResultSet found = asking.executeQuery()) {
        return found.next() && found.getString(1) != null;
      }
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** With its schema, where it has one. */
  private static String quoted(String table) {
    return Arrays.stream(table.split("\\.", 2)).map(JdbcWrite::name).collect(joining("."));
  }

  private static String names(List<String> columns) {
    return columns.stream().map(JdbcWrite::name).collect(joining(", "));
  }

  private static String name(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}

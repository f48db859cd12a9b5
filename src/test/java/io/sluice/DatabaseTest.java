package io.sluice;

import static io.sluice.testing.LocalSpark.SPARK;
import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.read.Source;
import io.sluice.stage.ProblemException;
import io.sluice.testing.FromYaml;
import io.sluice.write.Publication;
import io.sluice.write.Target;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables of a PostgreSQL that runs for these tests alone. */
class DatabaseTest {

  private static final String PASSWORD = "not-to-be-seen-4711";

  private static EmbeddedPostgres postgres;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws IOException {
    postgres = EmbeddedPostgres.builder().setServerConfig("listen_addresses", "127.0.0.1").start();
  }

  @AfterAll
  static void stop() throws IOException {
    postgres.close();
  }

  @BeforeEach
  void noTables() throws Exception {
    Files.writeString(folder.resolve("password"), PASSWORD + "\n");
    execute("DROP SCHEMA public CASCADE", "CREATE SCHEMA public");
  }

  @Test
  void readsRangesOfAColumnOrWhatAQueryGives() throws Exception {
    execute("CREATE TABLE orders AS SELECT i AS id, i % 7 AS shop FROM generate_series(1, 1000) i");
    Source source =
        FromYaml.set(
            new Source(),
            "{path: '%s', format: jdbc, login: %s, options: {dbtable: orders, partitionColumn: id, numPartitions: '3'}}"
                .formatted(url(), login()));
    Dataset<Row> rows = source.open(SPARK).rows();
    assertThat(rows.count()).isEqualTo(1000);
    assertThat(rows.javaRDD().getNumPartitions()).isEqualTo(3);
    List<Long> sizes = rows.javaRDD().mapPartitions(i -> List.of(size(i)).iterator()).collect();
    assertThat(sizes).allMatch(size -> size > 300 && size < 400);
    Source some =
        FromYaml.set(
            new Source(),
            "{path: '%s', format: jdbc, login: %s, options: {query: SELECT id FROM orders WHERE shop = 3}}"
                .formatted(url(), login()));
    assertThat(some.open(SPARK).rows().count()).isEqualTo(143);
  }

  @Test
  void anEmptyTableIsReadByOneTask() throws Exception {
    execute("CREATE TABLE orders (id INT)");
    Source source =
        FromYaml.set(
            new Source(),
            "{path: '%s', format: jdbc, login: %s, options: {dbtable: orders, partitionColumn: id, numPartitions: '3'}}"
                .formatted(url(), login()));
    assertThat(source.open(SPARK).rows().count()).isZero();
  }

  @Test
  void aJobReadsMergesAndNeverShowsThePassword() throws Exception {
    execute(
        "CREATE TABLE raw (id INT, name TEXT)", "INSERT INTO raw VALUES (1,'a'),(2,'b'),(2,'b')");
    String job =
        """
        name: job
        read: {path: "URL", format: jdbc, login: LOGIN, options: {dbtable: raw}}
        clean:
          - dropDuplicates: {keys: id}
        write: {table: public.clean, format: jdbc, url: "URL", login: LOGIN, mode: merge, keys: [id]}
        """
            .replace("URL", url())
            .replace("LOGIN", login());
    Commands first = Commands.job(folder, job);
    List<String> versions = texts("SELECT xmin::text FROM clean ORDER BY id");
    Commands second = Commands.job(folder, job);
    assertThat(texts("SELECT id || name FROM clean ORDER BY id")).containsExactly("1a", "2b");
    assertThat(texts("SELECT xmin::text FROM clean ORDER BY id")).isEqualTo(versions);
    assertThat(first.out() + second.out() + everything()).doesNotContain(PASSWORD);
    assertThat(texts("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"))
        .containsExactly("clean", "raw");
  }

  /** Each run reads the rows above the largest key of the run before, once, whenever it died. */
  @Test
  void readsOnlyRowsWithALargerKey() throws Exception {
    execute(
        "CREATE TABLE raw (id INT, at TIMESTAMP)",
        "INSERT INTO raw SELECT i, TIMESTAMP '2026-01-01' + i * INTERVAL '1.5 s' FROM"
            + " generate_series(1, 10) i");
    Path state = folder.resolve("state");
    String job =
        """
        name: job
        read: {path: "URL", format: jdbc, login: LOGIN, options: {dbtable: raw, partitionColumn: id, numPartitions: "2"}, incremental: {state: "STATE", key: at}}
        write: {table: "${out}/rows", format: delta, mode: append}
        """
            .replace("URL", url())
            .replace("LOGIN", login())
            .replace("STATE", state.toString());
    Commands.job(folder, job);
    assertThat(ids()).isEqualTo(IntStream.rangeClosed(1, 10).boxed().toList());
    Commands.job(folder, job);
    assertThat(ids()).hasSize(10);

    execute("INSERT INTO raw VALUES (11, TIMESTAMP '2026-01-02 00:00:00.000001')");
    Commands.job(folder, job);
    assertThat(ids()).isEqualTo(IntStream.rangeClosed(1, 11).boxed().toList());

    // as if the run had died after it had published, and rows had come since
    Files.move(state.resolve("run-000002.json"), state.resolve("run-000002.pending"));
    execute("INSERT INTO raw VALUES (12, TIMESTAMP '2026-01-03')");
    Commands.job(folder, job);
    assertThat(ids()).isEqualTo(IntStream.rangeClosed(1, 11).boxed().toList());
    Commands.job(folder, job);
    assertThat(ids()).isEqualTo(IntStream.rangeClosed(1, 12).boxed().toList());

    Commands listed = Commands.run("state", state.toString());
    assertThat(listed.out().lines().toList())
        .hasSize(3)
        .anyMatch(line -> line.matches("run 2  \\S+  rows up to 2026-01-02 00:00:00.000001  read"));
    Commands.run("state", state.toString(), "--rewind", "2");
    Commands.job(folder, job);
    assertThat(ids()).endsWith(12, 12);
  }

  private List<Integer> ids() {
    return SPARK
        .read()
        .format("delta")
        .load(folder.resolve("job/rows").toString())
        .collectAsList()
        .stream()
        .map(row -> row.getInt(0))
        .sorted()
        .toList();
  }

  @Test
  void appendsOverwritesAndRefuses() throws Exception {
    Dataset<Row> rows = table("id INT, name STRING", row(1, "a"), row(2, null));
    write("mode: append", rows);
    write("mode: append", rows);
    assertThat(texts("SELECT count(*) FROM t")).containsExactly("4");
    write("mode: overwrite", rows);
    assertThat(texts("SELECT count(*) FROM t")).containsExactly("2");
    assertThatThrownBy(() -> write("mode: error", rows))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("there is something at 't' already");
  }

  @Test
  void mergeReplacesByKeysAndRefusesSharedOrMissingOnes() throws Exception {
    String merge = "mode: merge, keys: [id]";
    write(merge, table("id INT, name STRING", row(1, "a"), row(2, "b")));
    write(merge, table("id INT, name STRING", row(2, "B"), row(3, null)));
    assertThat(texts("SELECT id || coalesce(name, '-') FROM t ORDER BY id"))
        .containsExactly("1a", "2B", "3-");
    assertThatThrownBy(() -> write(merge, table("id INT, name STRING", row(9, "x"), row(9, "y"))))
        .hasMessageContaining("1 values of 'id' have several rows each");
    assertThatThrownBy(() -> write(merge, table("id INT, name STRING", row(null, "x"))))
        .hasMessageContaining("rows without 'id'");
    execute("CREATE TABLE loose (id INT, name TEXT)");
    assertThatThrownBy(() -> write("loose", merge, table("id INT, name STRING", row(1, "x"))))
        .hasMessageContaining("CREATE UNIQUE INDEX ON \"loose\" (\"id\")");
  }

  @Test
  void whatTheDatabaseRefusesLeavesTheTableAsItWas() throws Exception {
    execute("CREATE TABLE t (id INT CHECK (id < 10))", "INSERT INTO t VALUES (1)");
    assertThatThrownBy(() -> write("mode: overwrite", table("id INT", row(2), row(99))))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("cannot write 't'")
        .hasMessageContaining("violates check constraint");
    assertThat(texts("SELECT id FROM t")).containsExactly("1");
    assertThat(texts("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"))
        .containsExactly("t");
  }

  @Test
  void saysWhatIsWrongBeforeItAsks() {
    assertThat(problems("{path: out/t, format: jdbc}"))
        .contains("'out/t' is no database")
        .contains("say which table");
    assertThat(
            problems(
                "{path: 'jdbc:postgresql://h/d?password=x', format: jdbc, options: {query: q}}"))
        .contains("a password must not stand in a job file");
    assertThat(
            problems(
                "{path: 'jdbc:postgresql://h/d', format: jdbc, options: {dbtable: t, password:"
                    + " x}}"))
        .contains("a password must not stand in a job file");
    assertThat(
            problems("{path: 'jdbc:x', format: jdbc, login: {password: y}, options: {query: q}}"))
        .contains("a password must not stand in a job file");
    assertThat(
            problems(
                "{path: 'jdbc:x', format: jdbc, options: {query: q}, incremental: {state: s, key:"
                    + " k}}"))
        .contains("which column grows, of a dbtable");
    assertThat(
            problems(
                "{path: 'jdbc:x', format: jdbc, options: {dbtable: t}, incremental: {state: s}}"))
        .contains("which column grows, of a dbtable");
    assertThat(problems("{path: t, format: parquet, login: {user: me}}")).contains("is for jdbc");
  }

  private static String problems(String source) {
    return FromYaml.set(new Source(), source).problems().toString();
  }

  private static long size(java.util.Iterator<Row> rows) {
    long size = 0;
    while (rows.hasNext()) {
      rows.next();
      size++;
    }
    return size;
  }

  private String url() {
    return "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(postgres.getPort());
  }

  private String login() {
    return "{user: postgres, passwordFile: %s}".formatted(folder.resolve("password"));
  }

  private void write(String settings, Dataset<Row> rows) {
    write("t", settings, rows);
  }

  private void write(String name, String settings, Dataset<Row> rows) {
    Target target =
        FromYaml.set(
            new Target(),
            "{table: %s, format: jdbc, url: '%s', login: %s, %s}"
                .formatted(name, url(), login(), settings));
    assertThat(target.problems(rows.schema())).isEmpty();
    try (Publication publication = new Publication(SPARK.sparkContext().hadoopConfiguration())) {
      publication.stage(target, rows);
      publication.publish();
    }
  }

  private static void execute(String... statements) throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static List<String> texts(String query) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
    }
    return texts;
  }

  /** Every file that the job left. */
  private String everything() throws IOException {
    StringBuilder all = new StringBuilder();
    try (var files = Files.walk(folder.resolve("job"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.append(Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1));
      }
    }
    return all.toString();
  }
}

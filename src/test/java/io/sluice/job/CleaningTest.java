package io.sluice.job;

import static io.sluice.testing.LocalSpark.SPARK;
import static io.sluice.testing.LocalSpark.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.sluice.clean.CleanStep;
import io.sluice.clean.Steps;
import io.sluice.result.Run;
import io.sluice.result.Run.Change;
import io.sluice.result.Run.Fate;
import io.sluice.result.Run.Reason;
import io.sluice.stage.Place;
import io.sluice.stage.ProblemException;
import io.sluice.stage.Yaml;
import io.sluice.write.Publication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The accounts of sections read and clean, over one pass and over several. */
class CleaningTest {

  private static final String READ =
      """
      name: accounts
      read:
        items: {path: "%1$s/items", format: csv, schema: "id INT, name STRING", corrupt: quarantine, options: {header: "false"}}
        others: {path: "%1$s/others", format: csv, schema: "key INT", corrupt: quarantine, options: {header: "false"}}
      clean:
      """;

  @TempDir Path folder;
  private Set<Integer> keptBefore;

  /** 60 items and 2 lines that are none; 5 others and 1 line that is none. */
  @BeforeEach
  void tables() throws IOException {
    keptBefore = kept();
    write("items", 60, i -> i + ",n" + i % 20, "x,y", "1,2,3");
    write("others", 5, Integer::toString, "x");
  }

  @AfterEach
  void freesAllThatWasKept() {
    assertThat(kept()).isEqualTo(keptBefore);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7})
  void accountsForEveryRowOverTwoPasses(int files) throws IOException {
    split("items", files);
    CleanStep acting = Steps.acting("id < 12", "id BETWEEN 12 AND 14", "id >= 58", "others");
    Job job = job("- filter: {where: id >= 10}", acting, "- dropDuplicates: {keys: name}");
    Aside aside = new Aside(Audit.ALL);
    try (Cleaning cleaning = run(job, aside)) {
      assertThat(cleaning.tables())
          .extracting(Run.Table::name, Run.Table::rows, Run.Table::corrupt)
          .containsExactly(tuple("items", 62L, 2L), tuple("others", 6L, 1L));
      assertThat(cleaning.changes())
          .containsExactly(
              new Change(
                  "clean[0] filter",
                  "keep where id >= 10",
                  60,
                  50,
                  0,
                  List.of(new Reason("not id >= 10", Fate.DROPPED, 10)),
                  List.of(),
                  List.of()),
              new Change(
                  "clean[1] acting",
                  "acts",
                  50,
                  47,
                  0,
                  List.of(
                      new Reason("set aside", Fate.QUARANTINED, 2),
                      new Reason("not wanted", Fate.DROPPED, 3),
                      new Reason("doubled", Fate.ADDED, 2)),
                  List.of(
                      new Run.Finding("Rows read", List.of(Map.of("before", 50L, "others", 5L)))),
                  List.of("this step acts")),
              new Change(
                  "clean[2] dropDuplicates",
                  "keep first of rows equal in name",
                  47,
                  20,
                  0,
                  List.of(new Reason("equal to another row in name", Fate.DROPPED, 27)),
                  List.of(),
                  List.of()));
      assertThat(cleaning.numRows()).isEqualTo(20);
      assertThat(cleaning.rows().count()).isEqualTo(20);
      holdsWhatItCounts(aside);
      assertThat(kept()).hasSize(keptBefore.size() + 2); // of two passes
    }
  }

  /** The tables beside the rows have as many rows as were counted. */
  private static void holdsWhatItCounts(Aside aside) {
    assertThat(sizes(aside.quarantine()))
        .isEqualTo(Map.of("read-items", 2L, "read-others", 1L, "clean-1-acting", 2L));
    assertThat(aside.quarantined()).isEqualTo(5);
    assertThat(sizes(aside.audit()))
        .isEqualTo(
            Map.of(
                "clean-0-filter-dropped",
                10L,
                "clean-1-acting-read",
                5L,
                "clean-1-acting-dropped",
                3L,
                "clean-2-dropDuplicates-dropped",
                27L));
  }

  @Test
  void stepsThatActStandFirstAndInARow() {
    CleanStep first = Steps.acting("id < 5", "false", "false", "");
    CleanStep second = Steps.acting("id < 7", "false", "false", "");
    try (Cleaning cleaning = run(job(first, second), new Aside(Audit.USUAL))) {
      assertThat(cleaning.changes())
          .extracting(Change::rowsIn, Change::quarantined, Change::rowsOut)
          .containsExactly(tuple(60L, 5L, 55L), tuple(55L, 2L, 53L));
    }
  }

  @Test
  void aStepThatFailsTheJobStopsItBeforeTheNextOneActs() {
    CleanStep acting = Steps.acting("false", "false", "false", "");
    Aside aside = new Aside(Audit.USUAL);
    assertThatThrownBy(() -> run(job(Steps.failing(), acting), aside))
        .isInstanceOf(ProblemException.class)
        .hasMessage("job.yaml:6 clean[0] failing: 60 rows are too many.");
    assertThat(Steps.acted(acting)).isFalse();
  }

  @Test
  void accountsForRowsThatSparkNeedNotComputeAgain() {
    // once Spark sees that nothing is left to group, it forgets the stage that counted the rows
    Job job =
        job(
            "- filter: {where: id % 2 = 0}",
            "- filter: {where: length(name) > 9}", "- dropDuplicates: {keys: id}");
    try (Cleaning cleaning = run(job, new Aside(Audit.USUAL))) {
      assertThat(cleaning.tables()).extracting(Run.Table::rows).containsExactly(62L, 6L);
      assertThat(cleaning.changes())
          .extracting(Change::rowsIn, Change::removed, Change::rowsOut)
          .containsExactly(tuple(60L, 30L, 30L), tuple(30L, 30L, 0L), tuple(0L, 0L, 0L));
    }
  }

  @Test
  void accountsForRowsThatNeverPass() {
    Job job = job("- filter: {where: id < 50}", "- filter: {where: 1 = 0}");
    try (Cleaning cleaning = run(job, new Aside(Audit.USUAL))) {
      assertThat(cleaning.changes())
          .extracting(Change::rowsIn, Change::removed, Change::rowsOut)
          .containsExactly(tuple(60L, 10L, 50L), tuple(50L, 50L, 0L));
    }
  }

  @Test
  void aQueryThatForgetsTheRowsDropsThemAll() {
    try (Cleaning cleaning =
        run(job("- sql: {query: SELECT * FROM others}"), new Aside(Audit.USUAL))) {
      assertThat(cleaning.tables()).extracting(Run.Table::rows).containsExactly(62L, 6L);
      Change change = cleaning.changes().get(0);
      assertThat(change.rowsIn()).isEqualTo(60);
      assertThat(change.rowsOut()).isEqualTo(5);
    }
  }

  @Test
  void anAuditKeepsTheRowsThatAQueryChangesThoughNoneIsFewer() {
    Aside aside = new Aside(Audit.ALL);
    Job job = job("- sql: {query: \"SELECT id, if(id < 4, 'low', name) AS name FROM rows\"}");
    try (Cleaning cleaning = run(job, aside)) {
      assertThat(cleaning.changes().get(0).removed()).isZero();
    }
    assertThat(sizes(aside.audit()))
        .isEqualTo(Map.of("clean-0-sql-dropped", 4L, "clean-0-sql-added", 4L));
  }

  @Test
  void countsTheRowsThatALimitNeedNotRead() {
    Job job =
        job(
            "- filter: {where: id >= 10}",
            "- sql: {query: SELECT * FROM rows LEFT JOIN others ON id = key LIMIT 3}");
    try (Cleaning cleaning = run(job, new Aside(Audit.USUAL))) {
      assertThat(cleaning.tables()).extracting(Run.Table::rows).containsExactly(62L, 6L);
      assertThat(cleaning.changes())
          .extracting(Change::rowsIn, Change::removed, Change::rowsOut)
          .containsExactly(tuple(60L, 10L, 50L), tuple(50L, 47L, 3L));
    }
  }

  /** A job of these steps: lines of YAML, or steps made by hand, which are called acting. */
  private Job job(Object... steps) {
    List<String> lines = new ArrayList<>();
    for (Object step : steps) {
      lines.add("  " + (step instanceof String line ? line : "- drop: {columns: id}"));
    }
    Job read =
        new JobReader("job.yaml", folder.toString(), Map.of(), Map.of())
            .read(READ.formatted(folder) + String.join("\n", lines));
    List<Placed<CleanStep>> clean = new ArrayList<>(read.clean());
    for (int i = 0; i < steps.length; i++) {
      if (steps[i] instanceof CleanStep step) {
        Place place = clean.get(i).place();
        String name = step.readsOften() ? "acting" : "failing";
        clean.set(
            i,
            new Placed<>(
                step,
                new Place(place.file(), place.line(), "clean[" + i + "] " + name),
                new Yaml.Scalar("", place.line())));
      }
    }
    return new Job(
        read.name(),
        read.file(),
        read.text(),
        read.out(),
        read.roles(),
        read.read(),
        clean,
        read.explore(),
        read.split(),
        read.tune(),
        read.features(),
        read.train(),
        read.evaluate(),
        read.compare(),
        read.abTest(),
        read.write());
  }

  private void write(String table, int rows, IntFunction<String> line, String... corrupt)
      throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      lines.add(line.apply(i));
    }
    lines.addAll(List.of(corrupt));
    Files.createDirectories(folder.resolve(table));
    Files.write(folder.resolve(table + "/0.csv"), lines);
  }

  /** The same lines in several files. */
  private void split(String table, int files) throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve(table + "/0.csv"));
    for (int i = 0; i < files; i++) {
      List<String> some = new ArrayList<>();
      for (int j = i; j < lines.size(); j += files) {
        some.add(lines.get(j));
      }
      Files.write(folder.resolve(table + "/" + i + ".csv"), some);
    }
  }

  /** What Spark keeps in memory, such as, for delta, logs of tables of other tests. */
  private static Set<Integer> kept() {
    return JavaSparkContext.fromSparkContext(SPARK.sparkContext()).getPersistentRDDs().keySet();
  }

  private static Map<String, Long> sizes(Map<String, Dataset<Row>> tables) {
    Map<String, Long> sizes = new TreeMap<>();
    tables.forEach((name, table) -> sizes.put(name, (long) texts(table).size()));
    return sizes;
  }

  private static Cleaning run(Job job, Aside aside) {
    Publication publication = new Publication(SPARK.sparkContext().hadoopConfiguration());
    return Cleaning.run(
        job, SPARK, aside, new Checkpoint(job, SPARK, publication, Audit.USUAL, false));
  }
}

package io.sluice.job;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import io.sluice.clean.CleanStep;
import io.sluice.clean.Cleaned;
import io.sluice.clean.Outcome;
import io.sluice.read.Loaded;
import io.sluice.read.Source;
import io.sluice.result.Run;
import io.sluice.stage.ProblemException;
import io.sluice.stage.Tally;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * Sections {@code read} and {@code clean}: one pass that reads, cleans, keeps the result and counts
 * every row on the way. A step that reads its rows several times ends a pass before it. Rows for
 * the quarantine are computed again only where some were counted.
 */
final class Cleaning implements AutoCloseable {

  private record Step(Placed<CleanStep> placed, Cleaned cleaned, Tally rows) {}

  private static final int MOST_SHOWN = 3;

  private final Job job;
  private final Aside aside;
  private final Map<String, Loaded> loaded = new LinkedHashMap<>();
  private final List<Step> steps = new ArrayList<>(); // whose rows have not passed yet
  private final List<Dataset<Row>> kept = new ArrayList<>();
  private final Map<String, Run.Table> tables = new LinkedHashMap<>();
  private final List<Run.Change> changes = new ArrayList<>();
  private final Map<String, String> names = new LinkedHashMap<>(); // as read, and by now
  private Dataset<Row> rows;
  private long numRows;
  private boolean restored;

  private Cleaning(Job job, Aside aside) {
    this.job = job;
    this.aside = aside;
  }

  /**
   * Reads and cleans; fails where the job wants that of the data.
   *
   * @param aside takes what lies beside the rows afterwards
   * @param checkpoint what an earlier run has cleaned already, and where this one keeps it
   */
  static Cleaning run(Job job, SparkSession spark, Aside aside, Checkpoint checkpoint) {
    Cleaning cleaning = new Cleaning(job, aside);
    try {
      cleaning.open(spark);
      Optional<Checkpoint.Rows> kept = checkpoint.rows();
      if (kept.isPresent()) {
        cleaning.restore(kept.get(), checkpoint);
        return cleaning;
      }
      job.clean().forEach(cleaning::apply);
      cleaning.pass();
      cleaning.countUnread();
      checkpoint.save(cleaning, aside, cleaning.names);
    } catch (RuntimeException e) {
      cleaning.close();
      throw e;
    }
    return cleaning;
  }

  private void open(SparkSession spark) {
    for (Map.Entry<String, Placed<Source>> e : job.read().entrySet()) {
      Placed<Source> source = e.getValue();
      try {
        Loaded table = source.value().open(spark);
        table.rows().createOrReplaceTempView(e.getKey());
        loaded.put(e.getKey(), table);
      } catch (ProblemException p) {
        throw source.placed(p);
      }
    }
    rows = loaded.values().iterator().next().rows();
    for (String name : rows.schema().fieldNames()) {
      names.put(name, name);
    }
  }

  private void restore(Checkpoint.Rows saved, Checkpoint checkpoint) {
    restored = true;
    rows = checkpoint.table(Checkpoint.ROWS).persist(StorageLevel.MEMORY_AND_DISK());
    kept.add(rows);
    numRows = saved.numRows();
    saved.tables().forEach(table -> tables.put(table.name(), table));
    changes.addAll(saved.changes());
    names.putAll(saved.names());
    aside.restore(saved, checkpoint);
  }

  /** Whether an earlier run has done it. */
  boolean isRestored() {
    return restored;
  }

  private void apply(Placed<CleanStep> placed) {
    if (placed.value().readsOften() || placed.value().stopsEarly()) {
      pass();
    }
    if (placed.value().stopsEarly()) {
      countUnread();
    }
    try {
      Cleaned cleaned = placed.value().apply(job.roles().value().mark(rows));
      if (placed.value().renames()) {
        List<String> before = List.of(rows.schema().fieldNames());
        List<String> after = List.of(cleaned.rows().schema().fieldNames());
        names.replaceAll(
            (read, now) -> before.contains(now) ? after.get(before.indexOf(now)) : now);
      }
      Tally counted = new Tally();
      rows = counted.on(cleaned.rows(), count(lit(1)).as("rows"));
      steps.add(new Step(placed, cleaned, counted));
    } catch (ProblemException p) {
      throw placed.placed(p);
    }
  }

  /** Runs the pass and reads off all that was counted. */
  private void pass() {
    rows = job.roles().value().mark(rows).persist(StorageLevel.MEMORY_AND_DISK());
    kept.add(rows);
    Dataset<Row> counted = rows.agg(count(lit(1)));
    numRows = counted.collectAsList().get(0).getLong(0);
    loaded.forEach(
        (name, table) -> table.counts().seenBy(counted).ifPresent(counts -> take(name, counts)));
    long before = changes.isEmpty() ? firstRows() : changes.get(changes.size() - 1).rowsOut();
    for (Step step : steps) {
      before = account(step, before, counted);
    }
    steps.clear();
  }

  /** The rows of the first table that fit its schema. */
  private long firstRows() {
    String first = loaded.keySet().iterator().next();
    if (!tables.containsKey(first)) {
      take(first, loaded.get(first).counts().alone());
    }
    return tables.get(first).rows() - tables.get(first).corrupt();
  }

  /** Tables that no row came from in a pass, such as those that only a step has read. */
  private void countUnread() {
    loaded.forEach(
        (name, table) -> {
          if (!tables.containsKey(name)) {
            take(name, table.counts().alone());
          }
        });
  }

  /** Takes the counts of a table, once: a later pass sees them again in what it builds on. */
  private void take(String name, Row counts) {
    if (!tables.containsKey(name)) {
      tables.put(name, table(name, counts));
    }
  }

  private Run.Table table(String name, Row counts) {
    Placed<Source> source = job.read().get(name);
    Loaded table = loaded.get(name);
    long all = counts.getLong(0);
    long corrupt = counts.getLong(1);
    String handled = source.value().whenCorrupt();
    if (corrupt > 0 && handled.equals("fail")) {
      throw source.placed(
          ProblemException.inData(
              "%,d of %,d rows do not fit the schema, such as %s. Use corrupt: quarantine to go on without them."
                  .formatted(corrupt, all, examples(table.corrupt().orElseThrow()))));
    }
    if (corrupt > 0 && handled.equals("quarantine")) {
      aside.quarantine("read-" + name, table.corrupt().orElseThrow(), corrupt);
    }
    return new Run.Table(
        name, source.value().at(), source.value().storedAs(), all, corrupt, handled);
  }

  private long account(Step step, long before, Dataset<Row> counted) {
    long after = step.rows.in(counted).getLong(0);
    Outcome outcome = step.cleaned.account().in(counted);
    if (!outcome.problems().isEmpty()) {
      throw step.placed.placed(ProblemException.inData(outcome.problems()));
    }
    Run.Change change = change(step.placed, before, after, outcome);
    aside.take(step.placed.place().path().replaceAll("[^A-Za-z0-9]+", "-"), step.cleaned, change);
    changes.add(change);
    return after;
  }

  private static Run.Change change(
      Placed<CleanStep> placed, long before, long after, Outcome outcome) {
    return new Run.Change(
        placed.place().path(),
        placed.value().inWords(),
        before,
        after,
        outcome.changedValues(),
        reasons(placed.value().why(), after - before, outcome.reasons()),
        outcome.findings(),
        outcome.warnings());
  }

  /** Whatever the step does not say why goes, or comes, for the reason of the step itself. */
  private static List<Run.Reason> reasons(String why, long by, List<Run.Reason> said) {
    long rest = by;
    for (Run.Reason reason : said) {
      rest += reason.fate() == Run.Fate.ADDED ? -reason.rows() : reason.rows();
    }
    if (rest == 0) {
      return said;
    }
    List<Run.Reason> all = new ArrayList<>(said);
    all.add(new Run.Reason(why, rest < 0 ? Run.Fate.DROPPED : Run.Fate.ADDED, Math.abs(rest)));
    return List.copyOf(all);
  }

  private static String examples(Dataset<Row> corrupt) {
    List<String> shown = new ArrayList<>();
    for (Row row : corrupt.takeAsList(MOST_SHOWN)) {
      String line = row.getString(0);
      shown.add(
          "'%s' (%s)"
              .formatted(line.length() > 80 ? line.substring(0, 80) + "..." : line, row.get(2)));
    }
    return String.join(", ", shown);
  }

  /** The rows of the first table as they are read, their columns called as they are in the end. */
  Dataset<Row> read() {
    return loaded.values().iterator().next().rows().toDF(names.values().toArray(new String[0]));
  }

  Dataset<Row> rows() {
    return rows;
  }

  long numRows() {
    return numRows;
  }

  List<Run.Table> tables() {
    return loaded.keySet().stream().map(tables::get).toList();
  }

  List<Run.Change> changes() {
    return changes;
  }

  /** Frees the rows that are kept. */
  @Override
  public void close() {
    kept.forEach(Dataset::unpersist);
  }
}

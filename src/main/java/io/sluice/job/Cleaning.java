package io.sluice.job;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import io.sluice.clean.CleanStep;
import io.sluice.clean.Cleaned;
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
 * every row on the way. Rows for the quarantine are computed again only where some were counted.
 */
final class Cleaning {

  /** Rows that were taken out, to be kept elsewhere. */
  record Quarantine(String name, Dataset<Row> rows, long count) {}

  private record Step(Placed<CleanStep> placed, Cleaned cleaned, Tally rows) {}

  private static final int MOST_SHOWN = 3;

  private final Job job;
  private final Map<String, Loaded> loaded = new LinkedHashMap<>();
  private final List<Step> steps = new ArrayList<>();
  private final List<Quarantine> quarantines = new ArrayList<>();
  private final List<Run.Table> tables = new ArrayList<>();
  private final List<Run.Change> changes = new ArrayList<>();
  private Dataset<Row> rows;
  private long numRows;

  private Cleaning(Job job) {
    this.job = job;
  }

  /** Opens the tables and applies the steps; reads no row. */
  static Cleaning prepare(Job job, SparkSession spark) {
    Cleaning cleaning = new Cleaning(job);
    for (Map.Entry<String, Placed<Source>> e : job.read().entrySet()) {
      Placed<Source> source = e.getValue();
      try {
        Loaded table = source.value().open(spark);
        table.rows().createOrReplaceTempView(e.getKey());
        cleaning.loaded.put(e.getKey(), table);
      } catch (ProblemException p) {
        throw source.placed(p);
      }
    }
    Dataset<Row> rows = cleaning.loaded.values().iterator().next().rows();
    for (Placed<CleanStep> placed : job.clean()) {
      try {
        Cleaned cleaned = placed.value().apply(job.roles().value().mark(rows));
        Tally counted = new Tally();
        rows = counted.on(cleaned.rows(), count(lit(1)).as("rows"));
        cleaning.steps.add(new Step(placed, cleaned, counted));
      } catch (ProblemException p) {
        throw placed.placed(p);
      }
    }
    cleaning.rows = job.roles().value().mark(rows).persist(StorageLevel.MEMORY_AND_DISK());
    return cleaning;
  }

  /** Runs the pass and reads off all that was counted; fails where the job wants that. */
  Cleaning run() {
    Dataset<Row> counted = rows.agg(count(lit(1)));
    numRows = counted.collectAsList().get(0).getLong(0);
    loaded.forEach((name, table) -> tables.add(table(name, table, counted)));
    long before = tables.get(0).rows() - tables.get(0).corrupt();
    for (Step step : steps) {
      before = account(step, before, counted);
    }
    return this;
  }

  private Run.Table table(String name, Loaded table, Dataset<Row> counted) {
    Placed<Source> source = job.read().get(name);
    Optional<Row> counts = table.counts().in(counted);
    long all = counts.map(r -> r.getLong(0)).orElse(0L);
    long corrupt = counts.map(r -> r.getLong(1)).orElse(0L);
    String handled = source.value().whenCorrupt();
    if (corrupt > 0 && handled.equals("fail")) {
      throw source.placed(
          ProblemException.inData(
              "%,d of %,d rows do not fit the schema, such as %s. Use corrupt: quarantine to go on without them."
                  .formatted(corrupt, all, examples(table.corrupt().orElseThrow()))));
    }
    if (corrupt > 0 && handled.equals("quarantine")) {
      quarantines.add(new Quarantine("read-" + name, table.corrupt().orElseThrow(), corrupt));
    }
    return new Run.Table(
        name, source.value().at(), source.value().storedAs(), all, corrupt, handled);
  }

  private long account(Step step, long before, Dataset<Row> counted) {
    long after = step.rows.in(counted).map(r -> r.getLong(0)).orElse(before);
    Optional<Row> counts = step.cleaned.counts().flatMap(c -> c.in(counted));
    long quarantined = counts.map(r -> r.getLong(0)).orElse(0L);
    long failed = counts.map(r -> r.getLong(1)).orElse(0L);
    if (failed > 0) {
      throw step.placed.placed(
          ProblemException.inData(
              "%,d of %,d rows have a value that cannot be converted.".formatted(failed, before)));
    }
    if (quarantined > 0) {
      String name = step.placed.place().path().replaceAll("[^A-Za-z0-9]+", "-");
      quarantines.add(new Quarantine(name, step.cleaned.quarantined().orElseThrow(), quarantined));
    }
    changes.add(
        new Run.Change(
            step.placed.place().path(),
            step.placed.value().inWords(),
            before,
            after,
            quarantined,
            counts.map(r -> r.getLong(2)).orElse(0L)));
    return after;
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

  Dataset<Row> rows() {
    return rows;
  }

  long numRows() {
    return numRows;
  }

  List<Quarantine> quarantines() {
    return quarantines;
  }

  List<Run.Table> tables() {
    return tables;
  }

  List<Run.Change> changes() {
    return changes;
  }
}

package io.sluice.bench;

import com.amazon.deequ.profiles.ColumnProfilerRunner;
import com.amazon.deequ.profiles.ColumnProfiles;
import com.amazon.deequ.profiles.NumericColumnProfile;
import io.sluice.explore.Associations;
import io.sluice.explore.Correlations;
import io.sluice.explore.Profiles;
import io.sluice.result.Run;
import io.sluice.stage.Roles;
import io.sluice.stats.Need;
import io.sluice.stats.Summary;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The profile of 20 numbers and 6 categories, correlations and histograms with it, against Deequ's
 * profiler and {@code Dataset.summary()}, which give less, and a bare scan of the same columns.
 */
record ProfileBenchmark(SparkSession spark, Path folder, Rounds rounds, PrintStream out) {

  private static final double ROUNDING = 1e-6;

  /**
   * Two tables of times.
   *
   * @param shape of the table for {@code Dataset.summary()}
   * @param smaller of that for Deequ, which holds more in memory
   */
  void run(GeneratedTable shape, GeneratedTable smaller) {
    measure(shape, "summary", table -> table.summary().collectAsList(), 0.1, 1.0 / 7);
    Dataset<Row> few = smaller.read(spark, folder).drop("id");
    requireSame(deequ(few), onePass(few));
    measure(smaller, "deequ", ProfileBenchmark::deequ, 1.0 / 6, 0.25);
  }

  private void measure(
      GeneratedTable shape, String peer, Consumer<Dataset<Row>> its, double onePass, double all) {
    Dataset<Row> table = shape.read(spark, folder).drop("id");
    Map<String, Runnable> contestants = new LinkedHashMap<>();
    contestants.put("scan", () -> Noop.write(table));
    contestants.put(peer, () -> its.accept(table));
    contestants.put("one pass", () -> onePass(table));
    contestants.put("all", () -> all(table));
    Times times = rounds.of(contestants);
    out.printf(Locale.ROOT, "%nprofile: %,d rows%n", shape.rows());
    times.print(out);
    times.print(out, "one pass", peer, onePass);
    times.print(out, "all", peer, all);
  }

  private static ColumnProfiles deequ(Dataset<Row> table) {
    return new ColumnProfilerRunner().onData(table).run();
  }

  /** Quartiles, distinct counts, frequent values and moments: one pass. */
  private static List<Run.ColumnProfile> onePass(Dataset<Row> table) {
    Summary summary = Summary.of(table, Profiles.needs(table.schema()));
    return Profiles.of(summary, table.schema(), new Roles(), Instant.EPOCH);
  }

  /** With all correlations, of ranks too, and what else two columns have to do with each other. */
  private static List<Run.ColumnProfile> all(Dataset<Row> table) {
    List<Need> needs = new ArrayList<>(Profiles.needs(table.schema()));
    needs.addAll(Correlations.needs(table.schema()));
    Summary summary = Summary.of(table, needs);
    Associations.of(table, summary, Optional.empty()).explored();
    return Profiles.of(summary, table.schema(), new Roles(), Instant.EPOCH);
  }

  private static void requireSame(ColumnProfiles theirs, List<Run.ColumnProfile> ours) {
    for (Run.ColumnProfile column : ours) {
      if (theirs.profiles().apply(column.name()) instanceof NumericColumnProfile their) {
        double mean = (double) their.mean().get();
        double complete = 1 - (double) column.missing() / column.rows();
        if (Math.abs(mean - column.mean()) > ROUNDING * column.standardDeviation()
            || Math.abs(their.completeness() - complete) > ROUNDING) {
          throw new IllegalStateException(column + " is " + their);
        }
      }
    }
  }
}

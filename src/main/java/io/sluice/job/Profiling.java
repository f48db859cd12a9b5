package io.sluice.job;

import io.sluice.explore.Correlations;
import io.sluice.explore.Profiles;
import io.sluice.read.Loaded;
import io.sluice.read.Source;
import io.sluice.result.Profile;
import io.sluice.result.Run;
import io.sluice.stage.Roles;
import io.sluice.stats.Need;
import io.sluice.stats.Summary;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Profiles a table: one pass over its rows, after one to guess the types of a csv or json file, and
 * with one more there to count the rows that fit no type.
 */
public final class Profiling {

  private Profiling() {}

  /** The profile; fails where the table cannot be read. */
  public static Profile of(Source source, SparkSession spark) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    long begin = System.nanoTime();
    Loaded table = source.open(spark);
    Dataset<Row> rows = table.rows();
    StructType schema = rows.schema();
    List<Need> needs = new ArrayList<>(Profiles.needs(schema));
    needs.addAll(Correlations.needs(schema));
    Summary summary = Summary.of(rows, needs);
    List<Run.Correlation> correlations = Correlations.of(summary, schema);
    List<Run.ColumnProfile> columns =
        Profiles.of(summary, schema, new Roles(), now).stream()
            .map(c -> c.doubting(Correlations.doubts(c.name(), correlations)))
            .toList();
    List<String> known = columns.stream().map(Run.ColumnProfile::name).toList();
    return new Profile(
        source.at(),
        source.storedAs(),
        now.toString(),
        (System.nanoTime() - begin) / 1e9,
        Environments.of(spark),
        summary.rows(),
        table.corrupt().isPresent() ? table.counts().alone().getLong(1) : 0,
        columns,
        Arrays.stream(schema.fieldNames()).filter(name -> !known.contains(name)).toList(),
        correlations);
  }
}

package io.sluice.job;

import io.sluice.explore.Correlations;
import io.sluice.explore.Drifts;
import io.sluice.explore.Grouping;
import io.sluice.explore.Profiles;
import io.sluice.explore.Recodings;
import io.sluice.read.Loaded;
import io.sluice.read.Source;
import io.sluice.result.Profile;
import io.sluice.result.Run;
import io.sluice.stage.Columns;
import io.sluice.stage.ProblemException;
import io.sluice.stage.Roles;
import io.sluice.stats.Need;
import io.sluice.stats.Summary;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Profiles a table: one pass over its rows, after one to guess the types of a csv or json file, and
 * with one more there to count the rows that fit no type; one more where two columns of text may
 * say the same. An earlier table to compare with takes a pass of its own.
 */
public final class Profiling {

  /** A table, summarised. */
  private record Seen(Loaded table, StructType schema, Summary summary) {

    static Seen of(Source source, SparkSession spark, Function<StructType, List<Need>> more) {
      Loaded table = source.open(spark);
      StructType schema = table.rows().schema();
      List<Need> needs = new ArrayList<>(Profiles.needs(schema));
      needs.addAll(more.apply(schema));
      return new Seen(table, schema, Summary.of(table.rows(), needs));
    }
  }

  private Profiling() {}

  /**
   * The profile; fails where a table cannot be read.
   *
   * @param by the column by whose values others are looked at, too
   * @param earlier the table to compare with
   */
  public static Profile of(
      Source source, Optional<String> by, Optional<Source> earlier, SparkSession spark) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    long begin = System.nanoTime();
    Seen seen =
        Seen.of(
            source,
            spark,
            schema -> {
              List<Need> needs = new ArrayList<>(Correlations.needs(schema));
              by.ifPresent(column -> needs.addAll(grouped(schema, column)));
              return needs;
            });
    List<Run.Correlation> correlations = Correlations.of(seen.summary, seen.schema);
    Map<String, List<String>> doubts = Correlations.doubts(seen.summary, seen.schema, correlations);
    doubts.putAll(Recodings.doubts(seen.table.rows(), seen.summary)); // of other columns
    List<Run.ColumnProfile> columns =
        Profiles.of(seen.summary, seen.schema, new Roles(), now).stream()
            .map(c -> c.doubting(doubts.getOrDefault(c.name(), List.of())))
            .toList();
    List<String> known = columns.stream().map(Run.ColumnProfile::name).toList();
    Profile.Against against = earlier.map(e -> against(e, seen, spark)).orElse(null);
    return new Profile(
        source.at(),
        source.storedAs(),
        now.toString(),
        (System.nanoTime() - begin) / 1e9,
        Environments.of(spark),
        seen.summary.rows(),
        seen.table.corrupt().isPresent() ? seen.table.counts().alone().getLong(1) : 0,
        columns,
        Arrays.stream(seen.schema.fieldNames()).filter(name -> !known.contains(name)).toList(),
        correlations,
        by.map(column -> Grouping.of(seen.summary, seen.schema, column)).orElse(null),
        against);
  }

  private static List<Need> grouped(StructType schema, String by) {
    Columns.incomparable(schema, by)
        .ifPresent(
            why -> {
              throw ProblemException.inJob("--by", why);
            });
    return Grouping.needs(schema, by);
  }

  private static Profile.Against against(Source earlier, Seen now, SparkSession spark) {
    Seen before = Seen.of(earlier, spark, schema -> List.of());
    return new Profile.Against(
        earlier.at(),
        before.summary.rows(),
        Drifts.missing(before.schema, now.schema),
        Drifts.missing(now.schema, before.schema),
        Drifts.of(before.summary, before.schema, now.summary, now.schema));
  }
}

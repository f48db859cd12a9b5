package io.sluice.job;

import io.sluice.explore.Associations;
import io.sluice.explore.Correlations;
import io.sluice.explore.Drifts;
import io.sluice.explore.Explore;
import io.sluice.explore.Grouping;
import io.sluice.explore.Profiles;
import io.sluice.read.Loaded;
import io.sluice.read.Source;
import io.sluice.result.Explored;
import io.sluice.result.Groups;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Profiles a table: one pass over its rows that summarises each column, and one for what columns
 * have to do with each other. Before them, of a csv or json file, lies one to guess its types, and
 * after them one to count the rows that fit no type. An earlier table to compare with takes a pass
 * of its own.
 */
public final class Profiling {

  /** Rows, each of whose columns is summarised. */
  private record Seen(Dataset<Row> rows, Summary summary) {

    static Seen of(Dataset<Row> rows, List<Need> more) {
      List<Need> needs = new ArrayList<>(Profiles.needs(rows.schema()));
      needs.addAll(more);
      return new Seen(rows, Summary.of(rows, needs));
    }

    StructType schema() {
      return rows.schema();
    }
  }

  /** What was found out of a table alone. */
  private record Look(
      Seen seen, List<Run.ColumnProfile> columns, Explored explored, Groups groups) {

    List<String> nested() {
      List<String> known = columns.stream().map(Run.ColumnProfile::name).toList();
      return Arrays.stream(seen.schema().fieldNames()).filter(n -> !known.contains(n)).toList();
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
    Loaded table = source.open(spark);
    by.flatMap(column -> Columns.incomparable(table.rows().schema(), column))
        .ifPresent(
            why -> {
              throw ProblemException.inJob("--by", why);
            });
    Look look = look(table.rows(), new Roles(), by, true, now);
    Profile.Against against =
        earlier
            .map(e -> against(e.at(), Seen.of(e.open(spark).rows(), List.of()), look.seen, now))
            .orElse(null);
    return new Profile(
        source.at(),
        source.storedAs(),
        now.toString(),
        (System.nanoTime() - begin) / 1e9,
        Environments.of(spark),
        look.seen.summary.rows(),
        table.corrupt().isPresent() ? table.counts().alone().getLong(1) : 0,
        look.columns,
        look.nested(),
        look.explored,
        look.groups,
        against);
  }

  /** The section {@code explore} of a job: its training rows, against the rows as they are read. */
  static Profile of(Job job, Cleaning cleaning, Parting parting) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    long begin = System.nanoTime();
    Explore settings = job.explore().orElseThrow().value();
    Optional<String> label = job.train().flatMap(t -> t.value().label());
    StructType cleaned = cleaning.rows().schema();
    Dataset<Row> training = parting.cleanedTraining(label, cleaned);
    Optional<String> by = settings.named().or(() -> label.filter(l -> Parting.classifies(job)));
    Look look = look(training, job.roles().value(), by, settings.showsAssociations(), now);
    Profile.Against against =
        settings.showsBefore()
            ? against(
                "the rows as they are read, their columns renamed",
                Seen.of(cleaning.read(), List.of()),
                look.seen,
                now)
            : null;
    return new Profile(
        "the training rows as cleaning left them",
        "",
        now.toString(),
        (System.nanoTime() - begin) / 1e9,
        null,
        look.seen.summary.rows(),
        0,
        look.columns,
        look.nested(),
        look.explored,
        look.groups,
        against);
  }

  private static Look look(
      Dataset<Row> rows, Roles roles, Optional<String> by, boolean associates, Instant now) {
    StructType schema = rows.schema();
    List<Need> more = new ArrayList<>();
    if (associates) {
      more.addAll(Correlations.needs(schema));
    }
    by.ifPresent(column -> more.addAll(Grouping.needs(schema, column)));
    Seen seen = Seen.of(rows, more);
    Map<String, List<String>> doubts = new HashMap<>();
    Explored explored = null;
    List<Groups.Category> categories = List.of();
    if (associates) {
      Associations associations = Associations.of(rows, seen.summary, by);
      doubts.putAll(associations.doubts());
      explored = associations.explored();
      categories = by.map(associations::by).orElse(List.of());
    }
    Groups groups = null;
    if (by.isPresent()) {
      groups = Grouping.of(seen.summary, schema, by.get(), categories);
      Grouping.doubts(groups)
          .forEach((c, its) -> doubts.computeIfAbsent(c, n -> new ArrayList<>()).addAll(its));
    }
    return new Look(seen, columns(seen, roles, doubts, now), explored, groups);
  }

  private static List<Run.ColumnProfile> columns(
      Seen seen, Roles roles, Map<String, List<String>> doubts, Instant now) {
    return Profiles.of(seen.summary, seen.schema(), roles, now).stream()
        .map(c -> c.doubting(doubts.getOrDefault(c.name(), List.of())))
        .toList();
  }

  private static Profile.Against against(String where, Seen before, Seen now, Instant time) {
    return new Profile.Against(
        where,
        before.summary.rows(),
        Drifts.missing(before.schema(), now.schema()),
        Drifts.missing(now.schema(), before.schema()),
        Drifts.of(before.summary, before.schema(), now.summary, now.schema()),
        columns(before, new Roles(), Map.of(), time));
  }
}

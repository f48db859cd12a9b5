package io.sluice.bench;

import io.sluice.job.Sessions;
import io.sluice.job.Sessions.Lease;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/**
 * The benchmarks that the project keeps, each against what Spark has for the same work, in turn in
 * one process. {@code mvn -Pbench verify} runs them; {@code docs/benchmarks.md} says how to read
 * them. A bar that is not met is printed; only a side that computes something else fails.
 */
public final class Benchmarks implements Runnable {

  /** What can be measured. */
  enum Name {
    FEATURES,
    TEXT,
    SCALING,
    DUPLICATES,
    METRICS,
    PROFILE,
    TUNE,
    SKEW
  }

  private static final long DEEQU_ROWS = 200_000; // more take more memory than there may be

  @Option(
      names = "--only",
      split = ",",
      defaultValue = "features,text,scaling,duplicates,metrics,profile,tune,skew")
  List<Name> only;

  @Option(names = "--rows", defaultValue = "2000000")
  long rows;

  @Option(names = "--texts", defaultValue = "60000")
  long texts;

  @Option(names = "--duplicates", defaultValue = "24000")
  long duplicates;

  @Option(names = "--identical", defaultValue = "50000")
  long identical;

  @Option(names = "--tune-rows", defaultValue = "500000")
  long tuneRows;

  @Option(names = "--rounds", defaultValue = "5")
  int rounds;

  @Option(names = "--warm-ups", defaultValue = "2")
  int warmUps;

  @Option(names = "--folder", defaultValue = "target/bench")
  Path folder;

  private final PrintStream out;

  Benchmarks(PrintStream out) {
    this.out = out;
  }

  /** Runs what the arguments choose on two threads, as the bars are meant. */
  public static void main(String[] arguments) {
    System.setProperty("spark.master", "local[2]");
    System.exit(command(new Benchmarks(System.out)).execute(arguments));
  }

  static CommandLine command(Benchmarks benchmarks) {
    return new CommandLine(benchmarks).setCaseInsensitiveEnumValuesAllowed(true);
  }

  @Override
  public void run() {
    try (Lease lease = Sessions.lease("benchmarks")) {
      SparkSession spark = lease.spark();
      out.printf(
          Locale.ROOT,
          "%s threads, Java %s, Spark %s, heap of at most %,d MB%n",
          spark.sparkContext().defaultParallelism(),
          Runtime.version().feature(),
          spark.version(),
          Runtime.getRuntime().maxMemory() >> 20);
      Rounds inTurn = new Rounds(warmUps, rounds);
      for (Name name : only) {
        switch (name) {
          case FEATURES ->
              new FeaturesBenchmark(spark, folder, inTurn, out).run(GeneratedTable.wide(rows));
          case TEXT -> new TextBenchmark(spark, folder, inTurn, out).run(texts);
          case SCALING -> new ScalingBenchmark(spark, folder, inTurn, out).run(rows);
          case METRICS -> new MetricsBenchmark(spark, folder, inTurn, out).run(rows);
          case PROFILE ->
              new ProfileBenchmark(spark, folder, inTurn, out)
                  .run(GeneratedTable.wide(rows), GeneratedTable.wide(Math.min(rows, DEEQU_ROWS)));
          case SKEW -> new SkewBenchmark(spark, folder, inTurn, out).run(rows);
          case TUNE -> new TuneBenchmark(spark, folder, inTurn, out).run(tuneRows);
          case DUPLICATES -> {
            new TicketDuplicates(spark, folder, out).run(duplicates);
            new DuplicatesBenchmark(spark, folder, inTurn, out).run(duplicates, identical);
          }
        }
      }
    }
  }
}

package io.sluice.bench;

import io.sluice.features.Learning.Learned;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * How learning grows with rows and with columns of numbers: the seconds, what the tasks send to the
 * driver, and what the process holds when it is done.
 */
record ScalingBenchmark(SparkSession spark, Path folder, Rounds rounds, PrintStream out) {

  private static final int MOST_COLUMNS = 40;

  void run(long rows) {
    byRows(rows / 4, rows / 2, rows, rows * 2);
    byColumns(rows, 5, 10, 20, MOST_COLUMNS);
  }

  void byRows(long... counts) {
    out.printf(Locale.ROOT, "%nscaling, learn: 20 numbers, 6 categories%n");
    heading("rows", "s per M rows");
    for (long count : counts) {
      GeneratedTable shape = GeneratedTable.wide(count);
      measure(shape.read(spark, folder), shape, count, count / 1e6);
    }
  }

  void byColumns(long rows, int... counts) {
    out.printf(Locale.ROOT, "%nscaling, learn: %,d rows of numbers%n", rows);
    heading("columns", "s per column");
    Dataset<Row> widest = new GeneratedTable(rows, MOST_COLUMNS, 0).read(spark, folder);
    for (int columns : counts) {
      GeneratedTable shape = new GeneratedTable(rows, columns, 0);
      Dataset<Row> narrow =
          widest.select(shape.columns()).withColumns(Map.of("id", functions.lit(0)));
      measure(narrow, shape, columns, columns);
    }
  }

  private void heading(String size, String unit) {
    out.printf(
        Locale.ROOT,
        "  %10s %10s %14s %6s %6s %16s %14s%n",
        size,
        "seconds",
        unit,
        "passes",
        "tasks",
        "MB to the driver",
        "MB held after");
  }

  private void measure(Dataset<Row> table, GeneratedTable shape, long size, double units) {
    double seconds =
        rounds.of(Map.of("ours", () -> Ours.features(table, shape))).of("ours").median();
    Sent sent = new Sent();
    spark.sparkContext().addSparkListener(sent);
    Learned held = Ours.features(table, shape);
    sent.stop(spark);
    double heldMegabytes = megabytesInUse(held);
    out.printf(
        Locale.ROOT,
        "  %,10d %10.3f %14.3f %6d %6d %16.1f %14.1f%n",
        size,
        seconds,
        seconds / units,
        held.passes(),
        sent.tasks(),
        sent.bytes() / 1e6,
        heldMegabytes);
  }

  /** What the process holds after a garbage collection, what was learned included. */
  private static double megabytesInUse(Object held) {
    try {
      System.gc();
      return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6;
    } finally {
      Reference.reachabilityFence(held);
    }
  }
}

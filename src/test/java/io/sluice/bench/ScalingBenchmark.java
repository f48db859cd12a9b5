package io.sluice.bench;

import io.sluice.features.Learning.Learned;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * How learning grows with rows and with columns of numbers: the seconds, those that the tasks were
 * on a processor, which a busy machine changes less, what they send to the driver, and what the
 * process holds when it is done.
 */
record ScalingBenchmark(SparkSession spark, Path folder, Rounds rounds, PrintStream out) {

  void run(long rows) {
    byRows(rows / 4, rows / 2, rows, rows * 2);
    byColumns(rows, 5, 10, 20, 40);
    byColumns(rows / 4, 20, 40, 80);
  }

  void byRows(long... counts) {
    List<Size> sizes = new ArrayList<>();
    for (long count : counts) {
      GeneratedTable shape = GeneratedTable.wide(count);
      sizes.add(new Size(count, count / 1e6, shape, shape.read(spark, folder)));
    }
    out.printf(Locale.ROOT, "%nscaling, learn: 20 numbers, 6 categories%n");
    heading("rows", "s per M rows");
    measure(sizes);
  }

  /** The widest last: the others are columns of it. */
  void byColumns(long rows, int... counts) {
    Dataset<Row> widest =
        new GeneratedTable(rows, counts[counts.length - 1], 0).read(spark, folder);
    List<Size> sizes = new ArrayList<>();
    for (int count : counts) {
      GeneratedTable shape = new GeneratedTable(rows, count, 0);
      sizes.add(new Size(count, count, shape, widest.select(shape.columns())));
    }
    out.printf(Locale.ROOT, "%nscaling, learn: %,d rows of numbers%n", rows);
    heading("columns", "s per column");
    measure(sizes);
  }

  private record Size(long size, double units, GeneratedTable shape, Dataset<Row> table) {}

  private void heading(String size, String unit) {
    out.printf(
        Locale.ROOT,
        "  %10s %10s %14s %8s %6s %6s %16s %14s%n",
        size,
        "seconds",
        unit,
        "CPU s",
        "passes",
        "tasks",
        "MB to the driver",
        "MB held after");
  }

  /** All sizes in turn, so that a machine that slows down slows all of them. */
  private void measure(List<Size> sizes) {
    Map<String, Runnable> contestants = new LinkedHashMap<>();
    for (Size s : sizes) {
      contestants.put(Long.toString(s.size), () -> Ours.features(s.table, s.shape));
    }
    Times times = rounds.of(contestants);
    sizes.forEach(s -> print(s, times.of(Long.toString(s.size)).median()));
  }

  private void print(Size s, double seconds) {
    Sent sent = new Sent();
    spark.sparkContext().addSparkListener(sent);
    Learned held = Ours.features(s.table, s.shape);
    sent.stop(spark);
    double heldMegabytes = megabytesInUse(held);
    out.printf(
        Locale.ROOT,
        "  %,10d %10.3f %14.3f %8.2f %6d %6d %16.1f %14.1f%n",
        s.size,
        seconds,
        seconds / s.units,
        sent.cpuSeconds(),
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

package io.sluice.bench;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import io.sluice.job.Audit;
import io.sluice.job.Console;
import io.sluice.job.Job;
import io.sluice.job.JobReader;
import io.sluice.job.Runner;
import io.sluice.result.Run;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/**
 * Whole jobs over a table one of whose keys has half of all rows, against the same jobs where all
 * keys have as many. As few cores hide a task that all others wait for, the longest task is shown
 * too.
 */
record SkewBenchmark(SparkSession spark, Path folder, Rounds rounds, PrintStream out) {

  private static final double BAR = 2;
  private static final int ROWS_OF_A_KEY = 20;

  private static final Map<String, String> JOBS =
      Map.of(
          "duplicates",
          """
          clean:
            - dropDuplicates: {keys: [key, small], keep: last, orderBy: [id]}
          """,
          "join",
          """
          clean:
            - join: {table: others, on: [key], columns: [name]}
          """,
          "impute",
          """
          features:
            - impute: {columns: value, by: shop}
          """);

  void run(long rows) {
    String threshold = spark.conf().get("spark.sql.autoBroadcastJoinThreshold");
    String partitions = spark.conf().get("spark.sql.shuffle.partitions");
    spark.conf().set("spark.sql.autoBroadcastJoinThreshold", "-1"); // as if the other were large
    spark.conf().set("spark.sql.shuffle.partitions", "8");
    try {
      generate(rows);
      JOBS.keySet().stream().sorted().forEach(name -> measure(name, rows));
    } finally {
      spark.conf().set("spark.sql.autoBroadcastJoinThreshold", threshold);
      spark.conf().set("spark.sql.shuffle.partitions", partitions);
    }
  }

  private void generate(long rows) {
    long keys = Math.max(1, rows / ROWS_OF_A_KEY);
    Dataset<Row> even =
        spark
            .range(0, rows, 1, 8)
            .withColumn("key", expr("pmod(xxhash64(id), " + keys + ")"))
            .withColumn("small", expr("cast(pmod(hash(id), 5) as int)"))
            .withColumn("value", expr("if(id % 7 = 0, null, pmod(hash(id), 1000) / 10)"));
    withShop(even).write().mode(SaveMode.Overwrite).parquet(table("even"));
    withShop(even.withColumn("key", expr("if(pmod(hash(id, 1), 2) = 0, 0, key)")))
        .write()
        .mode(SaveMode.Overwrite)
        .parquet(table("skewed"));
    spark
        .range(0, keys, 1, 8)
        .select(col("id").as("key"), expr("concat('name ', id)").as("name"))
        .write()
        .mode(SaveMode.Overwrite)
        .parquet(table("others"));
  }

  /** Of larger groups, fewer. */
  private static Dataset<Row> withShop(Dataset<Row> rows) {
    return rows.withColumn("shop", expr("pmod(key, 1000)"));
  }

  private void measure(String name, long rows) {
    Map<String, Double> longest = new LinkedHashMap<>();
    Map<String, Runnable> contestants = new LinkedHashMap<>();
    for (String shape : new String[] {"even", "skewed"}) {
      contestants.put(shape, () -> longest.merge(shape, job(name, shape), Math::min));
    }
    Times times = rounds.of(contestants);
    out.printf(Locale.ROOT, "%nskew, %s: %,d rows%n", name, rows);
    times.print(out);
    times.print(out, "skewed", "even", BAR);
    out.printf(
        Locale.ROOT,
        "  longest task %5.3f s of even keys, %.3f s of skewed%n",
        longest.get("even"),
        longest.get("skewed"));
  }

  /** Runs a job; gives its longest task. */
  private double job(String name, String shape) {
    String text =
        """
        name: %s
        read:
          orders: {path: "%s", format: parquet}
          others: {path: "%s", format: parquet}
        %s
        write: {table: "${out}/rows", format: parquet}
        """
            .formatted(name, table(shape), table("others"), JOBS.get(name));
    Job job = new JobReader("skew.yaml", folder.resolve("out").toString(), Map.of()).read(text);
    PrintStream nowhere = new PrintStream(java.io.OutputStream.nullOutputStream());
    try (Runner runner =
        new Runner(job, spark, new Console(nowhere, Console.Voice.QUIET), Audit.USUAL, false)) {
      Run run = runner.run();
      return run.sections().stream().mapToDouble(s -> s.work().longest()).max().orElseThrow();
    }
  }

  private String table(String name) {
    return folder.resolve("skew-" + name).toString();
  }
}

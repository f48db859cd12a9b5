package io.sluice.job;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.sql.SparkSession;
import scala.collection.JavaConverters;

/** Starts Spark: as spark-submit configures it, or on this machine alone. */
public final class Sessions {

  private static final String MASTER = "spark.master";
  private static final String LOG_STORE = "io.sluice.write.ConditionalLogStore";

  private Sessions() {}

  /** Whether nobody has said where to run, so that it will be here. */
  public static boolean isLocal() {
    return !new SparkConf().contains(MASTER) || new SparkConf().get(MASTER).startsWith("local");
  }

  /** A session that its user ends, unless it was there before. */
  public record Lease(SparkSession spark, boolean isOurs) implements AutoCloseable {
    @Override
    public void close() {
      if (isOurs) {
        spark.stop();
      }
    }
  }

  /** The session of this process, or a new one. */
  public static Lease lease(String name) {
    boolean isOurs = SparkSession.getDefaultSession().isEmpty();
    return new Lease(start(name), isOurs);
  }

  /** Hadoop's settings before there is a session, {@code spark.hadoop.*} among them. */
  public static Configuration hadoop() {
    SparkConf conf = new SparkConf();
    if (isLocal()) {
      s3().forEach(conf::setIfMissing);
    }
    return SparkHadoopUtil.get().newConfiguration(conf);
  }

  /** A session; settings that were given, by spark-submit or the system's properties, win. */
  public static SparkSession start(String name) {
    SparkConf conf = new SparkConf().setIfMissing("spark.app.name", "sluice " + name);
    boolean here = isLocal();
    everywhere().forEach(conf::setIfMissing);
    if (here) {
      local().forEach(conf::setIfMissing);
    }
    SparkSession spark = SparkSession.builder().config(conf).getOrCreate();
    propagate(spark);
    return spark;
  }

  /**
   * Tasks of an RDD know the settings of SQL only where the thread that starts them says so. Spark
   * does for its queries; the passes over internal rows are none, and would read a day that does
   * not exist by another policy.
   */
  private static void propagate(SparkSession spark) {
    JavaConverters.mapAsJavaMap(spark.conf().getAll())
        .forEach(
            (name, value) -> {
              if (name.startsWith("spark.sql.")) {
                spark.sparkContext().setLocalProperty(name, value);
              }
            });
  }

  private static Map<String, String> everywhere() {
    Map<String, String> settings = new LinkedHashMap<>();
    // the same meaning of SQL on Spark 3 and 4
    settings.put("spark.sql.ansi.enabled", "false");
    settings.put("spark.sql.session.timeZone", "UTC");
    // a day that does not exist is a corrupt value, not the end of the job
    settings.put("spark.sql.legacy.timeParserPolicy", "CORRECTED");
    settings.put("spark.sql.parquet.datetimeRebaseModeInWrite", "CORRECTED");
    settings.put("spark.sql.parquet.int96RebaseModeInWrite", "CORRECTED");
    if (hasDelta()) {
      settings.put("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension");
      settings.put(
          "spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog");
    }
    return settings;
  }

  private static Map<String, String> local() {
    Map<String, String> settings = new LinkedHashMap<>();
    String cores = Integer.toString(Runtime.getRuntime().availableProcessors());
    settings.put(MASTER, "local[*]");
    settings.put("spark.driver.host", "127.0.0.1");
    settings.put("spark.driver.bindAddress", "127.0.0.1");
    settings.put("spark.ui.enabled", "false");
    settings.put("spark.ui.showConsoleProgress", "false");
    settings.put("spark.sql.shuffle.partitions", cores);
    settings.put("spark.sql.sources.parallelPartitionDiscovery.parallelism", cores);
    settings.put("spark.databricks.delta.snapshotPartitions", "1");
    settings.putAll(s3());
    return settings;
  }

  /** As on EMR, s3:// is S3A. */
  private static Map<String, String> s3() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("spark.hadoop.fs.s3.impl", "org.apache.hadoop.fs.s3a.S3AFileSystem");
    settings.put("spark.hadoop.fs.AbstractFileSystem.s3.impl", "org.apache.hadoop.fs.s3a.S3A");
    settings.put("spark.delta.logStore.s3.impl", LOG_STORE);
    settings.put("spark.delta.logStore.s3a.impl", LOG_STORE);
    return settings;
  }

  private static boolean hasDelta() {
    return Sessions.class
            .getClassLoader()
            .getResource("io/delta/sql/DeltaSparkSessionExtension.class")
        != null;
  }
}

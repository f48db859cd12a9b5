package io.sluice.learn;

import io.sluice.clean.CleanStep;
import io.sluice.job.Audit;
import io.sluice.job.Console;
import io.sluice.job.JobReader;
import io.sluice.job.OneStep;
import io.sluice.job.Runner;
import io.sluice.job.Sessions;
import io.sluice.report.Pictures;
import io.sluice.result.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** What cells of a lesson call beside Spark: all of it is imported there. */
public final class Lab {

  private static final int MOST_POINTS = 1_000;

  private static volatile Consumer<Shown> sink = shown -> {};

  private Lab() {}

  /** From now on what is shown goes there. */
  static void showTo(Consumer<Shown> place) {
    sink = place;
  }

  /** Spark on this machine; the same one in all cells. */
  public static SparkSession spark() {
    return Sessions.start("lesson");
  }

  /** A file of the sample data, in jobs/data. */
  public static String data(String name) {
    return home().resolve("jobs/data").resolve(name).toString();
  }

  /** A folder for what a lesson writes; empty when the lesson begins. */
  public static String scratch(String name) {
    return home().resolve("target/lessons").resolve(name).toString();
  }

  static Path home() {
    return Path.of(System.getProperty("sluice.home", "")).toAbsolutePath();
  }

  /** Shows a table, a picture or anything else below the cell. */
  public static void show(Object value) {
    sink.accept(Shown.of(value));
  }

  /** Shows a page's own markup. */
  static void showHtml(String html, String text) {
    sink.accept(new Shown(html, text));
  }

  /** The rows after a clean step, which is written as in a job: {@code dropDuplicates: {}}. */
  public static Dataset<Row> clean(Dataset<Row> rows, String... steps) {
    Dataset<Row> cleaned = rows;
    for (String step : steps) {
      CleanStep its = OneStep.clean(step);
      cleaned = its.apply(cleaned).rows();
    }
    return cleaned;
  }

  /**
   * Feature steps, or stages of Spark, learned from these rows, each written as in a job: {@code
   * scale: {columns: speed}}.
   */
  public static PipelineModel learn(Dataset<Row> training, String... steps) {
    return new Pipeline()
        .setStages(Stream.of(steps).map(OneStep::feature).toArray(PipelineStage[]::new))
        .fit(training);
  }

  /**
   * Runs a job of this text and says what bin/sluice run says; gives all that run.json says. Its
   * outputs lie in scratch("out").
   */
  public static Run run(String job) {
    Console console = new Console(System.out, Console.Voice.PLAIN);
    try (Runner runner =
        new Runner(
            new JobReader(home().resolve("jobs/lesson.yaml").toString(), scratch("out"), Map.of())
                .read(job),
            spark(),
            console,
            Audit.USUAL,
            false)) {
      return runner.run();
    }
  }

  /** A number of the evaluation on the last part, by its name in the report's JSON. */
  public static double metric(Run run, String name) {
    return metric(run, run.evaluation().last().part(), name);
  }

  /** A number of the evaluation on a part: train, validation or test. */
  public static double metric(Run run, String part, String name) {
    return run.evaluation().scores().stream()
        .filter(s -> s.part().equals(part))
        .flatMap(s -> s.metrics().stream())
        .filter(m -> m.name().equals(name))
        .mapToDouble(Run.Metric::value)
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("there is no metric " + name + " of " + part));
  }

  /** A table of these rows, each a list of its values: {@code table("a INT", List.of(1))}. */
  public static Dataset<Row> table(String columns, List<?>... rows) {
    return spark()
        .createDataFrame(
            Stream.of(rows).map(row -> RowFactory.create(row.toArray())).toList(),
            StructType.fromDDL(columns));
  }

  /** Bars of a table of two columns, a label and a whole number; at most 30 of its rows. */
  public static Pictures.Svg bars(String title, Dataset<Row> table) {
    List<String> labels = new ArrayList<>();
    List<Long> counts = new ArrayList<>();
    for (Row row : table.takeAsList(30)) {
      labels.add(String.valueOf(row.get(0)));
      counts.add(((Number) row.get(1)).longValue());
    }
    return Pictures.bars(title, labels, counts);
  }

  /** How the numbers of a column are spread: bars of as many ranges of the same width. */
  public static Pictures.Svg histogram(String title, Dataset<Row> table, String column, int bins) {
    Row ends =
        table.selectExpr("min(double(`" + column + "`))", "max(double(`" + column + "`))").first();
    double low = ends.getDouble(0);
    double width = (ends.getDouble(1) - low) / bins;
    long[] counts = new long[bins];
    String bin =
        "cast(least(floor((double(`%s`) - %s) / %s), %d) as int) as bin"
            .formatted(column, low, width == 0 ? 1 : width, bins - 1);
    table
        .where("`" + column + "` is not null")
        .selectExpr(bin)
        .groupBy("bin")
        .count()
        .collectAsList() // as many as there are bins
        .forEach(row -> counts[row.getInt(0)] = row.getLong(1));
    List<String> labels = new ArrayList<>();
    List<Long> heights = new ArrayList<>();
    for (int i = 0; i < bins; i++) {
      labels.add(shortly(low + i * width) + " to " + shortly(low + (i + 1) * width));
      heights.add(counts[i]);
    }
    return Pictures.bars(title, labels, heights);
  }

  private static String shortly(double number) {
    return new BigDecimal(number).round(new MathContext(3)).stripTrailingZeros().toPlainString();
  }

  /** The bytes of all files in a folder. */
  public static long bytes(String folder) {
    try (var files = Files.walk(Path.of(folder))) {
      return files.filter(Files::isRegularFile).mapToLong(f -> f.toFile().length()).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A line through points, such as a loss by iteration. */
  public static Pictures.Svg line(String title, String x, String y, List<double[]> points) {
    return Pictures.line(title, x, y, points);
  }

  /** A line through the values of an array, in its order from 0. */
  public static Pictures.Svg line(String title, String x, String y, double[] values) {
    return line(
        title,
        x,
        y,
        IntStream.range(0, values.length).mapToObj(i -> new double[] {i, values[i]}).toList());
  }

  /** A point for each row, of the first 1,000 that have both numbers. */
  public static Pictures.Svg scatter(String title, Dataset<Row> table, String x, String y) {
    return Pictures.scatter(title, x, y, points(table, x, y));
  }

  /** A line through the points of a table, in the order of its rows; at most 1,000. */
  public static Pictures.Svg line(String title, Dataset<Row> table, String x, String y) {
    return Pictures.line(title, x, y, points(table, x, y));
  }

  private static List<double[]> points(Dataset<Row> table, String x, String y) {
    return table
        .selectExpr("double(`" + x + "`)", "double(`" + y + "`)")
        .na()
        .drop()
        .takeAsList(MOST_POINTS)
        .stream()
        .map(row -> new double[] {row.getDouble(0), row.getDouble(1)})
        .toList();
  }

  /** What a blank exercise holds. */
  @SuppressWarnings("TypeParameterUnusedInFormals") // a blank takes the place of any answer
  public static <T> T todo() {
    return null;
  }

  /** Makes the folder of what lessons write empty. */
  static void clear() {
    delete(Path.of(scratch("")));
  }

  /** Deletes a folder with all that lies in it, if it is there. */
  static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

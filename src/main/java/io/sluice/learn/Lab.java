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
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** What cells of a lesson call beside Spark: all of it is imported there. */
public final class Lab {

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

  /** Runs a job of this text; gives all that run.json says. Its outputs lie in scratch("out"). */
  public static Run run(String job) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    try (Runner runner =
        new Runner(
            new JobReader(home().resolve("jobs/lesson.yaml").toString(), scratch("out"), Map.of())
                .read(job),
            spark(),
            new Console(nowhere, Console.Voice.QUIET),
            Audit.USUAL,
            false)) {
      return runner.run();
    }
  }

  /** A number of the evaluation on the last part, by its name in the report's JSON. */
  public static double metric(Run run, String name) {
    return run.evaluation().last().metrics().stream()
        .filter(m -> m.name().equals(name))
        .mapToDouble(Run.Metric::value)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no metric " + name));
  }

  /** Bars of a table of two columns, a label and a number of rows; at most 30 of its rows. */
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

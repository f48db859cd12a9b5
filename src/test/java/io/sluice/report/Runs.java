package io.sluice.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.result.Run;
import io.sluice.result.Run.Change;
import io.sluice.result.Run.ColumnProfile;
import io.sluice.result.Run.Confusion;
import io.sluice.result.Run.Environment;
import io.sluice.result.Run.Evaluation;
import io.sluice.result.Run.Fate;
import io.sluice.result.Run.Finding;
import io.sluice.result.Run.Hashed;
import io.sluice.result.Run.Learning;
import io.sluice.result.Run.Metric;
import io.sluice.result.Run.Model;
import io.sluice.result.Run.Output;
import io.sluice.result.Run.Part;
import io.sluice.result.Run.Point;
import io.sluice.result.Run.Reason;
import io.sluice.result.Run.Scores;
import io.sluice.result.Run.Section;
import io.sluice.result.Run.Setting;
import io.sluice.result.Run.Table;
import io.sluice.result.Run.Top;
import io.sluice.result.Run.Weight;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs to report on: of two classes, of a number, of cleaning alone, and of nothing at all. */
final class Runs {

  private static final Environment ENVIRONMENT =
      new Environment("0.1.0", "3.5.6", "17.0.15", "local[2]", "local-1741744800123");

  private static final List<Table> TABLES =
      List.of(
          new Table("birdstrikes", "s3://zoo/birdstrikes.csv.gz", "csv", 10_007, 7, "quarantine"));

  private static final List<Change> CHANGES =
      List.of(
          change("clean[0] snakeCaseColumns", "26 columns", 10_000, 10_000, 0, 0),
          change("clean[1] derive", "damaged: damage <> 'None'", 10_000, 10_000, 0, 0),
          change("clean[2] standardise", "columns: species, phase", 10_000, 10_000, 0, 3_211),
          change("clean[3] check", "speed >= 0; height < 60000", 10_000, 9_991, 9, 0),
          change("clean[4] dropDuplicates", "on all columns", 9_991, 9_976, 0, 0));

  private static final List<ColumnProfile> COLUMNS =
      List.of(
          words("report", "string", "id", 0, 25_310),
          words("damaged", "boolean", "label", 0, 2, new Top("false", 6356), new Top("true", 627)),
          number("speed", "double", 4330, 312, 148.06, 41.3, 0, 120, 140, 170, 2500),
          number("height", "int", 1802, 541, 872.4, 1821.16, 0, 0, 50, 800, 24_000),
          number(
              "distance_from_shore",
              "double",
              0,
              5120,
              0.00031,
              1.2e-5,
              1e-6,
              2e-4,
              3e-4,
              4e-4,
              0.1),
          words(
              "phase",
              "string",
              "",
              311,
              9,
              new Top("Approach", 2781),
              new Top("Take-off run", 1320),
              new Top("Landing Roll", 1203),
              new Top("Climb", 998)),
          words(
              "size",
              "string",
              "",
              84,
              3,
              new Top("Small", 5210),
              new Top("Medium", 1403),
              new Top("Large", 286)),
          words(
              "species",
              "string",
              "",
              0,
              411,
              new Top("Unknown bird - small", 1890),
              new Top("Mourning \"dove\" <Zenaida & co>", 402),
              new Top("", 12)),
          words("empty", "string", "", 6983, 0));

  private Runs() {}

  static Run twoClasses() {
    return of(
        "job",
        "birdstrikes",
        "file",
        "jobs/birdstrikes.yaml",
        "started",
        "2025-03-12T02:00:00.123Z",
        "seconds",
        133.8,
        "environment",
        ENVIRONMENT,
        "sections",
        List.of(
            section("read", 3.1, 3.1),
            section("clean", 4.02, 4.02),
            section("explore", 6.4, 6.4),
            section("split", 1.9, 1.9),
            section("features", 11.2, 11.2),
            section("train", 88.7, 170.2),
            section("evaluate", 16.1, 16.1),
            section("write", 2.3, 2.3)),
        "tables",
        TABLES,
        "changes",
        CHANGES,
        "columns",
        COLUMNS,
        "parts",
        List.of(
            new Part("train", 6983, 627L, null),
            new Part("validation", 1496, 135L, null),
            new Part("test", 1497, 134L, null)),
        "learning",
        new Learning(
            List.of(
                "impute speed, height by the median, with an indicator",
                "scale 4 numeric columns",
                "oneHot phase, size, time_of_day",
                "hash airport, operator, aircraft into 1,024",
                "hashTokens species into 512"),
            1,
            1562,
            List.of("speed", "height", "phase_vec", "species_vec"),
            List.of(
                new Hashed("hashed", 1024, 310, 95, List.of()),
                new Hashed("species", 512, 401, 180, List.of("a", "b")),
                new Hashed("remarks", 64, 0, 0, List.of("remarks")))),
        "model",
        new Model(
            "org.apache.spark.ml.classification.LogisticRegression",
            List.of(new Setting("regParam", "0.01"), new Setting("elasticNetParam", "0.5")),
            "coefficient",
            List.of(
                new Weight("size=Large", 1.7312),
                new Weight("size=Small", -1.2241),
                new Weight("species#212", 0.91),
                new Weight("phase=Climb & \"initial\" <ascent> over water", 0.604),
                new Weight("speed", 0.3125),
                new Weight("aircraft#837", -0.29),
                new Weight("height_missing", -0.104),
                new Weight("time_of_day=Night", 0.05)),
            37,
            List.of(),
            List.of()),
        "evaluation",
        new Evaluation(
            "twoClasses",
            "damaged",
            0.3125,
            "the best F1 on the validation part",
            List.of(
                scores("train", 6983, 0.861, 0.161, new Confusion(433, 636, 5720, 194)),
                scores("validation", 1496, 0.846, 0.182, new Confusion(89, 136, 1225, 46)),
                scores("test", 1497, 0.8402, 0.1902, new Confusion(86, 136, 1227, 48))),
            List.of(slice("Large", 300, 0.812), slice("Small", 1150, 0.794), slice(null, 47, null)),
            List.of(),
            List.of()),
        "outputs",
        List.of(
            new Output("table", "out/birdstrikes/scored", "delta", 9976),
            new Output("quarantine", "out/birdstrikes/quarantine", "parquet", 16),
            new Output("model", "out/birdstrikes/model", "spark.ml", -1),
            new Output("report", "out/birdstrikes/report.html", "html", -1)));
  }

  /** What a step did, of whose reasons the test wants no more than the two usual ones. */
  static Change change(
      String step, String about, long in, long out, long quarantined, long changedValues) {
    List<Reason> reasons = new ArrayList<>();
    if (quarantined > 0) {
      reasons.add(new Reason("a check failed", Fate.QUARANTINED, quarantined));
    }
    long rest = out - in + quarantined;
    if (rest != 0) {
      reasons.add(new Reason("by the step", rest < 0 ? Fate.DROPPED : Fate.ADDED, Math.abs(rest)));
    }
    return new Change(step, about, in, out, changedValues, reasons, List.of(), List.of());
  }

  static Run regression() {
    Run run = twoClasses();
    return of(
        "job",
        "flight-delay",
        "file",
        "jobs/delay.yaml",
        "started",
        run.started(),
        "seconds",
        4210,
        "environment",
        ENVIRONMENT,
        "sections",
        run.sections(),
        "tables",
        List.of(new Table("delays", "s3://zoo/delays.csv", "csv", 9_998, 7, "drop")),
        "changes",
        List.of(CHANGES.get(4), change("clean[5] explode", "columns: legs", 9976, 12_204, 0, 0)),
        "columns",
        COLUMNS,
        "parts",
        List.of(new Part("train", 9000, null, null), new Part("test", 3204, null, null)),
        "learning",
        run.learning(),
        "model",
        new Model(
            "org.apache.spark.ml.regression.GBTRegressor",
            List.of(new Setting("maxDepth", "5")),
            "importance",
            List.of(
                new Weight("speed", 0.61),
                new Weight("height", 0.23),
                new Weight("size=Large", 0.16)),
            20,
            List.of(),
            List.of()),
        "evaluation",
        new Evaluation(
            "number",
            "delay",
            null,
            null,
            List.of(
                errors("train", 9000, 12.4, 7.91, 0.62), errors("test", 3204, 13.1, 8.26, 0.581)),
            List.of(),
            List.of(),
            List.of()),
        "outputs",
        List.of(new Output("model", "out/delay/model", "spark.ml", -1)));
  }

  static Run cleaned() {
    return of(
        "job",
        "clean <only> & \"quotes\"",
        "file",
        "jobs/clean.yaml",
        "started",
        "2025-03-12T02:00:00Z",
        "seconds",
        7.2,
        "environment",
        ENVIRONMENT,
        "sections",
        List.of(section("read", 3.1, 3.1), section("clean", 4.1, 4.1)),
        "tables",
        TABLES,
        "changes",
        CHANGES,
        "columns",
        List.of(),
        "parts",
        List.of(),
        "outputs",
        List.of());
  }

  /** Many steps over a large table, with reasons, findings and warnings of every kind. */
  static Run accounted() {
    List<Change> changes =
        List.of(
            change("clean[0] snakeCaseColumns", "26 columns", 1_000_000, 1_000_000, 0, 0),
            change("clean[1] nullIf", "'n/a' in category", 1_000_000, 1_000_000, 0, 81_204),
            new Change(
                "clean[2] check",
                "id is complete and unique; speed in [0, 500]; phase in 9 values; flight_date is"
                    + " not in the future",
                1_000_000,
                999_949,
                0,
                List.of(
                    new Reason("id is missing", Fate.QUARANTINED, 20),
                    new Reason("speed is not in [0, 500]", Fate.QUARANTINED, 11),
                    new Reason("flight_date lies in the future", Fate.DROPPED, 20)),
                List.of(
                    new Finding(
                        "rules",
                        List.of(
                            rule("isComplete", "id", 20, 2e-5, "quarantine"),
                            rule("inRange", "speed", 11, 1.1e-5, "quarantine"),
                            rule("isIn", "phase", 12_807, 0.0128, "warn"),
                            rule("matches", "remarks_of_the_reporter", 401_933, 0.4019, "warn"),
                            rule("satisfies", "flight_date <= current_date()", 20, 2e-5, "drop")))),
                List.of(
                    "phase: 12,807 of 1,000,000 rows (1.3 %) have a value that is not one of 9,"
                        + " such as 'Aproach', 'TAXI'.",
                    "remarks_of_the_reporter: 401,933 rows do not match '[A-Z].*'.")),
            new Change(
                "clean[3] standardizeValues",
                "columns: operator, at a similarity of 0.9",
                999_949,
                999_949,
                31_870,
                List.of(),
                List.of(new Finding("spellings that became one", spellings(14))),
                List.of()),
            new Change(
                "clean[4] dropNearDuplicates",
                "column remarks, 3 words, Jaccard 0.7, keep first",
                999_949,
                999_702,
                0,
                List.of(new Reason("nearly the same text as another row", Fate.DROPPED, 247)),
                List.of(
                    new Finding(
                        "chance to find a pair, by similarity",
                        List.of(chance(0.5, 0.0712), chance(0.7, 0.9634), chance(0.9, 1.0)))),
                List.of("a bucket of 50,000 rows was cut: texts of fewer than 3 words.")),
            change(
                "clean[5] dropDuplicates",
                "keep first of rows equal in id",
                999_702,
                999_678,
                0,
                0),
            change("clean[6] sql", "SELECT explode(legs), * FROM rows", 999_678, 999_790, 0, 0));
    return of(
        "job",
        "accounts",
        "file",
        "jobs/accounts.yaml",
        "started",
        "2025-03-12T02:00:00Z",
        "seconds",
        71.2,
        "environment",
        ENVIRONMENT,
        "sections",
        List.of(section("read", 61, 61), section("write", 10.2, 10.2)),
        "tables",
        List.of(
            new Table("reports", "s3://zoo/reports", "csv", 1_000_032, 32, "quarantine"),
            new Table("airports", "s3://zoo/airports", "json", 812, 3, "drop")),
        "changes",
        changes,
        "columns",
        List.of(),
        "parts",
        List.of(),
        "outputs",
        List.of());
  }

  private static Map<String, Object> rule(
      String rule, String column, long rows, double share, String onFailure) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("rule", rule);
    row.put("on", column);
    row.put("rows that fail", rows);
    row.put("share", share);
    row.put("on failure", onFailure);
    return row;
  }

  private static List<Map<String, Object>> spellings(int size) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("was", "operator no. " + i);
      row.put("became", i == 3 ? null : "Operator " + i);
      row.put("rows", 12_000L >> i);
      row.put("similarity", 0.99 - i / 200.0);
      rows.add(row);
    }
    return rows;
  }

  private static Map<String, Object> chance(double similarity, double share) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("similarity", similarity);
    row.put("found share", share);
    return row;
  }

  static Run empty() {
    return of("job", "empty");
  }

  private static ColumnProfile words(
      String name, String type, String role, long missing, long distinct, Top... top) {
    return new ColumnProfile(
        name,
        type,
        role,
        6983,
        missing,
        distinct,
        distinct < 20_000,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        List.of(top),
        List.of(),
        List.of());
  }

  private static ColumnProfile number(
      String name,
      String type,
      long missing,
      long distinct,
      double mean,
      double deviation,
      double... quartiles) {
    return new ColumnProfile(
        name,
        type,
        "",
        6983,
        missing,
        distinct,
        distinct < 20_000,
        mean,
        deviation,
        quartiles[0],
        quartiles[1],
        quartiles[2],
        quartiles[3],
        quartiles[4],
        List.of(),
        List.of(
            new Run.Bin(quartiles[0], quartiles[2], 3_400),
            new Run.Bin(quartiles[2], quartiles[4], 3_583)),
        List.of());
  }

  private static Scores scores(
      String part, long rows, double auc, double bend, Confusion confusion) {
    List<Point> roc = new ArrayList<>();
    List<Point> precisionRecall = new ArrayList<>();
    double rate = (double) (confusion.truePositives() + confusion.falseNegatives()) / rows;
    for (int i = 0; i <= 1000; i++) {
      double x = i / 1000.0;
      double y = Math.pow(x, bend);
      roc.add(new Point(x, y));
      double right = rate * y;
      precisionRecall.add(new Point(y, right + x == 0 ? 1 : right / (right + (1 - rate) * x)));
    }
    double alarms = (double) confusion.truePositives() + confusion.falsePositives();
    double precision = confusion.truePositives() / alarms;
    double recall = (double) confusion.truePositives() / (rows * rate);
    return new Scores(
        part,
        rows,
        List.of(
            new Metric("areaUnderROC", auc),
            new Metric("areaUnderPR", auc - 0.3),
            new Metric("accuracy", 0.9011),
            new Metric("precision", precision),
            new Metric("recall", recall),
            new Metric("f1", 2 * precision * recall / (precision + recall)),
            new Metric("logLoss", 0.21)),
        List.of(
            new Metric("areaUnderROC", 0.5),
            new Metric("areaUnderPR", rate),
            new Metric("accuracy", 1 - rate),
            new Metric("precision", null),
            new Metric("recall", 0.0),
            new Metric("f1", Double.NaN)),
        List.of(new Run.Interval("areaUnderROC", auc - 0.02, auc + 0.02)),
        confusion,
        roc,
        precisionRecall,
        List.of(
            new Run.Calibration(rows / 2, 0.02, 0.03), new Run.Calibration(rows / 2, 0.31, 0.26)));
  }

  private static Run.Slice slice(String value, long rows, Double auc) {
    return new Run.Slice(
        "wildlife_size",
        value,
        rows,
        List.of(new Metric("areaUnderROC", auc), new Metric("recall", 0.5)),
        List.of(new Metric("areaUnderROC", 0.5), new Metric("recall", 0.0)),
        auc == null
            ? List.of()
            : List.of(new Run.Interval("areaUnderROC", auc - 0.03, auc + 0.03)));
  }

  private static Scores errors(String part, long rows, double rmse, double mae, double r2) {
    return new Scores(
        part,
        rows,
        List.of(new Metric("rmse", rmse), new Metric("mae", mae), new Metric("r2", r2)),
        List.of(new Metric("rmse", 20.25), new Metric("mae", 14.1), new Metric("r2", 0.0)),
        List.of(new Run.Interval("rmse", rmse - 1, rmse + 1)),
        null,
        List.of(),
        null,
        List.of(new Run.Calibration(rows / 2, 4.5, 5), new Run.Calibration(rows / 2, 20, 18)));
  }

  /** A run of which this much is known: names of its components, each before its value. */
  static Run of(Object... namesAndValues) {
    return with(null, namesAndValues);
  }

  /** The same run, or an empty one, with other values of these components. */
  static Run with(Run run, Object... namesAndValues) {
    Map<String, Object> changed = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      changed.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    RecordComponent[] components = Run.class.getRecordComponents();
    Object[] values = new Object[components.length];
    Class<?>[] types = new Class<?>[components.length];
    try {
      for (int i = 0; i < components.length; i++) {
        types[i] = components[i].getType();
        Object before = run == null ? null : components[i].getAccessor().invoke(run);
        Object value =
            changed.containsKey(components[i].getName())
                ? changed.remove(components[i].getName())
                : before;
        values[i] = value == null && types[i] == double.class ? 0.0 : value;
      }
      assertThat(changed).as("no components of a run").isEmpty();
      return Run.class.getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Section section(String name, double seconds, double coreSeconds) {
    return new Section(
        name, seconds, new Run.Work(2, coreSeconds, 3, 12, 0, 1.5, 0.5, 0.1, 5 << 20, 0));
  }
}

package io.sluice.read;

import static org.apache.spark.sql.functions.lit;

import io.sluice.stage.About;
import io.sluice.stage.Choice;
import io.sluice.stage.Columns;
import io.sluice.stage.Login;
import io.sluice.stage.Nearest;
import io.sluice.stage.Problem;
import io.sluice.stage.ProblemException;
import io.sluice.stage.Settings;
import io.sluice.stage.SparkStage;
import io.sluice.stage.TextMap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.param.Param;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * A table to read: csv, json, parquet, orc, avro, delta or text, at a path or glob of any Hadoop
 * file system, or a table of a database (jdbc). csv has a header and quotes as in RFC 4180 unless
 * {@code options} say otherwise.
 *
 * <p>A row of csv or json that does not fit the schema is corrupt: it fails the job, or is dropped
 * and counted, or goes to the quarantine with its raw line, its file and the reason. A declared
 * schema must name the header's columns in their order, else nothing is read.
 *
 * <p>With {@code incremental: {state: FOLDER}} a run reads only files that no run before has read,
 * see {@link Increments}.
 */
@About(
    value = "Reads a table: csv, json, parquet, orc, avro, delta, text or jdbc; several by name.",
    rows = "rows that do not fit the schema fail the job, are dropped or quarantined: all counted",
    example =
        "read: {path: \"${data}/strikes.csv\", format: csv, schema: \"speed DOUBLE\", corrupt:"
            + " quarantine}")
public final class Source extends Settings {

  private static final String STATE = "state";
  private static final String KEY = "key";

  /** Looked up once: inferring a schema may read the table. */
  private StructType known;

  /** What this run reads, where it reads only what is new. */
  private Increments.Increment increment;

  public Source() {
    setDefault(schema(), "");
    setDefault(corrupt(), "fail");
    setDefault(options(), Map.of());
    setDefault(login(), Map.of());
    setDefault(incremental(), Map.of());
  }

  public Param<String> path() {
    return new Param<>(
        this, "path", "file, folder or glob, on any Hadoop file system; jdbc: the database");
  }

  public Choice format() {
    return new Choice(
        this,
        "format",
        "how the table is stored",
        "csv",
        "json",
        "parquet",
        "orc",
        "avro",
        "delta",
        "text",
        "jdbc");
  }

  /** The formats of tables that lie in files. */
  public List<String> fileFormats() {
    return format().allowed().stream().filter(name -> !name.equals("jdbc")).toList();
  }

  public Param<String> schema() {
    return new Param<>(
        this, "schema", "columns and types as in SQL's CREATE TABLE; inferred where not given");
  }

  public Choice corrupt() {
    return new Choice(
        this,
        "corrupt",
        "what becomes of csv and json rows that do not fit the schema",
        "fail",
        "drop",
        "quarantine");
  }

  public TextMap options() {
    return new TextMap(
        this,
        "options",
        "further options of Spark's reader, such as delimiter",
        TextMap.Keys.NESTED);
  }

  public TextMap login() {
    return new TextMap(
        this,
        "login",
        "for jdbc: user, and passwordVariable or passwordFile, where the password is",
        TextMap.Keys.NESTED);
  }

  public TextMap incremental() {
    return new TextMap(
        this,
        "incremental",
        "state: a folder that remembers what has been read, so that a run reads new files or, of"
            + " jdbc, rows with a larger key",
        TextMap.Keys.NESTED);
  }

  /** Whether a run reads only what no run before has read. */
  public boolean isIncremental() {
    return !getOrDefault(incremental()).isEmpty();
  }

  /** The folder that remembers what has been read. */
  public Optional<String> state() {
    return Optional.ofNullable(getOrDefault(incremental()).get(STATE));
  }

  /**
   * The number of this run among those of its state, if it reads anything, and the state's place.
   */
  public Optional<Run> run() {
    return taken().map(its -> new Run(getOrDefault(incremental()).get(STATE), its.run()));
  }

  /** A run of a state. */
  public record Run(String state, long number) {}

  /** Says what this run has read, before anything of it is published. */
  public void prepare(SparkSession spark) {
    taken().ifPresent(increments(spark)::prepare);
  }

  /** Says that all of it is published. */
  public void commit(SparkSession spark) {
    taken().ifPresent(increments(spark)::commit);
  }

  /** What this run has read, if anything. */
  private Optional<Increments.Increment> taken() {
    return Optional.ofNullable(increment).filter(its -> !its.isNothing());
  }

  private Increments increments(SparkSession spark) {
    return new Increments(
        getOrDefault(incremental()).get(STATE), spark.sparkContext().hadoopConfiguration());
  }

  /** Where the table lies. */
  public String at() {
    return getOrDefault(path());
  }

  /** How it is stored. */
  public String storedAs() {
    return getOrDefault(format());
  }

  /** What becomes of corrupt rows. */
  public String whenCorrupt() {
    return getOrDefault(corrupt());
  }

  /** What is wrong with these settings that can be said without looking at any file. */
  public List<Problem> problems() {
    List<Problem> problems = new ArrayList<>();
    try {
      declared()
          .flatMap(this::unfit)
          .map(why -> new Problem("schema", why))
          .ifPresent(problems::add);
    } catch (ProblemException e) {
      problems.addAll(e.problems());
    }
    if (isJdbc()) {
      problems.addAll(database().problems());
    } else if (isSet(login())) {
      problems.add(new Problem("login", "is for jdbc; leave it out for " + storedAs() + "."));
    }
    if (isIncremental()) {
      unfitIncrement().map(why -> new Problem("incremental", why)).ifPresent(problems::add);
    }
    if (!canBeCorrupt() && isSet(corrupt())) {
      problems.add(
          new Problem(
              "corrupt",
              "only csv and json have corrupt rows; leave it out for " + storedAs() + "."));
    }
    return problems;
  }

  private Optional<String> unfitIncrement() {
    if (storedAs().equals("delta")) {
      return Optional.of("is for files and databases; leave it out for delta.");
    }
    if (!isJdbc()) {
      return getOrDefault(incremental()).keySet().equals(Set.of(STATE))
          ? Optional.empty()
          : Optional.of("say where the state is: incremental: {state: FOLDER}.");
    }
    return getOrDefault(incremental()).keySet().equals(Set.of(STATE, KEY))
            && getOrDefault(options()).containsKey(Database.TABLE)
        ? Optional.empty()
        : Optional.of(
            "say where the state is and which column grows, of a dbtable: incremental: {state:"
                + " FOLDER, key: COLUMN}.");
  }

  private Optional<String> unfit(StructType table) {
    Set<String> names = new HashSet<>(); // Spark does not tell capitals apart
    for (String name : table.fieldNames()) {
      if (!names.add(name.toLowerCase(Locale.ROOT))) {
        return Optional.of("two columns are called '" + name + "'.");
      }
    }
    boolean text = table.size() == 1 && Columns.isText(table.fields()[0].dataType());
    return switch (storedAs()) {
      case "delta" -> Optional.of("a delta table has its own; leave it out.");
      case "jdbc" -> Optional.of("a table of a database has its own; leave it out.");
      case "text" -> text ? Optional.empty() : Optional.of("a text has one column, a STRING.");
      default -> Optional.empty();
    };
  }

  /** The declared schema, if there is one. */
  public Optional<StructType> declared() {
    String ddl = getOrDefault(schema());
    if (ddl.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(StructType.fromDDL(ddl));
    } catch (Exception e) { // Scala throws the checked ParseException without declaring it
      throw ProblemException.inJob(
          "schema", "'%s' is not a schema: %s".formatted(ddl, SparkStage.message(e)));
    }
  }

  /** The table's schema, by reading no more than that takes; fails where there is no such table. */
  public StructType table(SparkSession spark) {
    if (known == null) {
      if (!isJdbc()) {
        requireFiles(spark);
      }
      known = declared().isPresent() && !hasOwn() ? declared().get() : inferred(spark);
      requireHeader(spark, known);
    }
    return known;
  }

  /** Opens the table; no row is read until something is done with it. */
  public Loaded open(SparkSession spark) {
    StructType table = table(spark);
    if (isIncremental()) {
      increment = isJdbc() ? nextKeys(spark) : increments(spark).next(files(spark));
    }
    if (!canBeCorrupt()) {
      return Loaded.of(load(hasOwn() ? reader(spark) : reader(spark).schema(table)));
    }
    return new CorruptRows(this, table).open(spark);
  }

  private Increments.Increment nextKeys(SparkSession spark) {
    String key = getOrDefault(incremental()).get(KEY);
    try {
      return increments(spark).nextKeys(() -> database().largest(spark, key));
    } catch (Exception e) { // Spark throws what the driver of the database throws
      throw Database.refused("incremental", at(), SparkStage.message(SparkStage.cause(e)));
    }
  }

  boolean canBeCorrupt() {
    return storedAs().equals("csv") || storedAs().equals("json");
  }

  DataFrameReader reader(SparkSession spark) {
    return spark
        .read()
        .format(storedAs())
        .options(isJdbc() ? database().readerOptions(spark) : readerOptions());
  }

  Map<String, String> readerOptions() {
    Map<String, String> all = new LinkedHashMap<>();
    if (storedAs().equals("csv")) {
      all.put("header", "true");
      all.put("escape", "\"");
    }
    all.putAll(getOrDefault(options()));
    return all;
  }

  Dataset<Row> load(DataFrameReader reader) {
    if (isJdbc()) {
      return increment != null && increment.isNothing()
          ? reader.load().where(lit(false))
          : reader.load();
    }
    if (increment == null) {
      return reader.load(at());
    }
    if (increment.files().isEmpty()) {
      return reader.load(at()).where(lit(false));
    }
    boolean isFolder =
        !at().matches(".*[*?{\\[].*")
            && increment.files().stream().noneMatch(file -> file.endsWith(at()));
    return (isFolder ? reader.option("basePath", at()) : reader) // for columns in names of folders
        .load(increment.files().toArray(new String[0]));
  }

  private List<String> files(SparkSession spark) {
    Path path = new Path(at());
    try {
      return Increments.files(path.getFileSystem(spark.sparkContext().hadoopConfiguration()), path);
    } catch (IOException e) {
      throw asProblem(e);
    }
  }

  private boolean isJdbc() {
    return storedAs().equals("jdbc");
  }

  private Database database() {
    Database all = new Database(at(), new Login(getOrDefault(login())), getOrDefault(options()));
    return increment == null || increment.upTo() == null
        ? all
        : all.between(getOrDefault(incremental()).get(KEY), increment.after(), increment.upTo());
  }

  /** Whether the table has a schema that nobody else can say. */
  private boolean hasOwn() {
    return isJdbc() || storedAs().equals("delta");
  }

  private StructType inferred(SparkSession spark) {
    try {
      // json: else broken lines would make a column of their own
      DataFrameReader reader = reader(spark).option("mode", "DROPMALFORMED");
      StructType found =
          load(storedAs().equals("csv") ? reader.option("inferSchema", "true") : reader).schema();
      if (found.isEmpty()) {
        throw ProblemException.inData("there are no columns in '%s'.".formatted(at()));
      }
      return found;
    } catch (ProblemException e) {
      throw e;
    } catch (Exception e) {
      throw asProblem(e);
    }
  }

  private void requireFiles(SparkSession spark) {
    try {
      Path path = new Path(at());
      FileStatus[] found =
          path.getFileSystem(spark.sparkContext().hadoopConfiguration()).globStatus(path);
      if (found == null || found.length == 0) {
        throw ProblemException.inJob("path", "there is nothing at '" + at() + "'.");
      }
    } catch (IOException | IllegalArgumentException e) {
      throw ProblemException.inJob(
          "path", "cannot look at '%s': %s.".formatted(at(), SparkStage.message(e)));
    }
  }

  private void requireHeader(SparkSession spark, StructType table) {
    boolean hasHeader =
        storedAs().equals("csv")
            && getOrDefault(options()).getOrDefault("header", "true").equalsIgnoreCase("true");
    if (!hasHeader || declared().isEmpty()) {
      return;
    }
    List<String> header = List.of(load(reader(spark)).schema().fieldNames());
    List<String> names = List.of(table.fieldNames());
    for (int i = 0; i < Math.max(header.size(), names.size()); i++) {
      String inFile = i < header.size() ? "'" + header.get(i) + "'" : "missing";
      String inSchema = i < names.size() ? "'" + names.get(i) + "'" : "none";
      if (!inFile.equals(inSchema)) {
        throw ProblemException.inJob(
            "schema",
            "column %d is %s in the header of '%s' but %s in the schema. Header: %s."
                .formatted(i + 1, inFile, at(), inSchema, Nearest.list(header)));
      }
    }
  }

  private ProblemException asProblem(Exception e) {
    if (isJdbc()) {
      return Database.refused("path", at(), SparkStage.message(e));
    }
    if (e instanceof AnalysisException) {
      return ProblemException.inJob(
          "path", "cannot read '%s' as %s: %s".formatted(at(), storedAs(), SparkStage.message(e)));
    }
    return ProblemException.inData(
        "cannot read '%s' as %s: %s"
            .formatted(at(), storedAs(), SparkStage.message(SparkStage.cause(e))));
  }
}

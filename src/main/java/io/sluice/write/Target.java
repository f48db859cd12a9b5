package io.sluice.write;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;

import io.sluice.stage.About;
import io.sluice.stage.Choice;
import io.sluice.stage.Columns;
import io.sluice.stage.Login;
import io.sluice.stage.Problem;
import io.sluice.stage.ProblemException;
import io.sluice.stage.Settings;
import io.sluice.stage.TextMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.UserDefinedType;

/**
 * A table to write: the cleaned rows, with their part, score and prediction where the job trains a
 * model, or with the vector of features where it only makes these. An overwritten table is replaced
 * whole once all of it is written; delta's appends are atomic too, those of parquet and csv become
 * visible file by file and are completed by the next run if this one is killed between.
 *
 * <p>{@code merge} writes into a table of delta or PostgreSQL (jdbc) by {@code keys}: a row whose
 * keys are there replaces the row there where they differ, others are added, so that a second run
 * changes nothing; null is a key like others. Rows that share their keys fail the job. Columns that
 * the table does not have, or not with this type, fail the job too, unless {@code evolve} adds
 * them.
 */
@About(
    value = "Writes the rows as a table: delta, parquet, csv or jdbc.",
    rows = "writes every row",
    example = "write: {table: \"${out}/scored\", format: delta, mode: overwrite}")
public final class Target extends Settings {

  /** A name and a number: what has been written under them is not written again. */
  private record Once(String application, long version) {}

  private Once once;

  public Target() {
    setDefault(format(), "parquet");
    setDefault(mode(), "overwrite");
    setDefault(partitionBy(), new String[0]);
    setDefault(keys(), new String[0]);
    setDefault(evolve(), false);
    setDefault(optimize(), false);
    setDefault(url(), "");
    setDefault(login(), Map.of());
  }

  @Override
  public List<String> optional() {
    return List.of("vacuum");
  }

  public Param<String> table() {
    return new Param<>(
        this, "table", "folder of the table, on any Hadoop file system; jdbc: its name");
  }

  public Choice format() {
    return new Choice(this, "format", "how it is stored", "delta", "parquet", "csv", "jdbc");
  }

  public Choice mode() {
    return new Choice(
        this,
        "mode",
        "what becomes of a table that is there already",
        "overwrite",
        "append",
        "merge",
        "error");
  }

  public StringArrayParam partitionBy() {
    return new StringArrayParam(this, "partitionBy", "columns of which each value gets a folder");
  }

  public StringArrayParam keys() {
    return new StringArrayParam(this, "keys", "columns that tell rows apart, for mode merge");
  }

  public BooleanParam evolve() {
    return new BooleanParam(
        this, "evolve", "whether a delta table gets the columns that it does not have yet");
  }

  public BooleanParam optimize() {
    return new BooleanParam(this, "optimize", "whether small files of a delta table become large");
  }

  public DoubleParam vacuum() {
    return new DoubleParam(
        this, "vacuum", "hours after which files that a delta table has replaced are deleted");
  }

  public Param<String> url() {
    return new Param<>(this, "url", "for jdbc: the database, as jdbc:postgresql://host/name");
  }

  public TextMap login() {
    return new TextMap(
        this,
        "login",
        "for jdbc: user, and passwordVariable or passwordFile, where the password is",
        TextMap.Keys.NESTED);
  }

  /** Where the table goes. */
  public String at() {
    return getOrDefault(table());
  }

  /** How it is stored. */
  public String storedAs() {
    return getOrDefault(format());
  }

  /** What becomes of a table that is there already. */
  public String whenThere() {
    return getOrDefault(mode());
  }

  /**
   * Says which run writes, of those that read only what is new: delta writes nothing where this one
   * or a later one has written already.
   */
  public void writesOnce(String application, long version) {
    once = new Once(application, version);
  }

  /** Whether a run that is repeated because it died leaves what one run leaves. */
  public boolean isRepeatable() {
    return isDelta() || !whenThere().equals("append");
  }

  boolean isDelta() {
    return storedAs().equals("delta");
  }

  boolean isJdbc() {
    return storedAs().equals("jdbc");
  }

  String database() {
    return getOrDefault(url());
  }

  Login loggedIn() {
    return new Login(getOrDefault(login()));
  }

  boolean isMerge() {
    return whenThere().equals("merge");
  }

  List<String> keyed() {
    return List.of(getOrDefault(keys()));
  }

  boolean evolves() {
    return (boolean) getOrDefault(evolve());
  }

  boolean optimizes() {
    return (boolean) getOrDefault(optimize());
  }

  /** Hours. */
  Optional<Double> vacuumsAfter() {
    return isSet(vacuum()) ? Optional.of((double) getOrDefault(vacuum())) : Optional.empty();
  }

  private List<Problem> unfitFormat() {
    List<Problem> problems = new ArrayList<>();
    if (isMerge() && !isDelta() && !isJdbc()) {
      problems.add(new Problem("mode", "merge is for delta and jdbc; say format: delta."));
    }
    if (!isDelta()) {
      problems.addAll(isFor("delta", evolve(), optimize(), vacuum()));
    }
    if (isJdbc()) {
      problems.addAll(JdbcWrite.problems(database(), loggedIn()));
      if (isSet(partitionBy())) {
        problems.add(new Problem("partitionBy", "is for files; leave it out for jdbc."));
      }
    } else {
      problems.addAll(isFor("jdbc", url(), login()));
    }
    if (isMerge() && getOrDefault(keys()).length == 0) {
      problems.add(
          new Problem("keys", "is missing: merge needs the columns that tell rows apart."));
    }
    if (!isMerge() && getOrDefault(keys()).length > 0) {
      problems.add(new Problem("keys", "is for mode: merge; leave it out."));
    }
    return problems;
  }

  private List<Problem> isFor(String format, Param<?>... settings) {
    String text = "is for %s; say format: %s, or leave it out.".formatted(format, format);
    return Stream.of(settings).filter(this::isSet).map(p -> new Problem(p.name(), text)).toList();
  }

  /** Fails where rows share their keys, or have none. */
  void requireKeys(Dataset<Row> rows) {
    Column[] keys = keyed().stream().map(Columns::col).toArray(Column[]::new);
    Column isMissing = Stream.of(keys).map(Column::isNull).reduce(Column::or).orElseThrow();
    Row counts =
        rows.groupBy(keys).count().agg(count_if(col("count").gt(1)), count_if(isMissing)).first();
    String names = String.join("', '", keyed());
    if (counts.getLong(0) > 0) {
      throw ProblemException.inData(
          "keys",
          "%,d values of '%s' have several rows each. Keep one of each by dropDuplicates."
              .formatted(counts.getLong(0), names));
    }
    if (isJdbc() && counts.getLong(1) > 0) {
      throw ProblemException.inData(
          "keys",
          "there are rows without '%s', which a database cannot tell apart. Take them out by filter."
              .formatted(names));
    }
  }

  /** What does not fit the rows to be written. */
  public List<Problem> problems(StructType rows) {
    List<Problem> problems = new ArrayList<>(unfitFormat());
    for (String name : getOrDefault(keys())) {
      if (!Columns.has(rows, name)) {
        problems.add(new Problem("keys", Columns.missing(rows, name)));
      }
    }
    for (String name : getOrDefault(partitionBy())) {
      if (!Columns.has(rows, name)) {
        problems.add(new Problem("partitionBy", Columns.missing(rows, name)));
      } else if (isNested(rows.apply(name).dataType())) {
        problems.add(
            new Problem(
                "partitionBy",
                "column '%s' is %s, which cannot name a folder."
                    .formatted(name, rows.apply(name).dataType().simpleString())));
      }
    }
    if (List.of(getOrDefault(partitionBy())).containsAll(List.of(rows.fieldNames()))) {
      problems.add(new Problem("partitionBy", "no column is left to write into the folders."));
    }
    for (StructField f : rows.fields()) {
      Optional<String> why = unwritable(f);
      why.ifPresent(
          w ->
              problems.add(
                  new Problem(
                      "format",
                      "%s cannot hold column '%s': %s".formatted(storedAs(), f.name(), w))));
    }
    return problems;
  }

  /** Writes the rows into an empty folder, or as a transaction of their own where delta. */
  DataFrameWriter<Row> writer(Dataset<Row> rows) {
    DataFrameWriter<Row> writer = rows.write().format(storedAs());
    if (getOrDefault(partitionBy()).length > 0) {
      writer = writer.partitionBy(getOrDefault(partitionBy()));
    }
    return switch (storedAs()) {
      case "csv" -> writer.option("header", "true").option("escape", "\"");
      case "delta" -> {
        DataFrameWriter<Row> its = evolves() ? writer.option("mergeSchema", "true") : writer;
        if (once != null) {
          its = its.option("txnAppId", once.application).option("txnVersion", once.version);
        }
        yield whenThere().equals("overwrite") ? its.option("overwriteSchema", "true") : its;
      }
      default -> writer;
    };
  }

  /** What the format cannot hold, found before hours of work rather than at their end. */
  private Optional<String> unwritable(StructField column) {
    DataType type = column.dataType();
    if (type instanceof NullType) {
      return Optional.of("it is void, always null. Drop it or cast it.");
    }
    if ((storedAs().equals("csv") || isJdbc()) && (isNested(type) || type instanceof BinaryType)) {
      return Optional.of("it is " + type.simpleString() + ". Use parquet or delta.");
    }
    return isDelta() && column.name().matches(".*[ ,;{}()\\n\\t=].*")
        ? Optional.of("its name has one of ' ,;{}()=' in it. Use snakeCaseColumns or parquet.")
        : Optional.empty();
  }

  private static boolean isNested(DataType type) {
    return type instanceof StructType
        || type instanceof ArrayType
        || type instanceof MapType
        || type instanceof UserDefinedType;
  }
}

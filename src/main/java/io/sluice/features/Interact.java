package io.sluice.features;

import io.sluice.stage.About;
import io.sluice.stage.Columns;
import io.sluice.stage.ProblemException;
import io.sluice.stats.Summary;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Adds the product of each pair of the chosen numbers: of {@code speed} and {@code height} the
 * column {@code speed_x_height}, a double. Keeps every row and the columns that it reads; booleans
 * are 0 and 1. Null where either is null, else as doubles multiply: a NaN gives NaN, infinity times
 * 0 too. At most {@value #MOST_PAIRS} pairs. No pass.
 */
@About(
    value = "Adds the product of each pair of numbers.",
    rows = "keeps every row",
    example = "interact: {columns: [speed, height]}")
public final class Interact extends SummaryStep<Interact.Fitted> {

  static final int MOST_PAIRS = 1_000;

  /** Two columns and the name of their product. */
  private record Pair(String left, String right, String name) {}

  public Interact() {
    this(Identifiable.randomUID("interact"));
  }

  public Interact(String uid) {
    super(uid);
  }

  public static MLReader<Interact> read() {
    return new DefaultParamsReader<>();
  }

  @Override
  Optional<String> unfit(StructField column) {
    return Numbers.unfitWithBooleans(column, "interact");
  }

  @Override
  StructType output(Chosen chosen) {
    int columns = chosen.columns().size();
    long pairs = columns * (columns - 1L) / 2;
    if (columns < 2) {
      throw ProblemException.inJob(
          "columns",
          "interact takes two columns or more, but only '%s' is chosen."
              .formatted(chosen.names().get(0)));
    }
    if (pairs > MOST_PAIRS) {
      throw ProblemException.inJob(
          "columns",
          String.format(
              Locale.ROOT,
              "%,d columns make %,d pairs, more than %,d. Choose fewer columns.",
              columns,
              pairs,
              MOST_PAIRS));
    }
    StructType out = chosen.table();
    for (Pair pair : pairs(chosen.names())) {
      out = Schemas.added(out, "", Schemas.numberOrNull(pair.name));
    }
    return out;
  }

  @Override
  Set<String> touched(Chosen chosen) {
    Set<String> touched = new LinkedHashSet<>();
    pairs(chosen.names()).forEach(p -> touched.add(p.name));
    return touched;
  }

  @Override
  Fitted learn(Chosen chosen, Summary summary) {
    return new Fitted(uid());
  }

  private static Set<Pair> pairs(List<String> columns) {
    Set<Pair> pairs = new LinkedHashSet<>();
    for (int i = 0; i < columns.size(); i++) {
      for (String right : columns.subList(i + 1, columns.size())) {
        pairs.add(new Pair(columns.get(i), right, columns.get(i) + "_x_" + right));
      }
    }
    return pairs;
  }

  /** The columns that were chosen; nothing else is learned. */
  public static final class Fitted extends FittedStep<Fitted> {

    public Fitted(String uid) {
      super(uid);
    }

    public static MLReader<Fitted> read() {
      return new DefaultParamsReader<>();
    }

    @Override
    Dataset<Row> rewrite(Dataset<Row> rows) {
      Map<String, Column> outputs = new LinkedHashMap<>();
      for (Pair pair : pairs(chosen())) {
        Column left = Columns.col(pair.left).cast("double");
        outputs.put(pair.name, left.multiply(Columns.col(pair.right).cast("double")));
      }
      return Schemas.with(rows, outputs);
    }
  }
}

package io.sluice.features;

import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.replace;

import io.sluice.stage.About;
import io.sluice.stage.Columns;
import io.sluice.stage.ProblemException;
import io.sluice.stats.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Adds the combination of two or more categories as a category of its own (Cartesian product), so
 * that a linear model can weigh the pair: of {@code phase} and {@code size} the text column {@code
 * phase_x_size} with values such as {@code Climb,Small}. Keeps every row and the columns that it
 * reads: text, booleans and whole numbers. A comma or backslash within a value gets a backslash
 * before it, so that different values never give the same text. Null where any of them is null;
 * empty text is a value. {@code oneHot} or {@code hash} make numbers of it. No pass.
 */
@About(
    value = "Adds the combination of two or more categories as a category of its own.",
    rows = "keeps every row",
    example = "cross: {columns: [phase, size]}")
public final class Cross extends SummaryStep<Cross.Fitted> {

  public Cross() {
    this(Identifiable.randomUID("cross"));
  }

  public Cross(String uid) {
    super(uid);
    setDefault(outputCol(), "");
  }

  public Param<String> outputCol() {
    return new Param<>(this, "outputCol", "name of the new column; a_x_b where empty");
  }

  public Cross setOutputCol(String name) {
    set(outputCol(), name);
    return this;
  }

  public static MLReader<Cross> read() {
    return new DefaultParamsReader<>();
  }

  @Override
  Optional<String> unfit(StructField column) {
    return Category.unfit(column, "cross");
  }

  @Override
  StructType output(Chosen chosen) {
    if (chosen.columns().size() < 2) {
      throw ProblemException.inJob(
          "columns",
          "cross takes two columns or more, but only '%s' is chosen."
              .formatted(chosen.names().get(0)));
    }
    boolean nullable = chosen.stream().anyMatch(StructField::nullable);
    return Schemas.added(
        chosen.table(),
        "outputCol",
        new StructField(name(chosen), DataTypes.StringType, nullable, Metadata.empty()));
  }

  private String name(Chosen chosen) {
    String given = getOrDefault(outputCol());
    return given.isEmpty() ? String.join("_x_", chosen.names()) : given;
  }

  @Override
  Set<String> touched(Chosen chosen) {
    return Set.of(name(chosen));
  }

  @Override
  Fitted learn(Chosen chosen, Summary summary) {
    Fitted fitted = new Fitted(uid());
    fitted.set(fitted.outputCol(), name(chosen));
    return fitted;
  }

  /** The columns that were chosen; nothing else is learned. */
  public static final class Fitted extends FittedStep<Fitted> {

    public Fitted(String uid) {
      super(uid);
    }

    public Param<String> outputCol() {
      return new Param<>(this, "outputCol", "name of the new column");
    }

    public static MLReader<Fitted> read() {
      return new DefaultParamsReader<>();
    }

    @Override
    Dataset<Row> rewrite(Dataset<Row> rows) {
      List<Column> parts = new ArrayList<>();
      for (String name : chosen()) {
        if (!parts.isEmpty()) {
          parts.add(lit(","));
        }
        Column value = Columns.col(name).cast("string");
        parts.add(
            Columns.isText(rows.schema().apply(name).dataType())
                ? replace(replace(value, lit("\\"), lit("\\\\")), lit(","), lit("\\,"))
                : value);
      }
      return rows.withColumn(getOrDefault(outputCol()), concat(parts.toArray(new Column[0])));
    }
  }
}

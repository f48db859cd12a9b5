package io.sluice.features;

import static org.apache.spark.sql.functions.when;

import io.sluice.stage.About;
import io.sluice.stage.Columns;
import io.sluice.stage.ProblemException;
import io.sluice.stats.Summary;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Divides numbers by the last of the chosen columns: of {@code [cost, area]} it adds {@code
 * cost_per_area}, of {@code [cost, fee, area]} also {@code fee_per_area}, doubles. Keeps every row
 * and the columns that it reads; booleans are 0 and 1. Null where either is null and where the
 * divisor is 0; else as doubles divide: a NaN gives NaN, infinity by infinity too. No pass.
 */
@About(
    value = "Adds the ratio of numbers to the last of the chosen columns; null where that is 0.",
    rows = "keeps every row",
    example = "ratio: {columns: [cost, area]}")
public final class Ratio extends SummaryStep<Ratio.Fitted> {

  public Ratio() {
    this(Identifiable.randomUID("ratio"));
  }

  public Ratio(String uid) {
    super(uid);
    setDefault(outputCol(), "");
  }

  public Param<String> outputCol() {
    return new Param<>(this, "outputCol", "name of the only new column; a_per_b where empty");
  }

  public Ratio setOutputCol(String name) {
    set(outputCol(), name);
    return this;
  }

  public static MLReader<Ratio> read() {
    return new DefaultParamsReader<>();
  }

  @Override
  Optional<String> unfit(StructField column) {
    return Numbers.unfitWithBooleans(column, "ratio");
  }

  @Override
  StructType output(Chosen chosen) {
    int ratios = chosen.columns().size() - 1;
    boolean isNamed = !getOrDefault(outputCol()).isEmpty();
    if (ratios == 0) {
      throw ProblemException.inJob(
          "columns",
          "ratio takes two columns or more, the last to divide by, but only '%s' is chosen."
              .formatted(chosen.names().get(0)));
    }
    if (isNamed && ratios > 1) {
      throw ProblemException.inJob(
          "outputCol", "one name cannot be that of %d ratios. Leave it out.".formatted(ratios));
    }
    StructType out = chosen.table();
    for (String name : names(chosen)) {
      out = Schemas.added(out, isNamed ? "outputCol" : "", Schemas.numberOrNull(name));
    }
    return out;
  }

  private List<String> names(Chosen chosen) {
    int last = chosen.names().size() - 1;
    return getOrDefault(outputCol()).isEmpty()
        ? chosen.names().subList(0, last).stream()
            .map(name -> name + "_per_" + chosen.names().get(last))
            .toList()
        : List.of(getOrDefault(outputCol()));
  }

  @Override
  Set<String> touched(Chosen chosen) {
    return new LinkedHashSet<>(names(chosen));
  }

  @Override
  Fitted learn(Chosen chosen, Summary summary) {
    Fitted fitted = new Fitted(uid());
    fitted.set(fitted.outputCols(), names(chosen).toArray(new String[0]));
    return fitted;
  }

  /** The columns that were chosen; nothing else is learned. */
  public static final class Fitted extends FittedStep<Fitted> {

    public Fitted(String uid) {
      super(uid);
    }

    public StringArrayParam outputCols() {
      return new StringArrayParam(this, "outputCols", "the names of the ratios");
    }

    public static MLReader<Fitted> read() {
      return new DefaultParamsReader<>();
    }

    @Override
    Dataset<Row> rewrite(Dataset<Row> rows) {
      String[] names = getOrDefault(outputCols());
      Column divisor = Columns.col(chosen().get(names.length)).cast("double");
      Map<String, Column> outputs = new LinkedHashMap<>();
      for (int i = 0; i < names.length; i++) {
        Column number = Columns.col(chosen().get(i)).cast("double");
        // not left to Spark, which fails for 0 under its ANSI setting
        outputs.put(names[i], when(divisor.notEqual(0), number.divide(divisor)));
      }
      return Schemas.with(rows, outputs);
    }
  }
}

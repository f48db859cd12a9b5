package io.sluice.features;

import io.sluice.stage.Columns;
import io.sluice.stats.Summary;
import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Puts numbers, booleans and vectors one after the other into the vector {@value #FEATURES}, sparse
 * or dense, whichever is smaller; the columns stay. Keeps every row. A null or NaN fails and says
 * in which column. No pass. The last step of every job's features; a job does not name it.
 */
public final class Assemble extends SummaryStep<Assemble.Fitted> {

  /** The vector that algorithms learn from. */
  public static final String FEATURES = "features";

  private static final Join.Refusal REFUSAL =
      Join.Refusal.ofMissing(
          "column '%s' has missing values, which no algorithm takes. Put impute for it into features.");

  public Assemble() {
    this(Identifiable.randomUID("assemble"));
  }

  public Assemble(String uid) {
    super(uid);
  }

  public static MLReader<Assemble> read() {
    return new DefaultParamsReader<>();
  }

  @Override
  Optional<String> unfit(StructField column) {
    return Columns.isNumberLike(column.dataType()) || Slots.isVector(column)
        ? Optional.empty()
        : Optional.of(
            "column '%s' is %s, which is no number."
                .formatted(column.name(), Columns.inWords(column.dataType())));
  }

  @Override
  StructType output(Chosen chosen) {
    return Schemas.with(chosen.table(), Schemas.vector(FEATURES, Metadata.empty()));
  }

  @Override
  Fitted learn(Chosen chosen, Summary summary) {
    return new Fitted(uid());
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
      Parts parts = new Parts(rows.schema(), chosen());
      Metadata metadata =
          parts.size() < 0 ? Metadata.empty() : Slots.numbered(FEATURES, parts.size());
      return rows.withColumn(FEATURES, parts.vector(REFUSAL).as(FEATURES, metadata));
    }

    /** The names of the slots of {@value #FEATURES}, from the table's metadata. */
    List<String> slots(StructType table, int size) {
      return new Parts(table, chosen()).slots(size);
    }
  }
}

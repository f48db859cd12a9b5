package io.sluice.train;

import io.sluice.stage.Columns;
import io.sluice.stage.Loop;
import io.sluice.stage.VectorRow;
import java.util.Arrays;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Makes each vector of features dense, for an algorithm that takes no sparse ones. */
public final class DenseFeatures extends Transformer implements DefaultParamsWritable {

  private static final String FEATURES = "features";

  private final String uid;

  public DenseFeatures() {
    this(Identifiable.randomUID("denseFeatures"));
  }

  public DenseFeatures(String uid) {
    this.uid = uid;
  }

  public static MLReader<DenseFeatures> read() {
    return new DefaultParamsReader<>();
  }

  @Override
  public String uid() {
    return uid;
  }

  @Override
  public Dataset<Row> transform(Dataset<?> rows) {
    StructType table = transformSchema(rows.schema());
    return rows.withColumn(
        FEATURES,
        Loop.of(new Dense(), Columns.col(FEATURES)).as(FEATURES, table.apply(FEATURES).metadata()));
  }

  @Override
  public StructType transformSchema(StructType table) {
    Columns.require(table, FEATURES);
    return new StructType(
        Arrays.stream(table.fields())
            .map(f -> f.name().equals(FEATURES) ? neverNull(f) : f)
            .toArray(StructField[]::new));
  }

  private static StructField neverNull(StructField field) {
    return new StructField(field.name(), field.dataType(), false, field.metadata());
  }

  @Override
  public Transformer copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  private record Dense() implements Loop.RowToVector {

    @Override
    public InternalRow apply(InternalRow vector) {
      return VectorRow.dense(VectorRow.toVector(vector).toArray());
    }
  }
}

package io.sluice.train;

import io.sluice.stage.Columns;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The columns of an algorithm of ours and of its model, called as in spark.ml. */
public interface PredictionColumns extends Params {

  default Param<String> featuresCol() {
    return new Param<>(this, "featuresCol", "the vector of features");
  }

  default Param<String> predictionCol() {
    return new Param<>(this, "predictionCol", "the column to add: what is predicted");
  }

  /** The table with what the model adds. */
  default StructType predicted(StructType table) {
    return table.add(getOrDefault(predictionCol()), DataTypes.DoubleType, false);
  }

  /** Fails where the vector is not there. */
  default void requireFeatures(StructType table) {
    Columns.require(table, getOrDefault(featuresCol()));
  }
}

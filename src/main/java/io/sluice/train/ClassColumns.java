package io.sluice.train;

import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.param.Param;
import org.apache.spark.sql.types.StructType;

/** The columns of an algorithm of ours that tells classes apart, called as in spark.ml. */
public interface ClassColumns extends PredictionColumns {

  default Param<String> rawPredictionCol() {
    return new Param<>(this, "rawPredictionCol", "the column to add: what speaks for each class");
  }

  default Param<String> probabilityCol() {
    return new Param<>(this, "probabilityCol", "the column to add: the probability of each class");
  }

  @Override
  default StructType predicted(StructType table) {
    return PredictionColumns.super.predicted(
        table
            .add(getOrDefault(rawPredictionCol()), SQLDataTypes.VectorType(), false)
            .add(getOrDefault(probabilityCol()), SQLDataTypes.VectorType(), false));
  }
}

package io.sluice.train;

import org.apache.spark.ml.param.Param;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The column of a score that an algorithm of ours gives beside its prediction. */
public interface ScoreColumn extends PredictionColumns {

  default Param<String> scoreCol() {
    return new Param<>(this, "scoreCol", "the column to add: the score that decides");
  }

  @Override
  default StructType predicted(StructType table) {
    return PredictionColumns.super.predicted(
        table.add(getOrDefault(scoreCol()), DataTypes.DoubleType, false));
  }
}

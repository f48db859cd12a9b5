package io.sluice.train;

import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/** The label that an algorithm of ours learns from, called as in spark.ml. */
public interface LabelColumn extends Params {

  default Param<String> labelCol() {
    return new Param<>(this, "labelCol", "the label, a double; of classes their number from 0");
  }
}

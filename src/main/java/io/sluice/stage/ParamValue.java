package io.sluice.stage;

import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Params;

/** Values of the Params of Scala's primitive types, which Java sees as {@code Object}. */
public final class ParamValue {

  private ParamValue() {}

  public static int of(Params params, IntParam param) {
    return (Integer) params.getOrDefault(param);
  }

  public static long of(Params params, LongParam param) {
    return (Long) params.getOrDefault(param);
  }

  public static double of(Params params, DoubleParam param) {
    return (Double) params.getOrDefault(param);
  }

  public static boolean of(Params params, BooleanParam param) {
    return (Boolean) params.getOrDefault(param);
  }
}

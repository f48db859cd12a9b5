package io.sluice.features;

import io.sluice.stage.Loop;
import org.apache.spark.sql.Column;

/**
 * A function of {@link Power}, by expm1 and log1p, so that it has all its digits near 0 and near a
 * lambda of 0 or 2.
 */
record PowerFunction(String method, double lambda) implements Loop.NumberToNumber {

  static final String LOG1P = "log1p";
  static final String SQRT = "sqrt";
  static final String BOX_COX = "boxCox";
  static final String YEO_JOHNSON = "yeoJohnson";

  @Override
  public double apply(double x) {
    return switch (method) {
      case LOG1P -> Math.log1p(x);
      case SQRT -> Math.sqrt(x);
      case BOX_COX -> grown(lambda, Math.log(x));
      default ->
          x >= 0 ? grown(lambda, Math.log1p(x)) : -grown(2 - lambda, Math.log1p(-x)); // or NaN
    };
  }

  /** (e^(exponent * log) - 1) / exponent; its limit, the log, where the exponent is nothing. */
  static double grown(double exponent, double log) {
    return Math.abs(exponent) < Math.ulp(1.0) ? log : Math.expm1(exponent * log) / exponent;
  }

  /** Whether the function has a value there. */
  boolean takes(double x) {
    return switch (method) {
      case LOG1P -> x > -1;
      case SQRT -> x >= 0;
      case BOX_COX -> x > 0;
      default -> true;
    };
  }

  /** As {@link #takes(double)}; of NaN too, which Spark takes for the greatest number. */
  Column takes(Column x) {
    return switch (method) {
      case LOG1P -> x.gt(-1.0);
      case SQRT -> x.geq(0.0);
      case BOX_COX -> x.gt(0.0);
      default -> x.isNotNull();
    };
  }

  /** In words, which numbers it takes. */
  String range() {
    return switch (method) {
      case LOG1P -> "above -1";
      case SQRT -> "from 0";
      case BOX_COX -> "above 0";
      default -> "of any size";
    };
  }
}

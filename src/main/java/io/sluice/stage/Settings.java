package io.sluice.stage;

import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.param.JavaParams;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.Identifiable;

/**
 * Settings of a section or of a step that is no pipeline stage, declared as spark.ml Params: public
 * methods without arguments that return a Param. A Param without a default is required, unless it
 * is {@link #optional()}.
 */
public abstract class Settings extends JavaParams {

  private final String uid = Identifiable.randomUID(StepClass.nameOf(getClass()));

  /**
   * What to do instead, where somebody sets what must not stand in a job file; such a value is
   * never shown.
   */
  public Optional<String> instead(String setting) {
    return Optional.empty();
  }

  /** Names of settings that may be left out though nothing stands in for them. */
  public List<String> optional() {
    return List.of();
  }

  @Override
  public final String uid() {
    return uid;
  }

  @Override
  public final Settings copy(ParamMap extra) {
    return defaultCopy(extra);
  }
}

package io.sluice.stage;

import java.util.List;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.util.Identifiable;

/** A setting that is one of a few words. */
public final class Choice extends Param<String> {

  private final List<String> allowed;

  public Choice(Identifiable parent, String name, String doc, String... allowed) {
    super(parent, name, doc, ParamValidators.inArray(List.of(allowed)));
    this.allowed = List.of(allowed);
  }

  /** The words, in the order to show them. */
  public List<String> allowed() {
    return allowed;
  }
}

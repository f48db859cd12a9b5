package io.sluice.clean.rule;

import io.sluice.stage.Choice;
import io.sluice.stage.Settings;
import io.sluice.stage.StepClass;

/** What {@code check} demands of a table. */
public abstract class Rule extends Settings {

  static final String FAIL = "fail";
  static final String WARN = "warn";

  Rule() {
    setDefault(onFailure(), FAIL);
  }

  /** What follows where the rule does not hold. */
  public abstract Choice onFailure();

  /** What is demanded, in words: "speed is from 0 to 400". */
  public abstract String inWords();

  /** Its name in a job file. */
  public final String name() {
    return StepClass.nameOf(getClass());
  }

  /** Whether the job only warns where the rule does not hold. */
  public final boolean warns() {
    return getOrDefault(onFailure()).equals(WARN);
  }
}

package io.sluice.stage;

/**
 * One thing that a user can mend: where it is and what to do about it.
 *
 * @param where the setting, or the full place in the job file; empty where the step itself is meant
 * @param text what is wrong, what is allowed, what to do; one line
 */
public record Problem(String where, String text) {

  /** The line a user reads. */
  public String line() {
    return where.isEmpty() ? text : where + ": " + text;
  }
}

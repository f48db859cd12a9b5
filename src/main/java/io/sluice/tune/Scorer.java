package io.sluice.tune;

import java.util.Map;

/** Trains with settings and judges the model, which a section cannot do alone. */
public interface Scorer {

  /**
   * How good a model is.
   *
   * @param seconds that training and judging took
   */
  record Scored(double score, double seconds) {}

  /**
   * Trains on the rows of a fold and judges on those left out of it. Called by several threads.
   *
   * @param share of the rows to train on
   */
  Scored score(Map<String, String> settings, int fold, double share);

  /** Settings of which trials have work in common; these are best tried in turn. */
  Object group(Map<String, String> settings);
}

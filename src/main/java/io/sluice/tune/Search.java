package io.sluice.tune;

import io.sluice.result.Run;
import java.util.List;
import java.util.Map;

/**
 * Which settings to try. What it answers follows from the trials so far and a seed alone, so that a
 * search that was broken off goes on as if it had not been.
 */
interface Search {

  /**
   * Settings to try.
   *
   * @param share of the training rows to try them on
   */
  record Proposal(Map<String, String> settings, double share) {}

  /** What to try next, all at once; nothing when the search is over. */
  List<Proposal> next(List<Run.Trial> done);
}

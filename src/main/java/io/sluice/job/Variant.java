package io.sluice.job;

import io.sluice.train.Algorithm;
import java.util.Map;
import java.util.Optional;

/**
 * A variant of a job to compare with: another algorithm, or other values of some settings.
 *
 * @param algorithm the other one, where there is one
 * @param settings by {@code step.name}, as {@link Variation} has them; none of another algorithm
 */
record Variant(Optional<Placed<Algorithm>> algorithm, Map<String, String> settings) {

  /** The job in this variant. */
  Job of(Job job) {
    return algorithm
        .map(other -> job.with(job.features(), other))
        .orElseGet(() -> new Variation(job).with(settings));
  }
}

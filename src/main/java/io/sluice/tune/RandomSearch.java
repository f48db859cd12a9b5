package io.sluice.tune;

import io.sluice.result.Run;
import java.util.List;
import org.apache.commons.math3.random.Well19937c;

/** So many combinations by chance, no two alike. */
record RandomSearch(Space space, int trials, long seed) implements Search {

  @Override
  public List<Proposal> next(List<Run.Trial> done) {
    return done.isEmpty()
        ? space.draw(trials, new Well19937c(seed)).stream().map(s -> new Proposal(s, 1)).toList()
        : List.of();
  }
}

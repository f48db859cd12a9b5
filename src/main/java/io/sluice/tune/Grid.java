package io.sluice.tune;

import io.sluice.result.Run;
import java.util.List;

/** All combinations. */
record Grid(Space space) implements Search {

  @Override
  public List<Proposal> next(List<Run.Trial> done) {
    return done.isEmpty()
        ? space.all().stream().map(settings -> new Proposal(settings, 1)).toList()
        : List.of();
  }
}

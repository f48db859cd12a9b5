package io.sluice.tune;

import io.sluice.result.Run;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.math3.random.Well19937c;

/**
 * Successive halving (Jamieson, Talwalkar 2016) with a factor of {@value #FACTOR}: round by round
 * the better third of the settings is tried on three times the rows; in the last round, on all.
 */
record Halving(Space space, int trials, long seed, boolean largerIsBetter) implements Search {

  private static final int FACTOR = 3;
  private static final int MOST_ROUNDS = 4; // begins with no less than 1 / 27 of the rows

  @Override
  public List<Proposal> next(List<Run.Trial> done) {
    if (done.isEmpty()) {
      return space.draw(trials, new Well19937c(seed)).stream()
          .map(settings -> new Proposal(settings, share(rounds() - 1)))
          .toList();
    }
    double last = done.get(done.size() - 1).share();
    if (last == 1) {
      return List.of();
    }
    List<Run.Trial> round = done.stream().filter(t -> t.share() == last).toList();
    int left = (int) Math.round(Math.log(1 / last) / Math.log(FACTOR)) - 1;
    Comparator<Run.Trial> byScore = Comparator.comparingDouble(Run.Trial::score);
    return round.stream()
        .filter(t -> t.score() != null)
        .sorted(largerIsBetter ? byScore.reversed() : byScore)
        .limit(Math.max(1, round.size() / FACTOR))
        .map(t -> new Proposal(t.settings(), share(left)))
        .toList();
  }

  /** Rounds until one third of one third ... of the trials is a single one. */
  private int rounds() {
    long start = Math.min(trials, space.size());
    int rounds = 1;
    for (long left = start / FACTOR; left >= 1 && rounds < MOST_ROUNDS; left /= FACTOR) {
      rounds++;
    }
    return rounds;
  }

  /** The share of rows when so many rounds are left. */
  private static double share(int left) {
    return Math.pow(FACTOR, -left);
  }
}

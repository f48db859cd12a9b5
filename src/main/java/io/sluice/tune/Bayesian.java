package io.sluice.tune;

import io.sluice.result.Run;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;

/**
 * Bayesian optimisation (Snoek, Larochelle, Adams 2012, "Practical Bayesian Optimization of Machine
 * Learning Algorithms"): after some trials by chance, always the settings with the greatest
 * expected improvement under a {@link GaussianProcess} of the scores so far, of {@value #DRAWN} by
 * chance and {@value #NEAR} near the best. A failed trial counts as the worst score.
 */
record Bayesian(Space space, int trials, long seed, boolean largerIsBetter) implements Search {

  private static final int DRAWN = 2000;
  private static final int NEAR = 500;
  private static final int LEAST_BEFORE = 5;
  private static final double NEARNESS = 0.1; // standard deviation, of a dimension from 0 to 1

  @Override
  public List<Proposal> next(List<Run.Trial> done) {
    int before = Math.min(trials, Math.max(LEAST_BEFORE, 2 * space.dimensions().size()));
    if (done.isEmpty() || space.size() <= trials) {
      return new RandomSearch(space, space.size() <= trials ? trials : before, seed).next(done);
    }
    if (done.size() >= trials) {
      return List.of();
    }
    RandomGenerator random = new Well19937c(seed + done.size());
    if (done.stream().noneMatch(t -> t.score() != null)) {
      return List.of(new Proposal(space.draw(random), 1));
    }
    return List.of(new Proposal(mostPromising(done, random), 1));
  }

  private Map<String, String> mostPromising(List<Run.Trial> done, RandomGenerator random) {
    double[] losses = losses(done);
    double[][] places = done.stream().map(t -> space.encode(t.settings())).toArray(double[][]::new);
    GaussianProcess process = GaussianProcess.fit(places, losses);
    int best = best(losses);
    Set<Map<String, String>> tried = new HashSet<>();
    done.forEach(t -> tried.add(t.settings()));
    List<Map<String, String>> candidates = new ArrayList<>();
    for (int i = 0; i < DRAWN; i++) {
      candidates.add(space.draw(random));
    }
    for (int i = 0; i < NEAR; i++) {
      candidates.add(near(done.get(best).settings(), random));
    }
    candidates.removeIf(tried::contains);
    return candidates.stream()
        .max(
            Comparator.comparingDouble(
                c -> expectedImprovement(process.at(space.encode(c)), losses[best])))
        .orElseGet(() -> space.draw(random));
  }

  /** Settings near others: every number moved a little, a word seldom changed. */
  private Map<String, String> near(Map<String, String> settings, RandomGenerator random) {
    Map<String, String> near = new LinkedHashMap<>();
    for (Dimension d : space.dimensions()) {
      double[] place = d.encode(settings.get(d.name()));
      boolean moves = place.length == 1;
      double moved = moves ? place[0] + NEARNESS * random.nextGaussian() : random.nextDouble();
      boolean changes = moves || random.nextDouble() < NEARNESS;
      near.put(
          d.name(),
          changes
              ? d.at(Math.max(0, Math.min(moved, Math.nextDown(1.0))))
              : settings.get(d.name()));
    }
    return near;
  }

  /** The less, the better. */
  private double[] losses(List<Run.Trial> done) {
    double worst =
        done.stream()
            .map(Run.Trial::score)
            .filter(Objects::nonNull)
            .mapToDouble(this::loss)
            .max()
            .orElseThrow();
    return done.stream().mapToDouble(t -> t.score() == null ? worst : loss(t.score())).toArray();
  }

  private double loss(double score) {
    return largerIsBetter ? -score : score;
  }

  private static int best(double[] losses) {
    int best = 0;
    for (int i = 1; i < losses.length; i++) {
      best = losses[i] < losses[best] ? i : best;
    }
    return best;
  }

  private static double expectedImprovement(GaussianProcess.Guess guess, double best) {
    double gain = best - guess.mean();
    if (guess.deviation() == 0) {
      return Math.max(0, gain);
    }
    NormalDistribution normal = new NormalDistribution();
    double z = gain / guess.deviation();
    return gain * normal.cumulativeProbability(z) + guess.deviation() * normal.density(z);
  }
}

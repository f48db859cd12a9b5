package io.sluice.tune;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.result.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Searches on functions whose best place is known. */
final class SearchTest {

  private static final Space UNIT =
      new Space(
          List.of(
              Dimension.of("x", List.of("-5 to 10"), false),
              Dimension.of("y", List.of("0 to 15"), false)));

  /** Branin and Hoo (1972): three minima of 0.397887. */
  private static double branin(Map<String, String> at) {
    double x = number(at, "x");
    double y = number(at, "y");
    double a = y - 5.1 / (4 * Math.PI * Math.PI) * x * x + 5 / Math.PI * x - 6;
    return a * a + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10;
  }

  @Test
  void bayesianFindsTheMinimumOfBraninWithFewTrials() {
    for (long seed : new long[] {1, 2, 3}) {
      List<Run.Trial> trials = run(new Bayesian(UNIT, 35, seed, false), SearchTest::branin);

      assertThat(trials).hasSize(35);
      assertThat(least(trials)).isLessThan(0.45);
    }
  }

  @Test
  void bayesianComesNearerThanChance() {
    ToDoubleFunction<Map<String, String>> hill =
        at -> -Math.pow(number(at, "x") - 3, 2) - Math.pow(Math.log10(number(at, "z")) + 2, 2);
    Space space =
        new Space(
            List.of(
                Dimension.of("x", List.of("-5 to 10"), false),
                Dimension.of("z", List.of("0.0001 to 100 log"), false),
                Dimension.of("nothing", List.of("a", "b", "c"), false)));
    double ours = 0;
    double chance = 0;
    for (long seed = 0; seed < 5; seed++) {
      ours += -most(run(new Bayesian(space, 25, seed, true), hill));
      chance += -most(run(new RandomSearch(space, 25, seed), hill));
    }
    assertThat(ours).isLessThan(chance / 10);
  }

  @Test
  void bayesianTriesAllWhereThereAreNoMoreThanTrials() {
    Space few = new Space(List.of(Dimension.of("x", List.of("1", "2", "3"), false)));

    assertThat(run(new Bayesian(few, 10, 1, true), at -> number(at, "x"))).hasSize(3);
  }

  @Test
  void bayesianGoesOnAfterFailures() {
    List<Run.Trial> trials =
        run(new Bayesian(UNIT, 25, 1, false), at -> number(at, "x") > 6 ? Double.NaN : branin(at));

    assertThat(trials).hasSize(25).anyMatch(t -> t.score() == null);
    assertThat(least(trials)).isLessThan(1.5);
  }

  @Test
  void halvingTakesTheBestThirdToThreeTimesTheRows() {
    Space many =
        new Space(
            List.of(
                Dimension.of(
                    "x", IntStream.range(0, 100).mapToObj(Integer::toString).toList(), true)));
    List<Run.Trial> trials = run(new Halving(many, 27, 5, true), at -> number(at, "x"));

    assertThat(trials).hasSize(27 + 9 + 3 + 1);
    double[] first = trials.stream().limit(27).mapToDouble(Run.Trial::score).sorted().toArray();
    assertThat(trials.subList(27, 36)).allMatch(t -> Math.abs(t.share() - 1.0 / 9) < 1e-12);
    assertThat(trials.subList(27, 36).stream().map(Run.Trial::score).toList())
        .allMatch(score -> score >= first[18]);
    assertThat(trials.get(39).share()).isEqualTo(1);
    assertThat(trials.get(39).score()).isEqualTo(first[26]);
  }

  @Test
  void halvingOfTwoIsOneRoundOnAllRows() {
    List<Run.Trial> trials = run(new Halving(UNIT, 2, 5, false), SearchTest::branin);

    assertThat(trials).hasSize(2).allMatch(t -> t.share() == 1);
  }

  /** Settings that give no number fail. */
  private static List<Run.Trial> run(
      Search search, ToDoubleFunction<Map<String, String>> function) {
    List<Run.Trial> done = new ArrayList<>();
    for (List<Search.Proposal> next = search.next(done);
        !next.isEmpty();
        next = search.next(done)) {
      for (Search.Proposal p : next) {
        double value = function.applyAsDouble(p.settings());
        Double score = Double.isNaN(value) ? null : (Double) value;
        done.add(new Run.Trial(done.size(), p.settings(), p.share(), List.of(), score, 0, null));
      }
    }
    return done;
  }

  private static double least(List<Run.Trial> trials) {
    return trials.stream()
        .filter(t -> t.score() != null)
        .mapToDouble(Run.Trial::score)
        .min()
        .orElseThrow();
  }

  private static double most(List<Run.Trial> trials) {
    return trials.stream().mapToDouble(Run.Trial::score).max().orElseThrow();
  }

  private static double number(Map<String, String> at, String name) {
    return Double.parseDouble(at.get(name));
  }
}

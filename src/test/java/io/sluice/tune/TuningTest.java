package io.sluice.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.result.Run;
import io.sluice.stage.ProblemException;
import io.sluice.testing.FromYaml;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TuningTest {

  private static final String GRID = "{space: {a.x: [1, 2, 3, 4], a.y: [0, 1]}, folds: 2}";
  private static final String BAYESIAN =
      "{search: bayesian, trials: 12, space: {a.x: 0 to 4, a.y: 0 to 1}, folds: 2, parallelism: 3}";

  @TempDir Path folder;

  /** Best at x = 3, y = 0, where two folds differ by 0.2; fails at x = 4. */
  private static final class Hill implements Scorer {
    private final AtomicInteger calls = new AtomicInteger();
    private int last = Integer.MAX_VALUE;

    @Override
    public Scored score(Map<String, String> settings, int fold, double share) {
      if (calls.incrementAndGet() > last) {
        throw new StackOverflowError("killed"); // no failure of the settings
      }
      double x = Double.parseDouble(settings.get("a.x"));
      double y = Double.parseDouble(settings.get("a.y"));
      if (x > 3.9) {
        throw ProblemException.inData("too large.");
      }
      return new Scored(1 - (x - 3) * (x - 3) - y + (fold == 0 ? 0.1 : -0.1), 0);
    }

    @Override
    public Object group(Map<String, String> settings) {
      return settings.get("a.y");
    }
  }

  @Test
  void findsTheBestAndKeepsWhatFailed() {
    Run.Tuning done = run(GRID, new Hill(), log(false));

    assertThat(done.trials()).hasSize(8);
    assertThat(done.bestTrial().settings()).isEqualTo(Map.of("a.x", "3", "a.y", "0"));
    assertThat(done.bestTrial().folds()).containsExactly(1.1, 0.9);
    assertThat(done.bestTrial().score()).isEqualTo(1);
    assertThat(done.trials())
        .filteredOn(t -> t.settings().get("a.x").equals("4"))
        .hasSize(2)
        .allMatch(t -> t.score() == null && t.failure().equals("too large."));
    assertThat(done.warnings()).isEmpty();
  }

  @Test
  void warnsWhereTheBestLiesAtTheEnd() {
    Run.Tuning done = run("{space: {a.x: [0, 1, 2], a.y: [0, 1]}}", new Hill(), log(false));

    assertThat(done.warnings())
        .containsExactly(
            "the best a.x, 2, lies at the end of what was tried; better ones may lie beyond");
  }

  @Test
  void sameWhateverRunsAtATime() {
    Run.Tuning one =
        run(BAYESIAN.replace("parallelism: 3", "parallelism: 1"), new Hill(), log(false));

    assertThat(run(BAYESIAN, new Hill(), log(false))).isEqualTo(one);
  }

  @Test
  void goesOnWhereItWasKilled() {
    Run.Tuning whole = run(BAYESIAN, new Hill(), log(false));
    Hill killed = new Hill();
    killed.last = 15;
    assertThatThrownBy(() -> run(BAYESIAN, killed, log(false)))
        .hasRootCauseInstanceOf(StackOverflowError.class);

    Hill resumed = new Hill();
    TrialLog log = log(true);
    assertThat(log.size()).isBetween(4, 7);
    assertThat(run(BAYESIAN, resumed, log)).isEqualTo(whole);
    assertThat(resumed.calls.get()).isEqualTo(2 * (12 - log.size()));
  }

  @Test
  void forgetsWhatWasTriedOtherwise() {
    run(GRID, new Hill(), log(false));

    assertThat(open("search of something else", true).size()).isZero();
    assertThat(log(true).size()).isZero(); // the other has taken its place
  }

  @Test
  void startsAnewUnlessToldToGoOn() {
    run(GRID, new Hill(), log(false));

    assertThat(log(true).size()).isEqualTo(8);
    assertThat(log(false).size()).isZero();
  }

  @Test
  void failsWhereAllFail() {
    assertThatThrownBy(() -> run("{space: {a.x: [4, 5], a.y: [0]}}", new Hill(), log(false)))
        .isInstanceOf(ProblemException.class)
        .hasMessage("all 2 trials failed, the first: too large.");
  }

  private Run.Tuning run(String settings, Scorer scorer, TrialLog log) {
    Tune tune = FromYaml.set(new Tune(), settings);
    assertThat(tune.problems()).isEqualTo(List.of());
    return new Tuning(tune, name -> false, true, scorer, log).run("score");
  }

  private TrialLog log(boolean resume) {
    return open("search", resume);
  }

  private TrialLog open(String identity, boolean resume) {
    return TrialLog.open(new Configuration(), folder.resolve("log").toString(), identity, resume);
  }
}

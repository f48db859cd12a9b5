package io.sluice.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class GaussianProcessTest {

  private static final double[][] PLACES = {
    {0.1, 0.2}, {0.4, 0.9}, {0.5, 0.5}, {0.8, 0.1}, {0.9, 0.7}
  };
  private static final double[] VALUES = {3, 1.5, 2, 5, 4};

  /**
   * scikit-learn 1.2.1: GaussianProcessRegressor(Matern([0.5, 1.0], nu=2.5), alpha=1e-2,
   * optimizer=None, normalize_y=True).
   */
  @Test
  void expectsWhatScikitLearnDoes() {
    GaussianProcess process = new GaussianProcess(PLACES, VALUES, new double[] {0.5, 1}, 1e-2);

    GaussianProcess.Guess within = process.at(new double[] {0.3, 0.3});
    assertThat(within.mean()).isCloseTo(2.34325877, within(1e-7));
    assertThat(within.deviation()).isCloseTo(0.32211721, within(1e-7));
    GaussianProcess.Guess beyond = process.at(new double[] {0.95, 0.95});
    assertThat(beyond.mean()).isCloseTo(3.67764808, within(1e-7));
    assertThat(beyond.deviation()).isCloseTo(0.37725762, within(1e-7));
    assertThat(process.likelihood()).isCloseTo(-7.843693760313557, within(1e-9));
  }

  @Test
  void choosesTheLengthsThatAreMostLikely() {
    double best = GaussianProcess.fit(PLACES, VALUES).likelihood();

    for (double length : new double[] {0.125, 0.5, 2}) {
      for (double noise : new double[] {1e-6, 1e-2}) {
        double[] lengths = {length, length};
        assertThat(new GaussianProcess(PLACES, VALUES, lengths, noise).likelihood())
            .isLessThanOrEqualTo(best);
      }
    }
  }

  @Test
  void equalValuesAreExpectedEverywhere() {
    GaussianProcess process = GaussianProcess.fit(PLACES, new double[] {2, 2, 2, 2, 2});

    assertThat(process.at(new double[] {0, 1}).mean()).isEqualTo(2);
  }
}

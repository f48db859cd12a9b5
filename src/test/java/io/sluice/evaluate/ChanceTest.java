package io.sluice.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ChanceTest {

  /** In 300 draws of two models that are equally good, p is below 0.05 in about 5 % of them. */
  @Test
  void thePValueOfChanceIsChance() {
    int low = 0;
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      long[] only = new long[2];
      for (int i = 0; i < 200; i++) {
        double of = random.nextDouble();
        only[0] += of < 0.2 ? 1 : 0;
        only[1] += of >= 0.2 && of < 0.4 ? 1 : 0;
      }
      low += Chance.mcNemar(only[0], only[1]) < 0.05 ? 1 : 0;
    }
    assertThat(low).isBetween(4, 24); // an exact test errs on the safe side
  }

  @Test
  void mcNemarIsThatOfR() {
    // R: binom.test(c(3, 12)), binom.test(c(40, 61)), binom.test(c(5, 5))
    assertThat(Chance.mcNemar(3, 12)).isCloseTo(0.03515625, within(1e-12));
    assertThat(Chance.mcNemar(61, 40)).isCloseTo(0.0460440669293, within(1e-12));
    assertThat(Chance.mcNemar(5, 5)).isEqualTo(1);
    assertThat(Chance.mcNemar(0, 0)).isEqualTo(1);
    assertThat(Chance.mcNemar(2_000_000_000L, 2_000_100_000L)).isCloseTo(0.114, within(1e-3));
  }

  @Test
  void holmIsThatOfR() {
    // R: p.adjust(c(0.01, 0.04, 0.03, 0.5, 0.005), "holm")
    assertThat(Chance.holm(new Double[] {0.01, 0.04, 0.03, 0.5, null, 0.005}))
        .containsExactly(0.04, 0.09, 0.09, 0.5, null, 0.025);
  }

  @Test
  void aVerySmallOneIsNeverZero() {
    assertThat(Chance.inWords(0.0004)).isEqualTo("p < 0.001");
    assertThat(Chance.inWords(0.02904)).isEqualTo("p 0.029");
  }
}

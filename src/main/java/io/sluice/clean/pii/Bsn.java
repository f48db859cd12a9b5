package io.sluice.clean.pii;

import java.util.regex.Pattern;

/**
 * A burgerservicenummer of the Netherlands: nine digits, a sum of which is a multiple of 11. Every
 * eleventh number passes, so it counts only after words that say so.
 */
final class Bsn extends Written {

  private static final long serialVersionUID = 1L;
  private static final Pattern CUE = Edges.cue("bsn|burgerservicenummer|sofi-?nummer");

  Bsn() {
    super("\\d{9}|\\d{4}\\.\\d{2}\\.\\d{3}");
  }

  @Override
  boolean isRight(String value, String text, int start) {
    String digits = Digits.of(value);
    return Digits.weighted(digits, 9, 8, 7, 6, 5, 4, 3, 2, -1) % 11 == 0
        && Edges.follows(CUE, text, start);
  }
}

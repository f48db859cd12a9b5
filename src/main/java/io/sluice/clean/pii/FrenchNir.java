package io.sluice.clean.pii;

/**
 * A social security number of France (NIR): sex, year, month, department, commune, order and a key
 * that follows from them by 97. Corsica has departments 2A and 2B.
 */
final class FrenchNir extends Written {

  private static final long serialVersionUID = 1L;

  FrenchNir() {
    super(
        "[12] ?+\\d\\d ?+(?:0[1-9]|1[0-2]|[2-9]\\d) ?+(?:\\d\\d|2[ABab]) ?+\\d{3} ?+\\d{3}"
            + " ?+\\d\\d");
  }

  @Override
  boolean begins(char c) {
    return c == '1' || c == '2';
  }

  @Override
  boolean isRight(String value, String text, int start) {
    String nir = canonical(value).replace("2A", "19").replace("2B", "18");
    return Digits.remainder97(nir.substring(0, 13)) + Integer.parseInt(nir.substring(13)) == 97;
  }
}

package io.sluice.clean.pii;

/**
 * A PESEL of Poland: eleven digits of which six are a date of birth and the last follows from the
 * others. About 2 in 100 numbers of eleven digits pass by chance.
 */
final class Pesel extends Written {

  private static final long serialVersionUID = 1L;

  Pesel() {
    super("\\d{11}");
  }

  @Override
  boolean isRight(String value, String text, int start) {
    int month = Integer.parseInt(value, 2, 4, 10) % 20;
    int day = Integer.parseInt(value, 4, 6, 10);
    return month >= 1
        && month <= 12
        && day >= 1
        && day <= 31
        && Digits.weighted(value, 1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1) % 10 == 0;
  }
}

package io.sluice.clean.pii;

/** Digits of a number as it is written, and sums that check them. */
final class Digits {

  private static final int[][] VERHOEFF_TIMES = {
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9},
    {1, 2, 3, 4, 0, 6, 7, 8, 9, 5},
    {2, 3, 4, 0, 1, 7, 8, 9, 5, 6},
    {3, 4, 0, 1, 2, 8, 9, 5, 6, 7},
    {4, 0, 1, 2, 3, 9, 5, 6, 7, 8},
    {5, 9, 8, 7, 6, 0, 4, 3, 2, 1},
    {6, 5, 9, 8, 7, 1, 0, 4, 3, 2},
    {7, 6, 5, 9, 8, 2, 1, 0, 4, 3},
    {8, 7, 6, 5, 9, 3, 2, 1, 0, 4},
    {9, 8, 7, 6, 5, 4, 3, 2, 1, 0}
  };
  private static final int[] VERHOEFF_TURN = {1, 5, 7, 6, 2, 8, 3, 0, 9, 4};

  private Digits() {}

  /** The digits alone. */
  static String of(String value) {
    StringBuilder digits = new StringBuilder(value.length());
    for (int i = 0; i < value.length(); i++) {
      if (Edges.isDigit(value.charAt(i))) {
        digits.append(value.charAt(i));
      }
    }
    return digits.toString();
  }

  static String lettersAndDigits(String value) {
    StringBuilder out = new StringBuilder(value.length());
    for (int i = 0; i < value.length(); i++) {
      if (Character.isLetterOrDigit(value.charAt(i))) {
        out.append(value.charAt(i));
      }
    }
    return out.toString();
  }

  static int at(CharSequence digits, int i) {
    return digits.charAt(i) - '0';
  }

  /** Luhn's sum, ISO/IEC 7812-1, annex B. */
  static boolean luhn(CharSequence digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = at(digits, digits.length() - 1 - i);
      int times = i % 2 == 0 ? digit : 2 * digit;
      sum += times > 9 ? times - 9 : times;
    }
    return sum % 10 == 0;
  }

  /** Verhoeff 1969, "Error detecting decimal codes": the dihedral group D5. */
  static boolean verhoeff(CharSequence digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = at(digits, digits.length() - 1 - i);
      for (int turn = 0; turn < i % 8; turn++) {
        digit = VERHOEFF_TURN[digit];
      }
      sum = VERHOEFF_TIMES[sum][digit];
    }
    return sum == 0;
  }

  /** The remainder by 97 of the number that digits and letters (A = 10, ..., Z = 35) make. */
  static int remainder97(CharSequence text) {
    int remainder = 0;
    for (int i = 0; i < text.length(); i++) {
      int value = Character.digit(text.charAt(i), 36);
      remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
    }
    return remainder;
  }

  /** The sum of the first digits, each times its weight. */
  static int weighted(CharSequence digits, int... weights) {
    int sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i] * at(digits, i);
    }
    return sum;
  }
}

package io.sluice.sample;

import java.util.Locale;

/** Stray spellings of the values of a category. */
final class Spelling {

  /**
   * @param fault case, blanks, abbreviation or typo
   */
  record Stray(String text, String fault) {}

  private Spelling() {}

  static Stray of(String value, Dice dice) {
    return switch (dice.below(7)) {
      case 0 -> new Stray(value.toUpperCase(Locale.ROOT), "case");
      case 1, 2 -> new Stray(value.toLowerCase(Locale.ROOT), "case");
      case 3 -> new Stray(value + " ", "blanks");
      case 4 ->
          value.indexOf(' ') > 0
              ? new Stray(value.replace(" ", "  "), "blanks")
              : new Stray(" " + value, "blanks");
      case 5 -> new Stray(abbreviation(value), "abbreviation");
      default -> new Stray(typo(value, dice), "typo");
    };
  }

  /** The first letter of the first word, or the beginning of the only one. */
  private static String abbreviation(String value) {
    int blank = value.indexOf(' ');
    return blank > 0 ? value.charAt(0) + "." + value.substring(blank) : value.substring(0, 3) + ".";
  }

  /** Two letters that differ change places. */
  private static String typo(String value, Dice dice) {
    int at = dice.between(1, value.length() - 2);
    while (value.charAt(at) == value.charAt(at - 1)
        || value.charAt(at) == ' '
        || value.charAt(at - 1) == ' ') {
      at = at == value.length() - 1 ? 1 : at + 1;
    }
    return value.substring(0, at - 1)
        + value.charAt(at)
        + value.charAt(at - 1)
        + value.substring(at + 1);
  }
}

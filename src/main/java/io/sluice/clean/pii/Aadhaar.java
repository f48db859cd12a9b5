package io.sluice.clean.pii;

/**
 * An Aadhaar number of India: twelve digits in three groups of four, none before and none after,
 * with Verhoeff's sum; the first is 2 or more.
 */
final class Aadhaar extends Written {

  private static final long serialVersionUID = 1L;

  Aadhaar() {
    super("[2-9]\\d{3}([ -])\\d{4}\\1\\d{4}");
  }

  @Override
  boolean begins(char c) {
    return c >= '2' && c <= '9';
  }

  @Override
  boolean isRight(String value, String text, int start) {
    int end = start + value.length();
    boolean part =
        Edges.isDigit(text, start - 2) || (isGap(text, end) && Edges.isDigit(text, end + 1));
    return !part && Digits.verhoeff(Digits.of(value));
  }

  private static boolean isGap(String text, int i) {
    return i < text.length() && Edges.isGap(text.charAt(i));
  }
}

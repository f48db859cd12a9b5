package io.sluice.clean.pii;

/**
 * The number of a payment card: 13 to 19 digits, in one or in groups of three and more with a blank
 * or dash between, with Luhn's sum, the prefix of an issuer (ISO/IEC 7812) and a length that it
 * has: Visa, Mastercard, American Express, Discover, Diners Club, JCB, UnionPay, Maestro.
 */
final class Card extends Finder {

  private static final long serialVersionUID = 1L;
  private static final int MAX = 19;
  private static final int SHOWN = 4;

  @Override
  Entity entity() {
    return Entity.CARD;
  }

  @Override
  boolean begins(char c) {
    return c >= '2' && c <= '6';
  }

  @Override
  Span at(String text, int start) {
    StringBuilder digits = new StringBuilder(MAX);
    int group = 0;
    int end = -1;
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Edges.isDigit(c) && digits.length() < MAX) {
        digits.append(c);
        group++;
        boolean closed = group >= 3 && Edges.isEnd(text, i + 1);
        end = closed && isIssued(digits) && Digits.luhn(digits) ? i + 1 : end;
      } else if (Edges.isGap(c) && group >= 3 && Edges.isDigit(text, i + 1)) {
        group = 0;
      } else {
        break;
      }
    }
    return end > 0 && Edges.isAlone(text, start, end) ? span(start, end) : null;
  }

  private static boolean isIssued(CharSequence digits) {
    int n = digits.length();
    if (n < 13) {
      return false;
    }
    int prefix = Integer.parseInt(digits, 0, 4, 10);
    return switch (prefix / 1000) {
      case 4 -> n == 13 || n == 16 || n == 19;
      case 5 -> (n == 16 && prefix >= 5100 && prefix <= 5599) || isMaestro(prefix);
      case 2 -> n == 16 && prefix >= 2221 && prefix <= 2720;
      case 3 -> isThree(prefix, n);
      default -> (n >= 16 && isDiscoverOrUnionPay(prefix)) || isMaestro(prefix);
    };
  }

  private static boolean isDiscoverOrUnionPay(int prefix) {
    return prefix == 6011 || (prefix >= 6440 && prefix <= 6599) || prefix / 100 == 62;
  }

  /** American Express, Diners Club, JCB. */
  private static boolean isThree(int prefix, int n) {
    int two = prefix / 100;
    if (two == 34 || two == 37) {
      return n == 15;
    }
    boolean diners = prefix <= 3059 || prefix == 3095 || two == 36 || two == 38 || two == 39;
    boolean jcb = prefix >= 3528 && prefix <= 3589;
    return (diners && (n == 14 || n == 16)) || (jcb && n >= 16);
  }

  private static boolean isMaestro(int prefix) {
    return switch (prefix) {
      case 5018, 5020, 5038, 5893, 6304, 6759, 6761, 6762, 6763 -> true;
      default -> false;
    };
  }

  @Override
  String canonical(String value) {
    return Digits.of(value);
  }

  /** The last four digits. */
  @Override
  String group(String value) {
    String digits = Digits.of(value);
    return "..." + digits.substring(digits.length() - SHOWN);
  }
}

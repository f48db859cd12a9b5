package io.sluice.clean.pii;

import java.util.Locale;

/**
 * The addresses that people have, of those that RFC 5321 allows: letters and digits of any script
 * and {@code . _ % + ' ~ -} before the {@literal @}, at most 64; then two or more labels of a
 * domain, of which the last has two letters or more. No quoted parts, comments or literal
 * addresses. All is in lower case in its one spelling.
 */
final class Email extends Finder {

  private static final long serialVersionUID = 1L;
  private static final int LOCAL = 64;
  private static final int DOMAIN = 253;

  @Override
  Entity entity() {
    return Entity.EMAIL;
  }

  /** Found by its sign, wherever that stands. */
  @Override
  boolean begins(char c) {
    return c == '@';
  }

  @Override
  Span at(String text, int sign) {
    int start = start(text, sign);
    int end = start < 0 ? -1 : end(text, sign + 1);
    return end < 0 ? null : span(start, end);
  }

  private static int start(String text, int sign) {
    if (sign == 0 || text.charAt(sign - 1) == '.') {
      return -1;
    }
    int start = sign;
    while (start > 0 && sign - start < LOCAL && isLocal(text.charAt(start - 1))) {
      if (text.charAt(start - 1) == '.' && text.charAt(start) == '.') {
        break; // dots that lead up to it
      }
      start--;
    }
    while (start < sign && !Edges.isWord(text.charAt(start))) {
      start++;
    }
    return start == sign ? -1 : start;
  }

  private static boolean isLocal(char c) {
    return Edges.isWord(c) || ".%+'~-".indexOf(c) >= 0;
  }

  private static int end(String text, int from) {
    int end = -1;
    int last = Math.min(text.length(), from + DOMAIN);
    for (int label = from; label < last; ) {
      int next = label;
      while (next < last && (isLabel(text.charAt(next)) || text.charAt(next) == '-')) {
        next++;
      }
      if (next == label || text.charAt(label) == '-') {
        break;
      }
      while (text.charAt(next - 1) == '-') {
        next--;
      }
      end = label > from && isTop(text, label, next) ? next : end;
      if (next >= last || text.charAt(next) != '.') {
        break;
      }
      label = next + 1;
    }
    return end;
  }

  private static boolean isLabel(char c) {
    return Edges.isWord(c) && c != '_';
  }

  private static boolean isTop(String text, int start, int end) {
    boolean letters = text.substring(start, end).chars().allMatch(Character::isLetter);
    return end - start >= 2 && (letters || text.startsWith("xn--", start));
  }

  @Override
  String canonical(String value) {
    return value.toLowerCase(Locale.ROOT);
  }

  /** The domain. */
  @Override
  String group(String value) {
    return canonical(value.substring(value.indexOf('@')));
  }
}

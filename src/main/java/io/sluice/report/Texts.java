package io.sluice.report;

import java.util.List;
import java.util.Locale;

/** What a run left out, made harmless. */
final class Texts {

  private Texts() {}

  static <T> List<T> orEmpty(List<T> list) {
    return list == null ? List.of() : list;
  }

  static String orEmpty(String text) {
    return text == null ? "" : text;
  }

  /** A name from the user's data, set off from the sentence around it. */
  static Markup term(String name) {
    return Markup.element("code", orEmpty(name));
  }

  /** The text in at most so many characters, with an ellipsis where it is longer. */
  static String shorten(String text, int max) {
    int length = text.codePointCount(0, text.length());
    return length <= max
        ? text
        : text.substring(0, text.offsetByCodePoints(0, max - 1)).stripTrailing() + "\u2026";
  }

  /** With a capital at its beginning. */
  static String capitalised(String words) {
    int first = words.isEmpty() ? 0 : words.offsetByCodePoints(0, 1);
    return words.substring(0, first).toUpperCase(Locale.ROOT) + words.substring(first);
  }

  /** {@code a}, {@code a and b}, {@code a, b and c}. */
  static String enumerate(List<String> items) {
    int last = items.size() - 1;
    return last < 1
        ? String.join("", items)
        : String.join(", ", items.subList(0, last)) + " and " + items.get(last);
  }
}

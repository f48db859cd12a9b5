package io.sluice.clean.pii;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A national id: a pattern of bounded length, and a check. Of a value nothing may be told. */
abstract class Written extends Finder {

  private static final long serialVersionUID = 1L;

  private final Pattern pattern;

  Written(String pattern) {
    this.pattern = Pattern.compile(pattern);
  }

  /** Most begin with a digit. */
  @Override
  boolean begins(char c) {
    return Edges.isDigit(c);
  }

  /** Whether it is worth to look closer here: a quick test. Most have a digit two further on. */
  boolean mayBe(String text, int i) {
    return Edges.isDigit(text, i + 2);
  }

  /** Whether the value, found at this place, is right by the rules of those who issue it. */
  abstract boolean isRight(String value, String text, int start);

  @Override
  Entity entity() {
    return Entity.NATIONAL_ID;
  }

  @Override
  Span at(String text, int i) {
    if (!mayBe(text, i)) {
      return null;
    }
    Matcher m = pattern.matcher(text).region(i, text.length());
    return m.lookingAt() && Edges.isAlone(text, i, m.end()) && isRight(m.group(), text, i)
        ? span(i, m.end())
        : null;
  }

  /** Letters and digits. */
  @Override
  String canonical(String value) {
    return Digits.lettersAndDigits(value).toUpperCase(Locale.ROOT);
  }

  @Override
  String group(String value) {
    return "";
  }
}

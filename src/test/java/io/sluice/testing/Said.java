package io.sluice.testing;

import java.util.regex.Pattern;

/** Messages that hold words of Spark's, whose lines say some things differently. */
public final class Said {

  private Said() {}

  /** The regular expression of a text in which {@code (...)} is anything; it may end in a dot. */
  public static String pattern(String text) {
    return Pattern.quote(text).replace("(...)", "\\E.*\\Q") + "\\.?";
  }
}

package io.sluice.job;

import io.sluice.clean.rule.Matches;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;

/**
 * A form that texts can have.
 *
 * @param words what they are
 * @param pattern for all of a text
 */
record Shape(String words, Pattern pattern) {

  /** The most special ones first. */
  static final List<Shape> ALL =
      List.of(
          of("dates", "[0-9]{4}-[0-9]{2}-[0-9]{2}"),
          of("times", "[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?Z?"),
          of("UUIDs", "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"),
          of("e-mail addresses", "[^@ ]+@[^@ ]+[.][^@ .]+"),
          of("web addresses", "https?://[^ ]+"),
          of("IP addresses", "[0-9]{1,3}([.][0-9]{1,3}){3}"),
          of("phone numbers", "[+][0-9][0-9 ()/-]{5,20}"),
          of("digits", "[0-9]+"),
          of("capitals and a number", "[A-Z]+-?[0-9]+"));

  private static Shape of(String words, String pattern) {
    return new Shape(words, Pattern.compile(pattern));
  }

  /** Whether a text has it. */
  boolean fits(String text) {
    return pattern.matcher(text).matches();
  }

  /** Whether the texts of a column have it. */
  Column fits(Column text) {
    return text.rlike(Matches.whole(pattern.pattern()));
  }
}

package io.sluice.clean;

import io.sluice.stage.Loop;
import java.text.Normalizer;
import java.util.Locale;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * One standard of writing, applied in this order: markup, the form of Unicode, white space, case;
 * the form once more where another case has another form. Letters are those of no language in
 * particular.
 *
 * @param unicodeForm a form of {@link Normalizer}, or {@code none}
 */
record StandardText(boolean stripsHtml, String unicodeForm, String trim, String letters)
    implements Loop.TextToText {

  @Override
  public UTF8String apply(UTF8String text) {
    String before = text.toString();
    String after = apply(before);
    return after.equals(before) ? text : UTF8String.fromString(after);
  }

  String apply(String text) {
    String plain = formed(stripsHtml ? Html.text(text) : text);
    String trimmed =
        switch (trim) {
          case "ends" -> WhiteSpace.cutEnds(plain);
          case "all" -> WhiteSpace.single(plain);
          default -> plain;
        };
    return switch (letters) {
      case "lower" -> formed(trimmed.toLowerCase(Locale.ROOT));
      case "upper" -> formed(trimmed.toUpperCase(Locale.ROOT));
      case "title" -> formed(title(trimmed));
      default -> trimmed;
    };
  }

  private String formed(String text) {
    return unicodeForm.equals("none")
        ? text
        : Normalizer.normalize(text, Normalizer.Form.valueOf(unicodeForm));
  }

  /** A word is letters, marks, digits and the apostrophes between them. */
  private static String title(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    StringBuilder out = new StringBuilder(lower.length());
    boolean within = false;
    for (int i = 0; i < lower.length(); ) {
      int c = lower.codePointAt(i);
      out.appendCodePoint(within ? c : Character.toTitleCase(c));
      within = isOfWord(c) || (within && (c == '\'' || c == '\u2019'));
      i += Character.charCount(c);
    }
    return out.toString();
  }

  private static boolean isOfWord(int c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK ->
          true;
      default -> Character.isLetterOrDigit(c);
    };
  }
}

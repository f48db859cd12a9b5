package io.sluice.features;

import io.sluice.stage.Loop;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/** The statistics of one text, read once from its first character to its last. */
final class MeasureText implements Loop.TextToNumbers {

  private static final long serialVersionUID = 1L;

  /** In the order of {@link #apply}. */
  static final List<String> NAMES =
      List.of(
          "chars", "words", "mean_word_length", "upper_share", "digit_share", "punctuation_share");

  @Override
  public InternalRow apply(UTF8String text) {
    String chars = text == null ? "" : text.toString();
    int length = 0;
    int words = 0;
    int blanks = 0;
    int upper = 0;
    int digits = 0;
    int punctuation = 0;
    boolean inWord = false;
    for (int i = 0; i < chars.length(); ) {
      int c = chars.codePointAt(i);
      i += Character.charCount(c);
      length++;
      boolean isBlank = Character.isWhitespace(c) || Character.isSpaceChar(c);
      words += !isBlank && !inWord ? 1 : 0;
      inWord = !isBlank;
      blanks += isBlank ? 1 : 0;
      upper += Character.isUpperCase(c) ? 1 : 0;
      digits += Character.isDigit(c) ? 1 : 0;
      punctuation += isPunctuation(c) ? 1 : 0;
    }
    return new GenericInternalRow(
        new Object[] {
          (double) length,
          (double) words,
          share(length - blanks, words),
          share(upper, length),
          share(digits, length),
          share(punctuation, length)
        });
  }

  private static double share(int part, int whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }

  /** Unicode's categories P: not symbols such as $ and +. */
  private static boolean isPunctuation(int c) {
    return switch (Character.getType(c)) {
      case Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          true;
      default -> false;
    };
  }
}

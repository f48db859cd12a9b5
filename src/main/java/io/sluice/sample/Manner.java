package io.sluice.sample;

import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * Turns sentences into those of a style, and makes slips; leaves numbers, addresses and codes as
 * they are.
 */
final class Manner {

  /** Slips for each character, one in about 250 words. */
  private static final double SLIPS = 0.0007;

  private Manner() {}

  /** A sentence as somebody of this style would write it. */
  static String of(Style style, boolean careless, String sentence, Dice dice) {
    String said =
        switch (style) {
          case TERSE -> careless ? lower(sentence) : sentence;
          case ANGRY -> loud(sentence, dice);
          case FOREIGN -> broken(sentence, dice);
          default -> sentence;
        };
    boolean slipped = style != Style.POLITE && dice.chance(SLIPS * said.length());
    return slipped ? slipOnce(said, dice) : said;
  }

  /** In small letters. */
  static String lower(String sentence) {
    return words(sentence, word -> word.toLowerCase(Locale.ROOT));
  }

  /** In capitals. */
  static String upper(String sentence) {
    return words(sentence, word -> word.toUpperCase(Locale.ROOT));
  }

  /** Exchanges, drops or doubles a letter in this share of the words. */
  static String slips(String sentence, double share, Dice dice) {
    return words(sentence, word -> dice.chance(share) ? slip(word, dice) : word);
  }

  /** In the first word after a place that the dice choose. */
  private static String slipOnce(String sentence, Dice dice) {
    int begin = sentence.indexOf(' ', dice.below(sentence.length())) + 1;
    int end = sentence.indexOf(' ', begin);
    String word = sentence.substring(begin, end < 0 ? sentence.length() : end);
    return end < 0 || isFixed(word)
        ? sentence
        : sentence.substring(0, begin) + slip(word, dice) + sentence.substring(end);
  }

  private static String slip(String word, Dice dice) {
    if (word.length() < 4) {
      return word;
    }
    int at = dice.between(1, word.length() - 3);
    String begin = word.substring(0, at);
    char a = word.charAt(at);
    char b = word.charAt(at + 1);
    String rest = word.substring(at + 2);
    return switch (dice.below(3)) {
      case 0 -> begin + b + a + rest;
      case 1 -> begin + b + rest;
      default -> begin + a + a + b + rest;
    };
  }

  /** Changes each word that is not a number, an address, a code or an abbreviation. */
  static String words(String text, UnaryOperator<String> change) {
    StringBuilder out = new StringBuilder(text.length() + 8);
    int begin = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || text.charAt(i) == ' ' || text.charAt(i) == '\n') {
        String word = text.substring(begin, i);
        out.append(isFixed(word) ? word : change.apply(word));
        if (i < text.length()) {
          out.append(text.charAt(i));
        }
        begin = i + 1;
      }
    }
    return out.toString();
  }

  /** Holds a digit or an @, or is written in capitals. */
  private static boolean isFixed(String word) {
    int capitals = 0;
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if ((c >= '0' && c <= '9') || c == '@') {
        return true;
      }
      if (Character.isUpperCase(c)) {
        capitals++;
      }
    }
    return capitals > 1;
  }

  private static String loud(String sentence, Dice dice) {
    String said = dice.chance(0.12) ? upper(sentence) : sentence;
    if (said.endsWith(".") && dice.chance(0.3)) {
      said = said.substring(0, said.length() - 1) + dice.pick(new String[] {"!", "!", "!!", "!!!"});
    } else if (said.endsWith("?") && dice.chance(0.3)) {
      said += dice.pick(new String[] {"?", "!", "??"});
    }
    return said;
  }

  /** Articles go, some forms are wrong. */
  private static String broken(String sentence, Dice dice) {
    StringBuilder out = new StringBuilder(sentence.length());
    boolean capital = false;
    for (String word : sentence.split(" ", -1)) {
      String said = dice.chance(0.4) ? foreign(word) : word;
      if (said.isEmpty()) {
        capital |= word.startsWith("T") || word.startsWith("A");
        continue;
      }
      if (capital) {
        said = Character.toUpperCase(said.charAt(0)) + said.substring(1);
        capital = false;
      }
      out.append(out.isEmpty() ? "" : " ").append(said);
    }
    return out.toString();
  }

  private static String foreign(String word) {
    return switch (word) {
      case "the", "The", "a", "an", "A" -> "";
      case "cannot" -> "can not";
      case "does" -> "do";
      case "was" -> "is";
      case "since" -> "from";
      case "have" -> "has";
      case "much" -> "many";
      case "which" -> "what";
      case "asked" -> "did ask";
      case "worked" -> "was functioning";
      case "works" -> "is functioning";
      default -> word;
    };
  }
}

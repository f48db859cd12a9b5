package io.sluice.clean.pii;

import java.util.regex.Pattern;

/** What stands around a value. */
final class Edges {

  private static final int WIDTH = 48;

  private Edges() {}

  static boolean isWord(char c) {
    return c < 128 ? isDigit(c) || isLetter(c) || c == '_' : Character.isLetterOrDigit(c);
  }

  /** One of A to Z, in either case. */
  static boolean isLetter(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }

  /** One of 0 to 9. */
  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean isDigit(String text, int i) {
    return i >= 0 && i < text.length() && isDigit(text.charAt(i));
  }

  static boolean isWord(String text, int i) {
    return i >= 0 && i < text.length() && isWord(text.charAt(i));
  }

  /** Whether no letter or digit follows at once. */
  static boolean isEnd(String text, int end) {
    return !isWord(text, end);
  }

  /** Whether this is no part of a longer word or number, joined by nothing, a dash or a point. */
  static boolean isAlone(String text, int start, int end) {
    return isEnd(text, end)
        && !isWord(text, start - 1)
        && !(isJoint(text, start - 1) && isWord(text, start - 2))
        && !(isJoint(text, end) && isDigit(text, end + 1));
  }

  private static boolean isJoint(String text, int i) {
    return i >= 0 && i < text.length() && (text.charAt(i) == '-' || text.charAt(i) == '.');
  }

  /** What people put between groups of digits. */
  static boolean isGap(char c) {
    return c == ' ' || c == '-' || c == '\u00a0';
  }

  /** Words that say what the number after them is; a few letters may stand between. */
  static Pattern cue(String words) {
    return cue(words, "[^\\d\\n]");
  }

  /** Words that say what the number after them is; these may stand between, up to 24. */
  static Pattern cue(String words, String between) {
    return Pattern.compile(
        "(?i)(?<![\\p{L}\\d])(?:" + words + ")(?!\\p{L})(?:" + between + "){0,24}$");
  }

  /** Whether such a word stands shortly before. */
  static boolean follows(Pattern cue, String text, int start) {
    return cue.matcher(text.substring(Math.max(0, start - WIDTH), start)).find();
  }
}

package io.sluice.clean.pii;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Four numbers of 0 to 255. None after a word such as "version", none of five numbers, and neither
 * 0.x.x.x nor 127.x.x.x, which are no one's.
 */
final class Ipv4 extends Finder {

  private static final long serialVersionUID = 1L;
  private static final String PART = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]\\d|\\d)";
  private static final Pattern PATTERN =
      Pattern.compile(PART + "\\." + PART + "\\." + PART + "\\." + PART);
  private static final Pattern VERSION =
      Pattern.compile("(?i)(?<!\\p{L})(?:version|ver|v|release|build|firmware)[ .:]{0,3}$");

  @Override
  Entity entity() {
    return Entity.IP;
  }

  @Override
  boolean begins(char c) {
    return Edges.isDigit(c);
  }

  @Override
  Span at(String text, int start) {
    if (!isPoint(text, start + 1) && !isPoint(text, start + 2) && !isPoint(text, start + 3)) {
      return null;
    }
    Matcher m = PATTERN.matcher(text).region(start, text.length());
    return m.lookingAt()
            && !m.group(1).equals("0")
            && !m.group(1).equals("127")
            && Edges.isAlone(text, start, m.end())
            && !Edges.follows(VERSION, text, start)
        ? span(start, m.end())
        : null;
  }

  private static boolean isPoint(String text, int i) {
    return i < text.length() && text.charAt(i) == '.';
  }

  @Override
  String canonical(String value) {
    return value;
  }

  /** The network of 24 bits. */
  @Override
  String group(String value) {
    return value.substring(0, value.lastIndexOf('.')) + ".x";
  }
}

package io.sluice.sample;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What makes a line unreadable. */
enum Corruption {
  NONE(""),
  /** The line ends early. */
  CUT_OFF("cutOff"),
  /** tenure_months holds words. */
  WRONG_TYPE("wrongType"),
  /** Letters of the body are bytes of ISO 8859-1, which UTF-8 does not allow. */
  STRAY_BYTES("strayBytes");

  private static final double RATE = 0.002;
  private static final byte[] TENURE = "\"tenure_months\":".getBytes(StandardCharsets.UTF_8);
  private static final byte[] BODY = "\"body\":\"".getBytes(StandardCharsets.UTF_8);
  private static final byte E_ACUTE = (byte) 0xE9;

  private final String word;

  Corruption(String word) {
    this.word = word;
  }

  static Corruption draw(Dice dice) {
    if (!dice.chance(RATE)) {
      return NONE;
    }
    return values()[1 + dice.below(3)];
  }

  String word() {
    return word;
  }

  /** The line with this done to it; without its end. */
  byte[] apply(byte[] line, Dice dice) {
    return switch (this) {
      case NONE -> line;
      case CUT_OFF -> Arrays.copyOf(line, dice.between(line.length / 10, line.length - 2));
      case WRONG_TYPE -> wrongType(line);
      case STRAY_BYTES -> strayBytes(line);
    };
  }

  private static byte[] wrongType(byte[] line) {
    String text = new String(line, StandardCharsets.UTF_8);
    int begin = text.indexOf(new String(TENURE, StandardCharsets.UTF_8)) + TENURE.length;
    int end = text.indexOf(',', begin);
    String wrong = text.substring(0, begin) + "\"two years\"" + text.substring(end);
    return wrong.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] strayBytes(byte[] line) {
    byte[] wrong = line.clone();
    int at = indexOf(wrong, BODY) + BODY.length;
    int left = 3;
    for (int i = at; i < wrong.length - 1 && left > 0; i++) {
      if (wrong[i] == 'e') {
        wrong[i] = E_ACUTE;
        left--;
      }
    }
    return wrong;
  }

  private static int indexOf(byte[] line, byte[] part) {
    int at = 0;
    while (!Arrays.equals(line, at, at + part.length, part, 0, part.length)) {
      at++;
    }
    return at;
  }
}

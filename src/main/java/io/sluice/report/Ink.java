package io.sluice.report;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The colours of the page and of its pictures, each with its value on white and on black paper. */
enum Ink {
  TEXT(0x1b1f24, 0xe4e7eb),
  SOFT(0x5a636e, 0x9aa4af),
  LINE(0xe2e6ea, 0x30363d),
  PAPER(0xffffff, 0x14171b),
  CARD(0xf6f7f9, 0x1c2025),
  ACCENT(0x1f6391, 0x6fb3e0),
  FAINT(0xa8c6dc, 0x3a6484),
  WARM(0xb9562b, 0xe58d62);

  private final int light;
  private final int dark;

  Ink(int light, int dark) {
    this.light = light;
    this.dark = dark;
  }

  /** The colour in a picture's spec. */
  String hex() {
    return hex(light);
  }

  String variable() {
    return "var(--" + name().toLowerCase(Locale.ROOT) + ")";
  }

  static String lightVariables() {
    return variables(false);
  }

  static String darkVariables() {
    return variables(true);
  }

  /** Rules that give the shapes of a picture the page's colours, so that they follow its paper. */
  static String pictureRules() {
    return Arrays.stream(values())
        .map(ink -> ink.rule("stroke") + ink.rule("fill"))
        .collect(Collectors.joining("\n"));
  }

  /** lets-plot writes a colour in one of two ways. */
  private String rule(String property) {
    return String.format(
        Locale.ROOT,
        ".picture [%1$s=\"%2$s\"],.picture [%1$s=\"%3$s\"]{%1$s:%4$s}",
        property,
        rgb(),
        hex(),
        variable());
  }

  private static String variables(boolean dark) {
    return Arrays.stream(values())
        .map(
            i ->
                "--" + i.name().toLowerCase(Locale.ROOT) + ":" + hex(dark ? i.dark : i.light) + ";")
        .collect(Collectors.joining());
  }

  private static String hex(int colour) {
    return String.format(Locale.ROOT, "#%06x", colour);
  }

  private String rgb() {
    return String.format(
        Locale.ROOT, "rgb(%d,%d,%d)", light >> 16, light >> 8 & 0xff, light & 0xff);
  }
}

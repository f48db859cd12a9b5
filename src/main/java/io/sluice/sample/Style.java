package io.sluice.sample;

import java.util.Locale;

/** The manner in which a customer writes: its share, how long the texts are, how heated. */
enum Style {
  PLAIN(0.30, 680, 0.6, 0),
  POLITE(0.18, 900, 0.55, -0.4),
  ANGRY(0.13, 660, 0.65, 1.2),
  TERSE(0.15, 130, 0.4, 0),
  RAMBLING(0.10, 2500, 0.4, 0),
  FOREIGN(0.14, 660, 0.55, 0);

  private static final Style[] ALL = values();
  private static final int LONGEST = 3700;

  private final double share;
  private final double median;
  private final double sigma;
  private final double heat;
  private final String word;

  Style(double share, double median, double sigma, double heat) {
    this.share = share;
    this.median = median;
    this.sigma = sigma;
    this.heat = heat;
    this.word = name().toLowerCase(Locale.ROOT);
  }

  static Style draw(Dice dice) {
    double left = dice.uniform();
    for (Style style : ALL) {
      left -= style.share;
      if (left < 0) {
        return style;
      }
    }
    return PLAIN;
  }

  /** How many characters a text aims at. */
  int length(Dice dice) {
    return Math.min(LONGEST, (int) dice.logNormal(median, sigma));
  }

  double heat() {
    return heat;
  }

  String word() {
    return word;
  }
}

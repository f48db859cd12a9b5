package io.sluice.sample;

import java.util.Locale;

/** What a ticket is about; its weight among tickets and in the model of {@link Escalation}. */
enum Topic {
  BILLING(0.21, 0.7),
  PLAYBACK(0.19, 0.2),
  LOGIN(0.15, 0.4),
  CANCELLATION(0.12, 1.1),
  RECOMMENDATIONS(0.07, -0.8),
  DOWNLOAD(0.09, 0),
  DEVICE(0.11, 0),
  FEATURE(0.06, -1.5);

  private static final Topic[] ALL = values();

  private final double share;
  private final double urgency;
  private final String word;

  Topic(double share, double urgency) {
    this.share = share;
    this.urgency = urgency;
    this.word = name().toLowerCase(Locale.ROOT);
  }

  static Topic draw(Dice dice) {
    double left = dice.uniform();
    for (Topic topic : ALL) {
      left -= topic.share;
      if (left < 0) {
        return topic;
      }
    }
    return FEATURE;
  }

  /** Any but this one. */
  Topic other(Dice dice) {
    Topic drawn = this;
    while (drawn == this) {
      drawn = dice.pick(ALL);
    }
    return drawn;
  }

  double urgency() {
    return urgency;
  }

  /** How rows and rules name it. */
  String word() {
    return word;
  }
}

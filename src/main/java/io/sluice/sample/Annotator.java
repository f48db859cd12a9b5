package io.sluice.sample;

/**
 * Somebody who says what a ticket is about and is sometimes wrong: then, {@code confused} of the
 * time, with the topic that the true one is most easily taken for, otherwise with any of the
 * others.
 */
enum Annotator {
  ANNA("anna", 0.05, 0.5),
  BELA("bela", 0.10, 0.5),
  CHEN("chen", 0.15, 0.7),
  DANA("dana", 0.25, 0.8),
  EMIL("emil", 0.40, 0.3);

  private final String word;
  private final double error;
  private final double confused;

  Annotator(String word, double error, double confused) {
    this.word = word;
    this.error = error;
    this.confused = confused;
  }

  String word() {
    return word;
  }

  double error() {
    return error;
  }

  Topic annotate(Topic truth, Dice dice) {
    if (!dice.chance(error)) {
      return truth;
    }
    return dice.chance(confused) ? confusion(truth) : truth.other(dice);
  }

  static Topic confusion(Topic topic) {
    return switch (topic) {
      case BILLING -> Topic.CANCELLATION;
      case CANCELLATION -> Topic.BILLING;
      case PLAYBACK -> Topic.DEVICE;
      case DEVICE, DOWNLOAD -> Topic.PLAYBACK;
      case LOGIN -> Topic.DEVICE;
      case RECOMMENDATIONS -> Topic.FEATURE;
      case FEATURE -> Topic.RECOMMENDATIONS;
    };
  }
}

package io.sluice.train;

import io.sluice.stage.ProblemException;
import java.util.Arrays;

/** Labels that are numbers of classes: 0, 1, 2 and so on. */
final class Classes {

  /** More are a number to predict, not classes. */
  static final int MOST = 1000;

  private Classes() {}

  /** How many classes these labels name: one more than the largest, two at least. */
  static int number(double[] labels) {
    for (double label : labels) {
      if (label < 0 || label >= MOST || label != Math.rint(label) || Double.isNaN(label)) {
        throw ProblemException.inData(
            "a label is %s, which is not the number of a class, 0 to %d."
                .formatted(label, MOST - 1));
      }
    }
    return 1 + (int) Math.max(1, Arrays.stream(labels).max().orElse(0));
  }
}

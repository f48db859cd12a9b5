package io.sluice.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The seconds that each contestant took, round by round.
 *
 * @param seconds by the contestant's name, in the order of the rounds
 */
record Times(Map<String, List<Double>> seconds) {

  /** The middle of some numbers and how far they reach. */
  record Spread(double median, double least, double greatest) {

    static Spread of(List<Double> numbers) {
      List<Double> sorted = numbers.stream().sorted().toList();
      int half = sorted.size() / 2;
      double median =
          sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
      return new Spread(median, sorted.get(0), sorted.get(sorted.size() - 1));
    }
  }

  /** The seconds of one contestant. */
  Spread of(String contestant) {
    return Spread.of(seconds.get(contestant));
  }

  /** How many times as long as another it took, round by round. */
  Spread ratio(String contestant, String other) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < seconds.get(contestant).size(); i++) {
      ratios.add(seconds.get(contestant).get(i) / seconds.get(other).get(i));
    }
    return Spread.of(ratios);
  }

  /** A line for each contestant: the median of its seconds, the least and the greatest. */
  void print(PrintStream out) {
    for (String contestant : seconds.keySet()) {
      Spread s = of(contestant);
      out.printf(
          Locale.ROOT,
          "  %-12s %8.3f s   (%.3f to %.3f)%n",
          contestant,
          s.median,
          s.least,
          s.greatest);
    }
  }

  /** A line for the ratio of two contestants, and whether its median keeps to the bar. */
  void print(PrintStream out, String contestant, String other, double bar) {
    Spread r = ratio(contestant, other);
    out.printf(
        Locale.ROOT,
        "  %-12s %8.3f     (%.3f to %.3f)   bar %.3f %s%n",
        contestant + "/" + other,
        r.median,
        r.least,
        r.greatest,
        bar,
        r.median <= bar ? "met" : "NOT met");
  }
}

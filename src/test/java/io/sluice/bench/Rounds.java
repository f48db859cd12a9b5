package io.sluice.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs contestants in turn in one process, so that all of them have the same machine at the same
 * time: first some rounds that are not counted, then those that are. Every other round runs
 * backwards, so that nobody always comes after the same one.
 *
 * @param warmUps rounds that are not counted
 * @param counted rounds that are
 */
record Rounds(int warmUps, int counted) {

  /** The seconds that each took; a garbage collection before each is not counted. */
  Times of(Map<String, Runnable> contestants) {
    Map<String, List<Double>> seconds = new LinkedHashMap<>();
    contestants.keySet().forEach(name -> seconds.put(name, new ArrayList<>()));
    List<String> order = new ArrayList<>(contestants.keySet());
    for (int round = 0; round < warmUps + counted; round++) {
      for (String name : order) {
        double taken = seconds(contestants.get(name));
        if (round >= warmUps) {
          seconds.get(name).add(taken);
        }
      }
      Collections.reverse(order);
    }
    return new Times(seconds);
  }

  private static double seconds(Runnable work) {
    System.gc();
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e9;
  }
}

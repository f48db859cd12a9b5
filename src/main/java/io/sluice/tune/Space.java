package io.sluice.tune;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.random.RandomGenerator;

/** All that may be tried: a value for each dimension. */
record Space(List<Dimension> dimensions) {

  /** How many combinations there are; {@link Long#MAX_VALUE} where there is no end. */
  long size() {
    long size = 1;
    for (Dimension d : dimensions) {
      boolean endless = d.size() == 0 || size > Long.MAX_VALUE / d.size();
      size = endless || size == Long.MAX_VALUE ? Long.MAX_VALUE : size * d.size();
    }
    return size;
  }

  /** All combinations, the last dimension changing fastest. */
  List<Map<String, String>> all() {
    List<Map<String, String>> all = List.of(Map.of());
    for (Dimension d : dimensions) {
      List<Map<String, String>> longer = new ArrayList<>();
      for (Map<String, String> settings : all) {
        for (long i = 0; i < d.size(); i++) {
          Map<String, String> with = new LinkedHashMap<>(settings);
          with.put(d.name(), d.at((i + 0.5) / d.size()));
          longer.add(with);
        }
      }
      all = longer;
    }
    return all;
  }

  /** One by chance. */
  Map<String, String> draw(RandomGenerator random) {
    Map<String, String> settings = new LinkedHashMap<>();
    dimensions.forEach(d -> settings.put(d.name(), d.at(random.nextDouble())));
    return settings;
  }

  /** So many different ones by chance, or all, where there are no more. */
  List<Map<String, String>> draw(int number, RandomGenerator random) {
    if (size() <= number) {
      return all();
    }
    List<Map<String, String>> drawn = new ArrayList<>();
    while (drawn.size() < number) {
      Map<String, String> settings = draw(random);
      if (!drawn.contains(settings)) {
        drawn.add(settings);
      }
    }
    return drawn;
  }

  /** Where settings lie, each number from 0 to 1. */
  double[] encode(Map<String, String> settings) {
    return dimensions.stream()
        .flatMapToDouble(d -> DoubleStream.of(d.encode(settings.get(d.name()))))
        .toArray();
  }
}

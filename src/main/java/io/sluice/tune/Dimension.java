package io.sluice.tune;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One setting of the space, and the values that it may take, as a job file would hold them. */
sealed interface Dimension {

  /** The name of the setting. */
  String name();

  /** The value at a place from 0 to below 1. */
  String at(double place);

  /** Where a value lies, for a Gaussian process: one or more numbers from 0 to 1. */
  double[] encode(String value);

  /** How many different values there are; 0 of endlessly many. */
  long size();

  /** The values beyond which there is none; all of a list. */
  List<String> ends();

  /** Whether a value lies at an end of a range of numbers, so that better ones may lie beyond. */
  boolean isAtEnd(String value);

  /** A list of values, numbers in ascending order. */
  record Values(String name, List<String> values) implements Dimension {

    @Override
    public String at(double place) {
      return values.get((int) (place * values.size()));
    }

    /** Numbers by their place in the list; words each by a number of its own. */
    @Override
    public double[] encode(String value) {
      if (areNumbers()) {
        return new double[] {(values.indexOf(value) + 0.5) / values.size()};
      }
      double[] encoded = new double[values.size()];
      encoded[values.indexOf(value)] = 1;
      return encoded;
    }

    @Override
    public long size() {
      return values.size();
    }

    @Override
    public List<String> ends() {
      return values;
    }

    @Override
    public boolean isAtEnd(String value) {
      if (!areNumbers() || values.size() < 3) {
        return false;
      }
      int place = values.indexOf(value);
      return place == 0 || place == values.size() - 1;
    }

    private boolean areNumbers() {
      return values.stream().allMatch(v -> v.matches(NUMBER));
    }
  }

  /** All numbers from one to another, both included. */
  record Range(String name, double from, double to, boolean isLog, boolean isWhole)
      implements Dimension {

    /** To four digits, which a person can read and a job file hold. */
    @Override
    public String at(double place) {
      if (isWhole) { // each whole number has its share
        return text(Math.min(to, Math.floor(between(place, from, to + 1))));
      }
      double rounded = new BigDecimal(between(place, from, to)).round(DIGITS).doubleValue();
      return text(Math.min(to, Math.max(from, rounded)));
    }

    private double between(double place, double low, double high) {
      return isLog
          ? Math.exp(Math.log(low) + place * (Math.log(high) - Math.log(low)))
          : low + place * (high - low);
    }

    @Override
    public double[] encode(String value) {
      double number = Double.parseDouble(value);
      double place =
          isLog ? Math.log(number / from) / Math.log(to / from) : (number - from) / (to - from);
      return new double[] {place};
    }

    @Override
    public long size() {
      return isWhole ? (long) (to - from) + 1 : 0;
    }

    @Override
    public List<String> ends() {
      return List.of(text(from), text(to));
    }

    /** Within a fiftieth of the range. */
    @Override
    public boolean isAtEnd(String value) {
      double place = encode(value)[0];
      return place < 0.02 || place > 0.98;
    }

    private String text(double value) {
      return isWhole ? String.format(Locale.ROOT, "%.0f", value) : Double.toString(value);
    }
  }

  MathContext DIGITS = new MathContext(4);
  String NUMBER = "[-+]?[0-9]*\\.?[0-9]+(?:[eE][-+]?[0-9]+)?";
  Pattern RANGE = Pattern.compile("(%s) to (%s)( log)?".formatted(NUMBER, NUMBER));

  /** What is wrong with the values of a job file. */
  static Optional<String> problem(List<String> values, boolean needsList) {
    if (values.isEmpty()) {
      return Optional.of("there is no value to try.");
    }
    if (new LinkedHashSet<>(values).size() < values.size()) {
      return Optional.of("a value stands twice.");
    }
    Matcher range = RANGE.matcher(values.get(0));
    if (values.size() > 1 || !range.matches()) {
      return Optional.empty();
    }
    double from = Double.parseDouble(range.group(1));
    double to = Double.parseDouble(range.group(2));
    if (needsList) {
      return Optional.of("grid needs the values themselves, a list: [0.01, 0.1, 1].");
    }
    if (from >= to) {
      return Optional.of("'%s' holds no number: the lower one first.".formatted(values.get(0)));
    }
    if (range.group(3) != null && from <= 0) {
      return Optional.of(
          "'%s' cannot be logarithmic: it begins at or below 0.".formatted(values.get(0)));
    }
    return Optional.empty();
  }

  /** From the values of a job file that have no problem. */
  static Dimension of(String name, List<String> values, boolean isWhole) {
    Matcher range = RANGE.matcher(values.get(0));
    if (values.size() > 1 || !range.matches()) {
      Values given = new Values(name, List.copyOf(values));
      return given.areNumbers()
          ? new Values(
              name, values.stream().sorted(Comparator.comparing(Double::parseDouble)).toList())
          : given;
    }
    return new Range(
        name,
        Double.parseDouble(range.group(1)),
        Double.parseDouble(range.group(2)),
        range.group(3) != null,
        isWhole);
  }
}

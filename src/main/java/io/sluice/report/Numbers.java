package io.sluice.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/** Numbers as a reader wants them. A number that does not exist is a dash. */
final class Numbers {

  static final String DASH = "\u2013";

  private static final String MINUS = "\u2212";
  private static final int SIGNIFICANT_DIGITS = 4;
  private static final double GROUPED_FROM = 10_000;
  private static final double LEAST_CHANCE = 0.001;
  private static final double SCIENTIFIC_FROM = 1e12;
  private static final double SCIENTIFIC_BELOW = 1e-4;
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Numbers() {}

  static String count(long n) {
    return minus(String.format(Locale.ROOT, "%,d", n));
  }

  /** A count and its noun: {@code 1 row}, {@code 2 rows}. */
  static String count(long n, String noun) {
    return count(n) + " " + noun + (n == 1 ? "" : "s");
  }

  /** A count with its sign: what was added or taken away. */
  static String change(long n) {
    return n > 0 ? "+" + count(n) : count(n);
  }

  /** A measured value: four digits that matter, all digits of a whole number. */
  static String value(Double value) {
    if (value == null || !Double.isFinite(value)) {
      return DASH;
    }
    double size = Math.abs(value);
    if (size == 0) {
      return "0";
    }
    if (size >= SCIENTIFIC_FROM || size < SCIENTIFIC_BELOW) {
      return minus(String.format(Locale.ROOT, "%.2e", value).replace(".00e", "e"));
    }
    String format = size >= GROUPED_FROM ? "%,f" : "%f";
    if (Math.rint(value) == value || size >= GROUPED_FROM) {
      return minus(String.format(Locale.ROOT, format.replace("f", ".0f"), value));
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(SIGNIFICANT_DIGITS));
    return minus(rounded.stripTrailingZeros().toPlainString());
  }

  /** A weight: three decimals where they say something, else a value. */
  static String weight(double value) {
    double size = Math.abs(value);
    return size >= 0.001 && size < 1000 ? decimals(value) : value(value);
  }

  /** A weight with its sign. */
  static String signedWeight(double value) {
    return value > 0 ? "+" + weight(value) : weight(value);
  }

  /** A metric: three decimals between -1 and 1, else a value. */
  static String metric(Double value) {
    return value != null && Math.abs(value) <= 1 ? decimals(value) : value(value);
  }

  /** A p-value; one that is very small is never 0. */
  static String chance(Double p) {
    return p != null && p < LEAST_CHANCE ? "<" + LEAST_CHANCE : metric(p);
  }

  /** A share of a whole in percent, which is 0% and 100% only where it is exactly so. */
  static String share(long part, long whole) {
    return whole == 0 ? DASH : percent(ratio(part, whole));
  }

  /** The part as a share of the whole; 0 of nothing. */
  static double ratio(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }

  static String percent(double share) {
    if (!Double.isFinite(share)) {
      return DASH;
    }
    if (share == 0 || share == 1) {
      return share == 0 ? "0%" : "100%";
    }
    if (Math.abs(share) < 0.0005) {
      return "<0.1%";
    }
    if (share < 1 && share >= 0.9995) {
      return ">99.9%";
    }
    return minus(String.format(Locale.ROOT, "%.1f%%", share * 100));
  }

  /** A share without decimals, for a sentence. */
  static String roundPercent(double share) {
    return share >= 0.095 && share < 0.995
        ? String.format(Locale.ROOT, "%.0f%%", share * 100)
        : percent(share);
  }

  /** A size of files, in units of 1024 bytes. */
  static String bytes(long bytes) {
    return bytes < 1 << 20
        ? String.format(Locale.ROOT, "%,.0f KB", Math.ceil(bytes / 1024.0))
        : String.format(Locale.ROOT, "%,.1f MB", bytes / 1024.0 / 1024.0);
  }

  static String duration(double seconds) {
    if (!Double.isFinite(seconds)) {
      return DASH;
    }
    if (seconds < 59.95) {
      return seconds < 0.05 ? "under 0.1 s" : String.format(Locale.ROOT, "%.1f s", seconds);
    }
    long whole = Math.round(seconds);
    return whole < 3600
        ? String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d h %02d min", whole / 3600, whole % 3600 / 60);
  }

  /** An ISO-8601 time in UTC, to the minute; what is none as it is. */
  static String minute(String time) {
    try {
      return MINUTE.format(Instant.parse(time));
    } catch (DateTimeParseException e) {
      return time;
    }
  }

  private static String decimals(double value) {
    return minus(String.format(Locale.ROOT, "%.3f", value));
  }

  private static String minus(String number) {
    return number.replace("-", MINUS);
  }
}

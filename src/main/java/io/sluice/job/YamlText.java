package io.sluice.job;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.Set;

/** Texts as a job file holds them. */
final class YamlText {

  private static final Set<String> RESERVED = Set.of("null", "true", "false", "yes", "no");

  private YamlText() {}

  /** As it is where it is a plain word, else in quotes. */
  static String of(String text) {
    boolean plain = text.matches("[A-Za-z_][A-Za-z0-9_./-]*") && !isReserved(text);
    return plain ? text : quoted(text);
  }

  private static boolean isReserved(String text) {
    return RESERVED.stream().anyMatch(text::equalsIgnoreCase);
  }

  /** In quotes, on one line, with what would be a variable kept as it is. */
  static String quoted(String text) {
    String escaped = new String(JsonStringEncoder.getInstance().quoteAsString(text));
    StringBuilder all = new StringBuilder();
    for (char c : escaped.replace("${", "$${").toCharArray()) {
      boolean odd = c == 0x7f || (c >= 0x80 && c <= 0xa0) || c == '\u2028' || c == '\u2029';
      all.append(odd || c == '\ufeff' ? "\\u%04x".formatted((int) c) : String.valueOf(c));
    }
    return '"' + all.toString() + '"';
  }
}

package io.sluice.sample;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The sentences that tickets are made of, read once from the text files beside this class. */
final class Grammar {

  private static final List<String> FILES =
      List.of(
          "common.txt",
          "style.txt",
          "billing.txt",
          "playback.txt",
          "login.txt",
          "cancellation.txt",
          "recommendations.txt",
          "download.txt",
          "device.txt",
          "feature.txt");

  private final Map<String, Rule> rules;

  private Grammar(Map<String, Rule> rules) {
    this.rules = rules;
  }

  static Grammar read() {
    GrammarReader reader = new GrammarReader();
    FILES.forEach(file -> reader.add(file, resource(file)));
    return new Grammar(new LinkedHashMap<>(reader.rules()));
  }

  Rule rule(String name) {
    Rule rule = rules.get(name);
    if (rule == null) {
      throw new IllegalStateException("no rule '" + name + "'");
    }
    return rule;
  }

  /** The text of a file beside this class. */
  static String resource(String file) {
    try (InputStream in = Grammar.class.getResourceAsStream(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.sluice.sample;

import io.sluice.sample.Rule.Piece;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads the format that common.txt describes. A mistake in a file is a bug of ours and fails. */
final class GrammarReader {

  static final Set<String> FACTS =
      Set.of(
          "product",
          "plan",
          "first",
          "name",
          "email",
          "phone",
          "card",
          "iban",
          "ip",
          "ssn",
          "reference",
          "version4");

  private final Map<String, Rule> rules = new LinkedHashMap<>();
  private String line;
  private int at;

  void add(String file, String text) {
    Rule rule = null;
    int number = 0;
    for (String read : text.split("\n", -1)) {
      number++;
      if (read.isBlank() || read.startsWith("#")) {
        continue;
      }
      if (!read.startsWith("  ")) {
        rule = known(read.strip());
        continue;
      }
      line = read.strip();
      at = 0;
      Piece piece = sequence(0);
      if (rule == null || at != line.length()) {
        throw new IllegalStateException(file + ":" + number + " cannot be read: " + line);
      }
      rule.add(piece);
    }
  }

  /** All rules; fails where a line names one that no file has. */
  Map<String, Rule> rules() {
    Set<String> empty =
        rules.entrySet().stream()
            .filter(e -> e.getValue().size() == 0)
            .map(Map.Entry::getKey)
            .collect(Collectors.toCollection(TreeSet::new));
    if (!empty.isEmpty()) {
      throw new IllegalStateException("rules without a line: " + empty);
    }
    return rules;
  }

  private Rule known(String name) {
    return rules.computeIfAbsent(name, Rule::new);
  }

  /** Up to the end of the line or, within brackets, up to | or ]. */
  private Piece sequence(int depth) {
    List<Piece> pieces = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    while (at < line.length()) {
      char c = line.charAt(at);
      if (depth > 0 && (c == '|' || c == ']')) {
        break;
      }
      at++;
      if (c == '[' || c == '{') {
        flush(literal, pieces);
        pieces.add(c == '[' ? choice(depth + 1) : slot());
      } else {
        literal.append(c == '~' ? '\n' : c);
      }
    }
    flush(literal, pieces);
    Piece[] all = pieces.toArray(Piece[]::new);
    return all.length == 1
        ? all[0]
        : (dice, facts, out) -> {
          for (Piece piece : all) {
            piece.write(dice, facts, out);
          }
        };
  }

  private static void flush(StringBuilder literal, List<Piece> pieces) {
    if (!literal.isEmpty()) {
      String text = literal.toString();
      pieces.add((dice, facts, out) -> out.append(text));
      literal.setLength(0);
    }
  }

  private Piece choice(int depth) {
    List<Piece> options = new ArrayList<>();
    do {
      options.add(sequence(depth));
      if (at == line.length()) {
        throw new IllegalStateException("a bracket is not closed: " + line);
      }
      at++;
    } while (line.charAt(at - 1) == '|');
    Piece[] all = options.toArray(Piece[]::new);
    return (dice, facts, out) -> all[dice.below(all.length)].write(dice, facts, out);
  }

  private Piece slot() {
    int end = line.indexOf('}', at);
    String name = line.substring(at, end);
    at = end + 1;
    int dots = name.indexOf("..");
    if (dots > 0) {
      int low = Integer.parseInt(name.substring(0, dots));
      int high = Integer.parseInt(name.substring(dots + 2));
      return (dice, facts, out) -> out.append(dice.between(low, high));
    }
    if (FACTS.contains(name)) {
      return (dice, facts, out) -> facts.write(name, dice, out);
    }
    Rule rule = known(name);
    return name.startsWith("my.") ? (dice, facts, out) -> rule.writeMine(facts, out) : rule::write;
  }
}

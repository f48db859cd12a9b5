package io.sluice.sample;

import java.util.ArrayList;
import java.util.List;

/** A rule of a grammar: alternatives of equal chance. The format is described in common.txt. */
final class Rule {

  /** A piece of a line. */
  interface Piece {
    void write(Dice dice, Facts facts, StringBuilder out);
  }

  private final String name;
  private final List<Piece> lines = new ArrayList<>();

  Rule(String name) {
    this.name = name;
  }

  void add(Piece line) {
    lines.add(line);
  }

  int size() {
    return lines.size();
  }

  void write(Dice dice, Facts facts, StringBuilder out) {
    line(dice.below(lines.size()), dice, facts, out);
  }

  /** The line, and within it the words, that the key of the facts chooses. */
  void writeMine(Facts facts, StringBuilder out) {
    write(new Dice(Dice.mix(facts.key() + name.hashCode())), facts, out);
  }

  String text(Dice dice, Facts facts) {
    StringBuilder out = new StringBuilder();
    write(dice, facts, out);
    return tidy(out);
  }

  /** Deals the lines in a changed order, none twice. */
  Deck deck(Dice dice) {
    return new Deck(this, dice);
  }

  /** Without the blanks that an empty option leaves: two in a row, or one before a full stop. */
  private static String tidy(StringBuilder text) {
    for (int at = text.indexOf(" "); at >= 0; at = text.indexOf(" ", at + 1)) {
      while (at + 1 < text.length() && " .,?!:".indexOf(text.charAt(at + 1)) >= 0) {
        text.deleteCharAt(at);
        if (text.charAt(at) != ' ') {
          break;
        }
      }
    }
    return text.toString();
  }

  private void line(int index, Dice dice, Facts facts, StringBuilder out) {
    lines.get(index).write(dice, facts, out);
  }

  /** The lines of a rule that were not used yet. */
  static final class Deck {

    private final Rule rule;
    private final int step;
    private int position;
    private int left;

    private Deck(Rule rule, Dice dice) {
      this.rule = rule;
      this.left = rule.size();
      this.position = dice.below(left);
      int candidate = 1 + dice.below(left);
      while (gcd(candidate, left) != 1) {
        candidate++;
      }
      this.step = candidate;
    }

    boolean isEmpty() {
      return left == 0;
    }

    String next(Dice dice, Facts facts) {
      StringBuilder out = new StringBuilder();
      rule.line(position, dice, facts, out);
      position = (position + step) % rule.size();
      left--;
      return tidy(out);
    }

    private static int gcd(int a, int b) {
      return b == 0 ? a : gcd(b, a % b);
    }
  }
}

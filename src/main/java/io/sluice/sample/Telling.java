package io.sluice.sample;

import io.sluice.sample.Rule.Deck;
import java.util.Optional;

/**
 * What the middle of a letter tells: facts of its topic, what was tried, asides; each at most once.
 */
final class Telling {

  private static final double TRIED = 0.16;

  private final Grammar grammar;
  private final Facts facts;
  private final Dice dice;
  private final Deck asides;
  private final double digression;
  private Deck more;
  private Deck tried;

  Telling(Grammar grammar, Ticket.Case kind, Facts facts, Dice dice) {
    this.grammar = grammar;
    this.facts = facts;
    this.dice = dice;
    Style style = kind.style();
    this.digression = style == Style.TERSE ? 0 : style == Style.RAMBLING ? 0.3 : 0.17;
    String manner = style == Style.TERSE ? Style.PLAIN.word() : style.word();
    this.asides = grammar.rule("aside." + manner).deck(dice);
    turnTo(kind.topic());
  }

  void turnTo(Topic topic) {
    more = grammar.rule(topic.word() + ".more").deck(dice);
    tried = grammar.rule(topic.word() + ".tried").deck(dice);
  }

  /** The topic has no more to it. */
  boolean isTold() {
    return more.isEmpty();
  }

  /** Another sentence; empty when all is said. */
  Optional<String> next() {
    double way = dice.uniform();
    Deck deck = way < digression ? asides : way < digression + TRIED ? tried : more;
    for (Deck other : new Deck[] {more, tried, asides}) {
      deck = deck.isEmpty() ? other : deck;
    }
    return deck.isEmpty() ? Optional.empty() : Optional.of(deck.next(dice, facts));
  }
}

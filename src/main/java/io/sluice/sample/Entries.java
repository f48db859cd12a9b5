package io.sluice.sample;

import io.sluice.sample.Entry.Kind;
import java.util.List;

/**
 * The lines of the table by their number. A copy finds its original by a number drawn below its own
 * and makes it again, so no line is kept and a longer table begins with the lines of a shorter one.
 */
final class Entries {

  private static final double EXACT_COPIES = 0.02;
  private static final double NEAR_COPIES = 0.06;
  private static final int NEAR_BY = 2000;

  private final long seed;
  private final Tickets tickets;
  private final Edits edits;

  Entries(Grammar grammar, long seed) {
    this.seed = seed;
    this.tickets = new Tickets(grammar, seed);
    this.edits = new Edits(grammar);
  }

  Entry at(long index) {
    Kind kind = kind(index);
    long source = sourceOf(index);
    Ticket original = tickets.original(source);
    Corruption corruption = Corruption.draw(Dice.of(seed, index, Dice.Use.CORRUPTION));
    if (kind != Kind.NEAR_COPY) {
      Observed observed = observed(original, source);
      return new Entry(index, kind, original.id(), observed, List.of(), 0, 1, corruption);
    }
    Edits.Edited copy =
        edits.edit(original, Tickets.id(index), Dice.of(seed, index, Dice.Use.EDITS));
    String before = original.draft().plain();
    String after = copy.ticket().draft().plain();
    return new Entry(
        index,
        kind,
        original.id(),
        observed(copy.ticket(), index),
        copy.edits(),
        Shingles.changed(before, after),
        Shingles.similarity(before, after),
        corruption);
  }

  private Observed observed(Ticket ticket, long index) {
    return new Observed(ticket, Dice.of(seed, index, Dice.Use.FAULTS));
  }

  private Kind kind(long index) {
    double way = Dice.of(seed, index, Dice.Use.KIND).uniform();
    if (index == 0 || way >= EXACT_COPIES + NEAR_COPIES) {
      return Kind.ORIGINAL;
    }
    return way < EXACT_COPIES ? Kind.EXACT_COPY : Kind.NEAR_COPY;
  }

  /**
   * Most copies follow their original soon; some go far back, and early tickets are copied more
   * often.
   */
  private long sourceOf(long index) {
    long at = index;
    while (kind(at) != Kind.ORIGINAL) {
      Dice dice = Dice.of(seed, at, Dice.Use.ORIGINAL);
      double u = dice.uniform();
      at =
          dice.chance(0.7) ? at - 1 - dice.below((int) Math.min(NEAR_BY, at)) : (long) (at * u * u);
    }
    return at;
  }
}

package io.sluice.report;

import static io.sluice.report.Markup.attribute;
import static io.sluice.report.Markup.element;

import io.sluice.report.Ledger.Entry;
import io.sluice.result.Run.Fate;
import io.sluice.result.Run.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * The account of the rows as a picture: a bar of all rows read, below it one for every reason why
 * rows went or came, each beginning where the one before ended, and a bar of the rows that came
 * out. Where little changes, the picture does not begin at no rows at all, and says so. It is made
 * of text and boxes, so that on a narrow screen its words wrap rather than shrink.
 */
final class Waterfall {

  private static final int MOST_BARS = 16;

  /** Below this share of all rows, what changes would hardly be seen beside them. */
  private static final double SMALL = 0.4;

  /** The part of a cut picture, by what changes, that the last bar has for itself. */
  private static final double STUB = 0.25;

  /** Rows that went or came for one reason, or for several of one step. */
  private record Move(Entry entry, String why, Fate fate, long rows) {

    long by() {
      return fate == Fate.ADDED ? rows : -rows;
    }
  }

  private final Ledger ledger;
  private final List<Move> moves;
  private final double first;
  private final double last;

  private Waterfall(Ledger ledger, List<Move> moves) {
    this.ledger = ledger;
    this.moves = moves;
    long rows = ledger.in();
    long low = Math.min(ledger.in(), ledger.out());
    long high = Math.max(ledger.in(), ledger.out());
    for (Move move : moves) {
      rows += move.by();
      low = Math.min(low, rows);
      high = Math.max(high, rows);
    }
    double changing = (double) high - low;
    this.first = changing < SMALL * high ? Math.max(0, Math.floor(low - STUB * changing)) : 0;
    this.last = high;
  }

  /** The picture; nothing where no row went or came. */
  static Markup of(Ledger ledger) {
    if (!ledger.moves()) {
      return Markup.NONE;
    }
    List<Move> moves = moves(ledger, false);
    return new Waterfall(ledger, moves.size() > MOST_BARS ? moves(ledger, true) : moves).markup();
  }

  private static List<Move> moves(Ledger ledger, boolean together) {
    List<Move> moves = new ArrayList<>();
    for (Entry entry : ledger.entries()) {
      if (together) {
        for (Fate fate : Fate.values()) {
          List<Reason> its = entry.reasons().stream().filter(r -> r.fate() == fate).toList();
          String why = its.size() == 1 ? its.get(0).why() : Numbers.count(its.size(), "reason");
          if (!its.isEmpty()) {
            moves.add(new Move(entry, why, fate, entry.rows(fate)));
          }
        }
      } else {
        entry.reasons().forEach(r -> moves.add(new Move(entry, r.why(), r.fate(), r.rows())));
      }
    }
    return moves;
  }

  private Markup markup() {
    List<Markup> bars = new ArrayList<>();
    bars.add(total("Rows read", ledger.in()));
    long rows = ledger.in();
    for (Move move : moves) {
      bars.add(bar(move, rows));
      rows += move.by();
    }
    bars.add(total("Rows out", ledger.out()));
    return Chapter.figure(
        finding(),
        element("ol.waterfall", bars),
        first == 0
            ? null
            : element(
                "p.note",
                "The picture begins at "
                    + Numbers.count((long) first)
                    + " rows, so that what changes can be seen: the bars of all rows are cut."));
  }

  /** The step that removed or added the most. */
  private String finding() {
    Entry most =
        ledger.entries().stream().max(Comparator.comparingLong(Waterfall::size)).orElseThrow();
    boolean removes = most.removed() >= most.rows(Fate.ADDED);
    boolean only = ledger.entries().stream().filter(e -> !e.reasons().isEmpty()).count() == 1;
    String verb = removes ? " removed" : " added";
    return only
        ? most.name() + verb + " " + Numbers.count(size(most), "row")
        : most.name() + verb + " the most rows: " + Numbers.count(size(most));
  }

  private static long size(Entry entry) {
    return Math.max(entry.removed(), entry.rows(Fate.ADDED));
  }

  private Markup total(String name, long rows) {
    return line(
        first > 0 ? "total.cut" : "total",
        element("b", name),
        element("b", Numbers.count(rows)),
        new double[] {first, rows},
        new double[] {rows, rows});
  }

  private Markup bar(Move move, long before) {
    String fate = move.fate().name().toLowerCase(Locale.ROOT);
    long after = before + move.by();
    return line(
        fate,
        Markup.join(element("b", move.entry().name()), " ", move.why()),
        Markup.join(element("b", Numbers.change(move.by())), " ", fate),
        new double[] {(double) Math.min(before, after), (double) Math.max(before, after)},
        new double[] {before, after});
  }

  /**
   * Words, the bar and its number.
   *
   * @param ends where the bar begins and ends
   * @param joints where it joins the bars above and below it
   */
  private Markup line(String kind, Object what, Object number, double[] ends, double[] joints) {
    return element(
        "li." + kind,
        element("span.what", what),
        element(
            "span.track",
            attribute("aria-hidden", "true"),
            style("--above:%.2f%%;--below:%.2f%%", percent(joints[0]), percent(joints[1])),
            element(
                "i",
                style(
                    "margin-left:%.2f%%;width:%.2f%%",
                    percent(ends[0]), percent(ends[1]) - percent(ends[0])))),
        element("span.by", number));
  }

  private double percent(double rows) {
    return last == first ? 0 : 100 * (rows - first) / (last - first);
  }

  private static Markup.Attribute style(String pattern, Object... values) {
    return attribute("style", String.format(Locale.ROOT, pattern, values));
  }
}

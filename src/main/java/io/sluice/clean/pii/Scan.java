package io.sluice.clean.pii;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Finds entities in texts, once from the first character to the last. Where values overlap, the
 * longest counts, then the one that comes first among {@link Entity}, then the one that begins
 * first.
 */
final class Scan implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final int ASCII = 128;
  private static final List<Finder> ALL =
      List.of(
          new Email(),
          new Iban(),
          new Card(),
          new UsSsn(),
          new UkNino(),
          new SpanishDni(),
          new CodiceFiscale(),
          new FrenchNir(),
          new Pesel(),
          new Cpf(),
          new Aadhaar(),
          new Bsn(),
          new Ipv4(),
          new Ipv6(),
          new Phone());
  private static final Comparator<Span> BEST =
      Comparator.comparingInt((Span s) -> -s.length())
          .thenComparing(s -> s.finder().entity())
          .thenComparingInt(Span::start);

  private final Finder[][] beginning = new Finder[ASCII][];

  Scan(Collection<Entity> entities) {
    for (char c = 0; c < ASCII; c++) {
      char first = c;
      beginning[c] =
          ALL.stream()
              .filter(f -> entities.contains(f.entity()) && f.begins(first))
              .toArray(Finder[]::new);
    }
  }

  /** The values, in the order of the text; none overlaps another. */
  List<Span> in(String text) {
    List<Span> found = all(text);
    if (found.size() < 2) {
      return found;
    }
    found.sort(BEST);
    BitSet taken = new BitSet(text.length());
    List<Span> kept = new ArrayList<>(found.size());
    for (Span span : found) {
      int next = taken.nextSetBit(span.start());
      if (next < 0 || next >= span.end()) {
        taken.set(span.start(), span.end());
        kept.add(span);
      }
    }
    kept.sort(Comparator.comparingInt(Span::start));
    return kept;
  }

  private List<Span> all(String text) {
    List<Span> found = new ArrayList<>();
    boolean inWord = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ASCII && (c == '@' || !inWord)) {
        for (Finder finder : beginning[c]) {
          Span span = finder.at(text, i);
          if (span != null) {
            found.add(span);
          }
        }
      }
      inWord = Edges.isWord(c);
    }
    return found;
  }
}

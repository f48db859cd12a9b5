package io.sluice.stage;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds what a user may have meant by a word that is not known. */
public final class Nearest {

  private static final int MOST_SHOWN = 30;

  /** Words of other tools for ours. */
  private static final Map<String, String> SYNONYMS =
      Map.of(
          "average", "mean",
          "avg", "mean",
          "zscore", "standard",
          "dummies", "oneHot",
          "normalize", "scale",
          "fillna", "impute",
          "where", "filter",
          "withcolumn", "derive");

  private Nearest() {}

  /** The candidate with the fewest changed letters, if at most about a third of them changed. */
  public static Optional<String> to(String word, Collection<String> candidates) {
    String wanted = word.toLowerCase(Locale.ROOT);
    int most = Math.max(2, word.length() / 3);
    Optional<String> synonym = Optional.ofNullable(SYNONYMS.get(wanted));
    if (synonym.filter(candidates::contains).isPresent()) {
      return synonym;
    }
    record Scored(String candidate, int distance) {}
    return candidates.stream()
        .map(c -> new Scored(c, distance(wanted, c.toLowerCase(Locale.ROOT))))
        .filter(
            s -> (s.distance <= most && s.distance < word.length()) || begins(wanted, s.candidate))
        .min(Comparator.comparingInt(Scored::distance).thenComparing(Scored::candidate))
        .map(Scored::candidate);
  }

  /** " Did you mean 'x'?" or nothing, to end a sentence with. */
  public static String hint(String word, Collection<String> candidates) {
    return to(word, candidates).map(c -> " Did you mean '" + c + "'?").orElse("");
  }

  /** The words in a row, cut where they would fill the screen. */
  public static String list(Collection<String> words) {
    if (words.size() <= MOST_SHOWN) {
      return String.join(", ", words);
    }
    List<String> shown = words.stream().limit(MOST_SHOWN).toList();
    return shown.stream().collect(Collectors.joining(", "))
        + " and "
        + (words.size() - MOST_SHOWN)
        + " more";
  }

  private static int distance(String a, String b) {
    return LevenshteinDistance.getDefaultInstance().apply(a, b);
  }

  /** A word and its beginning are near: {@code maxIterations}, {@code maxIter}. */
  private static boolean begins(String word, String candidate) {
    String other = candidate.toLowerCase(Locale.ROOT);
    boolean longEnough = Math.min(word.length(), other.length()) >= 4;
    return longEnough && (word.startsWith(other) || other.startsWith(word));
  }
}

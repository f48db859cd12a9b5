package io.sluice.clean;

import io.sluice.stage.Loop;
import io.sluice.stage.Problem;
import io.sluice.stage.ProblemException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The one spelling for each of those that are known, of which it is one; null for those that are
 * not. White space at the ends does not count.
 */
final class Spellings implements Loop.TextToText {

  private final Map<String, UTF8String> known = new HashMap<>();
  private final boolean ignoresCase;

  /** From the spellings to be used and, for each, others; one for two of them is a problem. */
  Spellings(Map<String, List<String>> mapping, boolean ignoresCase) {
    this.ignoresCase = ignoresCase;
    List<Problem> problems = new ArrayList<>();
    mapping.forEach(
        (wanted, variants) -> {
          add(wanted, wanted, problems);
          variants.forEach(variant -> add(variant, wanted, problems));
        });
    if (!problems.isEmpty()) {
      throw ProblemException.inJob(problems);
    }
  }

  private void add(String variant, String wanted, List<Problem> problems) {
    UTF8String other = known.putIfAbsent(plain(variant), UTF8String.fromString(wanted));
    if (other != null && !other.toString().equals(wanted)) {
      problems.add(
          new Problem(
              "mapping",
              "'%s' would become both '%s' and '%s'%s. Leave it in one of them."
                  .formatted(
                      variant,
                      other,
                      wanted,
                      ignoresCase ? ", as case and white space at the ends do not count" : "")));
    }
  }

  @Override
  public UTF8String apply(UTF8String text) {
    return known.get(plain(text.toString()));
  }

  private String plain(String text) {
    String cut = WhiteSpace.cutEnds(text);
    return ignoresCase ? cut.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT) : cut;
  }
}

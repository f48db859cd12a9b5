package io.sluice.clean.pii;

import java.util.List;
import java.util.Locale;

/**
 * A national insurance number of the United Kingdom, by the rules of HMRC (NIM39110) for its
 * prefix; QQ, the prefix of examples, is taken too.
 */
final class UkNino extends Written {

  private static final long serialVersionUID = 1L;
  private static final List<String> NEVER = List.of("BG", "GB", "NK", "KN", "TN", "NT", "ZZ");

  UkNino() {
    super("[A-Za-z]{2} ?+\\d\\d ?+\\d\\d ?+\\d\\d ?+[A-Da-d]");
  }

  @Override
  boolean begins(char c) {
    return Edges.isLetter(c);
  }

  @Override
  boolean mayBe(String text, int i) {
    return Edges.isDigit(text, i + 2) || Edges.isDigit(text, i + 3);
  }

  @Override
  boolean isRight(String value, String text, int start) {
    String prefix = value.substring(0, 2).toUpperCase(Locale.ROOT);
    return prefix.equals("QQ")
        || ("DFIQUV".indexOf(prefix.charAt(0)) < 0
            && "DFIOQUV".indexOf(prefix.charAt(1)) < 0
            && !NEVER.contains(prefix));
  }
}

package io.sluice.clean.pii;

import java.util.regex.Pattern;

/**
 * A social security number or taxpayer number of the United States: areas 000 and 666, group 00 and
 * serial 0000 were never issued. Of 9xx, which are taxpayer numbers, every group is taken: the
 * ranges in use were widened more than once. With dashes, or else only after words that say so.
 */
final class UsSsn extends Written {

  private static final long serialVersionUID = 1L;
  private static final Pattern CUE = Edges.cue("ssn|social security|itin|tax(?:payer)? id");

  UsSsn() {
    super("\\d{3}([ -]?+)\\d{2}\\1\\d{4}");
  }

  @Override
  boolean isRight(String value, String text, int start) {
    String digits = Digits.of(value);
    return !digits.startsWith("000")
        && !digits.startsWith("666")
        && !digits.startsWith("00", 3)
        && !digits.endsWith("0000")
        && (value.indexOf('-') > 0 || Edges.follows(CUE, text, start));
  }
}

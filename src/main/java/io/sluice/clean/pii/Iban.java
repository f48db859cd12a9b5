package io.sluice.clean.pii;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * An international bank account number (ISO 13616), in one or in groups: of a country in SWIFT's
 * registry, as long as that one's are, with remainder 1 by 97.
 */
final class Iban extends Finder {

  private static final long serialVersionUID = 1L;

  private static final Map<String, Integer> LENGTHS = new TreeMap<>();

  static {
    String registry =
        "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27"
            + " DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21"
            + " HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25"
            + " MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25"
            + " QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24"
            + " TR26 UA29 VA22 VG24 XK20 YE30";
    Arrays.stream(registry.split(" "))
        .forEach(c -> LENGTHS.put(c.substring(0, 2), Integer.valueOf(c.substring(2))));
  }

  @Override
  Entity entity() {
    return Entity.IBAN;
  }

  @Override
  boolean begins(char c) {
    return Edges.isLetter(c);
  }

  @Override
  Span at(String text, int start) {
    if (!Edges.isDigit(text, start + 2) || !Edges.isDigit(text, start + 3)) {
      return null;
    }
    Integer length = LENGTHS.get(text.substring(start, start + 2).toUpperCase(Locale.ROOT));
    int end = length == null ? -1 : end(text, start, length);
    return end > 0 && Edges.isEnd(text, end) && isRight(canonical(text.substring(start, end)))
        ? span(start, end)
        : null;
  }

  /**
   * After so many letters and digits; -1 where something else than one blank or dash parts them.
   */
  private static int end(String text, int start, int length) {
    int count = 0;
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Edges.isLetter(c) || Edges.isDigit(c)) {
        if (++count == length) {
          return i + 1;
        }
      } else if (!Edges.isGap(c) || !Edges.isWord(text, i + 1)) {
        return -1;
      }
    }
    return -1;
  }

  private static boolean isRight(String iban) {
    return Digits.remainder97(iban.substring(4) + iban.substring(0, 4)) == 1;
  }

  @Override
  String canonical(String value) {
    return Digits.lettersAndDigits(value).toUpperCase(Locale.ROOT);
  }

  /** The country. */
  @Override
  String group(String value) {
    return canonical(value.substring(0, 2));
  }
}

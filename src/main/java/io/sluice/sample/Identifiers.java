package io.sluice.sample;

/**
 * Numbers that look like those of people and belong to nobody: cards from the prefixes of published
 * test numbers, IBANs of banks that do not exist, telephone numbers reserved for fiction (555-01xx
 * in North America; Ofcom's for drama), addresses of networks reserved for documentation (RFC 5737,
 * RFC 3849), social security numbers of areas never issued (9xx, with groups that no taxpayer
 * number has), national insurance numbers with the prefix QQ.
 */
final class Identifiers {

  private static final String[] AREAS = {"212", "303", "415", "512", "617", "718", "804", "907"};
  private static final String[] CARDS = {"400000", "400000", "400000", "555555", "601111"};

  private Identifiers() {}

  /** Sixteen digits, or fifteen, of which the last makes Luhn's sum right. */
  static String card(Dice dice) {
    if (dice.chance(0.1)) {
      return luhn("378282" + dice.digits(8));
    }
    return luhn(dice.pick(CARDS) + dice.digits(9));
  }

  /** A card's number as people write it: in one, in fours, with dashes. */
  static String writtenCard(String card, Dice dice) {
    String between = dice.pick(new String[] {"", " ", " ", "-"});
    return between.isEmpty() || card.length() != 16 ? card : grouped(card, between);
  }

  /** The number with its check digit (ISO/IEC 7812-1, annex B). */
  static String luhn(String number) {
    int sum = 0;
    for (int i = 0; i < number.length(); i++) {
      int digit = number.charAt(number.length() - 1 - i) - '0';
      int doubled = i % 2 == 0 ? digit * 2 : digit;
      sum += doubled > 9 ? doubled - 9 : doubled;
    }
    return number + (10 - sum % 10) % 10;
  }

  static String phone(Dice dice) {
    String area = dice.pick(AREAS);
    String last = "01" + dice.digits(2);
    String drama = dice.digits(3);
    return switch (dice.below(8)) {
      case 0 -> "(" + area + ") 555-" + last;
      case 1 -> area + "-555-" + last;
      case 2 -> "+1 " + area + " 555 " + last;
      case 3 -> area + ".555." + last;
      case 4 -> "+1-" + area + "-555-" + last;
      case 5 -> "020 7946 0" + drama;
      case 6 -> "+44 20 7946 0" + drama;
      default -> "07700 900" + drama;
    };
  }

  /** The check digits are right (ISO 13616); the bank is 00000000 or TEST. */
  static String iban(Dice dice) {
    String account =
        switch (dice.below(4)) {
          case 0 -> "DE00000000" + dice.digits(10);
          case 1 -> "GBTEST000000" + dice.digits(8);
          case 2 -> "NLTEST" + dice.digits(10);
          default -> "FR0000000000" + dice.digits(13);
        };
    String country = account.substring(0, 2);
    String rest = account.substring(2);
    int check = 98 - remainder97(rest + country + "00");
    String iban = country + (check < 10 ? "0" : "") + check + rest;
    return dice.chance(0.6) ? grouped(iban, " ") : iban;
  }

  /** The remainder by 97 of the number that letters (A = 10) and digits make. */
  static int remainder97(String text) {
    int remainder = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      remainder =
          c >= 'A' ? (remainder * 100 + c - 'A' + 10) % 97 : (remainder * 10 + c - '0') % 97;
    }
    return remainder;
  }

  static String ip(Dice dice) {
    if (dice.chance(0.1)) {
      return "2001:db8:" + hex(dice) + ":" + hex(dice) + "::" + hex(dice);
    }
    return dice.pick(new String[] {"192.0.2.", "198.51.100.", "203.0.113."}) + dice.between(1, 254);
  }

  static String nationalId(Dice dice) {
    if (dice.chance(0.25)) {
      return "QQ" + dice.digits(6) + (char) ('A' + dice.below(4));
    }
    return "9" + dice.digits(2) + "-" + dice.between(10, 49) + "-" + dice.between(1000, 9999);
  }

  /** What might be taken for a card: sixteen digits of which Luhn's sum is wrong. */
  static String reference(Dice dice) {
    if (dice.chance(0.5)) {
      return dice.pick(new String[] {"WL-", "ORD", "#"}) + dice.digits(dice.between(6, 10));
    }
    String right = luhn("4" + dice.digits(14));
    return right.substring(0, 15) + (right.charAt(15) - '0' + dice.between(1, 9)) % 10;
  }

  /** What might be taken for an IP address: four numbers, the last too large for one. */
  static String version(Dice dice) {
    return dice.between(2, 14)
        + "."
        + dice.below(20)
        + "."
        + dice.below(30)
        + "."
        + dice.between(1000, 9999);
  }

  private static String hex(Dice dice) {
    return Integer.toHexString(dice.between(1, 0xffff));
  }

  private static String grouped(String text, String between) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (i > 0 && i % 4 == 0) {
        out.append(between);
      }
      out.append(text.charAt(i));
    }
    return out.toString();
  }
}

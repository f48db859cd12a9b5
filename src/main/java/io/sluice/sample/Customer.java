package io.sluice.sample;

/** Who writes. */
record Customer(String first, String last, String email, String phone, String card) {

  private static final String[] HOSTS = {
    "example.com", "example.org", "example.net", "mail.example.com", "post.example.org"
  };

  static Customer draw(Dice dice, Grammar grammar) {
    String first = grammar.rule("firstname").text(dice, Facts.NONE);
    String last = grammar.rule("lastname").text(dice, Facts.NONE);
    return new Customer(
        first, last, email(first, last, dice), Identifiers.phone(dice), Identifiers.card(dice));
  }

  String name() {
    return first + " " + last;
  }

  /** Another address of the same person, or of one with the same name. */
  String otherEmail(Dice dice) {
    return email(first, last, dice);
  }

  private static String email(String first, String last, Dice dice) {
    String a = plain(first);
    String b = plain(last);
    String local =
        switch (dice.below(6)) {
          case 0 -> a + "." + b;
          case 1 -> a.charAt(0) + b;
          case 2 -> a + b + dice.between(1, 99);
          case 3 -> a + "_" + b;
          case 4 -> b + "." + a + dice.between(1950, 2006);
          default -> a + "+" + dice.pick(new String[] {"tv", "stream", "news"});
        };
    return local + "@" + dice.pick(HOSTS);
  }

  /** Lower-case letters without accents. */
  private static String plain(String name) {
    StringBuilder out = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      switch (c) {
        case 'á' -> out.append('a');
        case 'é', 'ë' -> out.append('e');
        case 'í' -> out.append('i');
        case 'ü' -> out.append('u');
        case 'Ł' -> out.append('l');
        case '\'' -> {}
        default -> out.append(c >= 'A' && c <= 'Z' ? (char) (c + 32) : c);
      }
    }
    return out.toString();
  }
}

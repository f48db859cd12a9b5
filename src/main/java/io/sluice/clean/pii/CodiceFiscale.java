package io.sluice.clean.pii;

/**
 * A codice fiscale of Italy (decree of 23 December 1976): sixteen characters of which the last
 * follows from the others. Letters may stand for digits.
 */
final class CodiceFiscale extends Written {

  private static final long serialVersionUID = 1L;
  private static final int LENGTH = 16;
  private static final int[] ODD = {
    1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23
  };

  CodiceFiscale() {
    super(
        "(?i)[A-Z]{6}[0-9LMNPQRSTUV]{2}[ABCDEHLMPRST][0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{3}[A-Z]");
  }

  @Override
  boolean begins(char c) {
    return Edges.isLetter(c);
  }

  @Override
  boolean mayBe(String text, int i) {
    int end = i;
    while (end - i < LENGTH && end < text.length() && Edges.isWord(text.charAt(end))) {
      end++;
    }
    return end - i == LENGTH && !Edges.isWord(text, end);
  }

  @Override
  boolean isRight(String value, String text, int start) {
    String code = canonical(value);
    int sum = 0;
    for (int i = 0; i < 15; i++) {
      int place = Character.digit(code.charAt(i), 36);
      int letter = place > 9 ? place - 10 : place;
      sum += i % 2 == 0 ? ODD[letter] : letter;
    }
    return code.charAt(15) == (char) ('A' + sum % 26);
  }
}

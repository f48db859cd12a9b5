package io.sluice.clean.pii;

/** A CPF of Brazil, with its points and dash: the last two digits follow from the others by 11. */
final class Cpf extends Written {

  private static final long serialVersionUID = 1L;

  Cpf() {
    super("\\d{3}\\.\\d{3}\\.\\d{3}-\\d{2}");
  }

  @Override
  boolean isRight(String value, String text, int start) {
    String digits = Digits.of(value);
    return digits.chars().distinct().count() > 1
        && check(Digits.weighted(digits, 10, 9, 8, 7, 6, 5, 4, 3, 2)) == Digits.at(digits, 9)
        && check(Digits.weighted(digits, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2)) == Digits.at(digits, 10);
  }

  private static int check(int sum) {
    return sum % 11 < 2 ? 0 : 11 - sum % 11;
  }
}

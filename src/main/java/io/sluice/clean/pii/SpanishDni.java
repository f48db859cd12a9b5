package io.sluice.clean.pii;

/** A DNI or NIE of Spain: its letter follows from the number by 23. */
final class SpanishDni extends Written {

  private static final long serialVersionUID = 1L;
  private static final String LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE";

  SpanishDni() {
    super("(?:\\d{8}|[XYZxyz][ -]?+\\d{7})[ -]?+[A-Za-z]");
  }

  @Override
  boolean begins(char c) {
    return Edges.isDigit(c) || "XYZxyz".indexOf(c) >= 0;
  }

  @Override
  boolean mayBe(String text, int i) {
    return Edges.isDigit(text, i + 1) || Edges.isDigit(text, i + 2);
  }

  @Override
  boolean isRight(String value, String text, int start) {
    String dni = canonical(value);
    int first = "XYZ".indexOf(dni.charAt(0));
    String number = first < 0 ? dni.substring(0, 8) : first + dni.substring(1, 8);
    return dni.charAt(8) == LETTERS.charAt(Integer.parseInt(number) % LETTERS.length());
  }
}

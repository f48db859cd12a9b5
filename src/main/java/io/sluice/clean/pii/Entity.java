package io.sluice.clean.pii;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A kind of personal data, the most specific first. */
public enum Entity {
  EMAIL("email"),
  IBAN("iban"),
  CARD("card"),
  NATIONAL_ID("nationalId"),
  IP("ip"),
  PHONE("phone");

  private final String word;

  Entity(String word) {
    this.word = word;
  }

  /** Its name in a job. */
  public String word() {
    return word;
  }

  /** All of them, as a job names them. */
  public static List<String> words() {
    return Arrays.stream(values()).map(Entity::word).toList();
  }

  /** The one that a job names so. */
  public static Optional<Entity> of(String word) {
    return Arrays.stream(values()).filter(e -> e.word.equals(word)).findFirst();
  }
}

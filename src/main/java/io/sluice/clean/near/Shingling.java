package io.sluice.clean.near;

import java.io.Serializable;

/**
 * What of a text is compared: every run of {@code ngrams} words, or of characters.
 *
 * @param ngrams words or characters in a row
 * @param minShingles texts with fewer different ones are compared as a whole
 */
public record Shingling(Unit unit, int ngrams, int minShingles) implements Serializable {

  /** What is counted. */
  public enum Unit {
    WORD,
    CHARACTER
  }
}

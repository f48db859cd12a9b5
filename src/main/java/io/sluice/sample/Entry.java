package io.sluice.sample;

import java.util.List;

/**
 * One line of the raw table and what is true of it.
 *
 * @param index of the line, from 0
 * @param cluster the ticket_id of the original
 * @param edits of a near copy
 * @param wordsChanged the share of words that differ from the original's
 * @param similarity to the original's text, Jaccard of three words in a row, without markup
 */
record Entry(
    long index,
    Kind kind,
    String cluster,
    Observed observed,
    List<String> edits,
    double wordsChanged,
    double similarity,
    Corruption corruption) {

  /** Where a line is from. */
  enum Kind {
    ORIGINAL("original"),
    EXACT_COPY("exactCopy"),
    NEAR_COPY("nearCopy");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }
}

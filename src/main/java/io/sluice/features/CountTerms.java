package io.sluice.features;

import io.sluice.stage.Columns;
import io.sluice.stage.Loop;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Makes a sparse vector of a text's terms, or of an array of words: how often each slot was met.
 * Text is cut into words by the analyzer standard in lower case. Null gives zeros. Any number of
 * threads may share one.
 */
final class CountTerms implements Loop.TextToVector, Loop.TextsToVector {

  private static final long serialVersionUID = 1L;

  private final TextAnalysis analysis;
  private final Pool<TermCounter> counters;
  private final int ngrams;
  private final boolean binary;

  /**
   * Counts into slots.
   *
   * @param ngrams the most words in a row that count as one term
   * @param binary whether a term counts once, however often it comes
   */
  CountTerms(TermSlots slots, int ngrams, boolean binary) {
    this.analysis = new TextAnalysis(TextSettings.standard(ngrams));
    this.counters = new Pool<>(() -> new TermCounter(slots));
    this.ngrams = ngrams;
    this.binary = binary;
  }

  /** The vector of a column of text or of arrays of words. */
  Column of(StructField column) {
    Column value = Columns.col(column.name());
    return Columns.isText(column.dataType())
        ? Loop.of((Loop.TextToVector) this, value)
        : Loop.of((Loop.TextsToVector) this, value);
  }

  @Override
  public InternalRow apply(UTF8String text) {
    TermCounter counter = counters.take();
    analysis.forEach(text, counter);
    return finish(counter);
  }

  @Override
  public InternalRow apply(ArrayData words) {
    TermCounter counter = counters.take();
    if (words != null) {
      counter.addAll(words, ngrams);
    }
    return finish(counter);
  }

  private InternalRow finish(TermCounter counter) {
    InternalRow vector = counter.vector(binary);
    counters.giveBack(counter);
    return vector;
  }
}

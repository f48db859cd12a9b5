package io.sluice.features;

import static io.sluice.testing.LocalSpark.row;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;

class TermTallyTest {

  @Test
  void countsTermsAndTheRowsThatHaveThem() {
    assertThat(tally(100, false, words("a", "b", "a"), words("a", null), words(), null))
        .containsExactlyInAnyOrder(row(0, null, 4L, 3L), row(0, "a", 3L, 2L), row(0, "b", 1L, 1L));
  }

  @Test
  void cutsText() {
    assertThat(tally(100, true, UTF8String.fromString("Red, red kite")))
        .containsExactlyInAnyOrder(
            row(0, null, 1L, 1L), row(0, "red", 2L, 1L), row(0, "kite", 1L, 1L));
  }

  @Test
  void handsOutWhatItHasCountedOnceItIsMuch() {
    assertThat(tally(1, false, words("a", "b"), words("b"), words("b", "c")))
        .containsExactlyInAnyOrder(
            row(0, null, 1L, 1L),
            row(0, "a", 1L, 1L),
            row(0, "b", 1L, 1L),
            row(0, null, 1L, 1L),
            row(0, "b", 1L, 1L),
            row(0, null, 1L, 1L),
            row(0, "b", 1L, 1L),
            row(0, "c", 1L, 1L));
  }

  @Test
  void givesNothingForNoRows() {
    assertThat(tally(1, false)).isEmpty();
  }

  private static List<Row> tally(int mostTerms, boolean isText, Object... values) {
    Stream<InternalRow> rows =
        Stream.of(values).map(value -> new GenericInternalRow(new Object[] {value}));
    List<Row> entries = new ArrayList<>();
    new TermTally(rows.iterator(), mostTerms, isText).forEachRemaining(entries::add);
    return entries;
  }

  private static Object words(String... words) {
    return new GenericArrayData(
        Stream.of(words).map(word -> word == null ? null : UTF8String.fromString(word)).toArray());
  }
}

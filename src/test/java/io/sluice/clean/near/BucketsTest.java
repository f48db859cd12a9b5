package io.sluice.clean.near;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.junit.jupiter.api.Test;

final class BucketsTest {

  private static InternalRow entry(long band, int size, long id, boolean known) {
    return new GenericInternalRow(new Object[] {band, size, 0L, id, known});
  }

  @Test
  void pairsWhatSharesABucketTheLesserIdFirst() {
    assertThat(
            pairs(
                10,
                entry(1, 10, 5, false),
                entry(1, 11, 3, false),
                entry(1, 12, 4, false),
                entry(2, 9, 7, false),
                entry(3, 9, 8, false)))
        .containsExactly("3 5", "4 5", "3 4");
  }

  @Test
  void setsOfTooDifferentSizeMakeNoPair() {
    assertThat(
            pairs(
                10,
                entry(1, 6, 1, false),
                entry(1, 7, 2, false),
                entry(1, 10, 3, false),
                entry(1, 11, 4, false)))
        .containsExactly("1 2", "2 3", "3 4");
  }

  @Test
  void equalSetsAreOne() {
    assertThat(
            pairs(
                2,
                entry(1, 9, 1, false),
                entry(1, 9, 1, false),
                entry(1, 9, 2, false),
                entry(1, 9, 2, false)))
        .containsExactly("1 2");
  }

  @Test
  void knownSetsMakeNoPair() {
    assertThat(
            pairs(
                10,
                entry(1, 9, 1, true),
                entry(1, 9, 2, false),
                entry(1, 9, 3, true),
                entry(1, 9, 4, false),
                entry(1, 9, 4, true)))
        .containsExactly("1 2", "2 3", "2 4");
  }

  @Test
  void aLargeBucketIsCutIntoPieces() {
    assertThat(
            pairs(
                2,
                entry(-4, 9, 1, false),
                entry(-4, 9, 2, false),
                entry(-4, 9, 3, false),
                entry(-4, 9, 4, false),
                entry(-4, 9, 5, false),
                entry(6, 9, 6, false),
                entry(6, 9, 7, false)))
        .containsExactly("1 2", "3 4", "cut 5", "6 7");
  }

  private static List<String> pairs(int maxBucketSize, InternalRow... entries) {
    Iterator<InternalRow> rows = new Buckets(0.7, maxBucketSize).over(List.of(entries).iterator());
    List<String> found = new ArrayList<>();
    rows.forEachRemaining(
        r ->
            found.add(
                r.getLong(4) > 0 ? "cut " + r.getLong(4) : r.getLong(1) + " " + r.getLong(3)));
    return found;
  }
}

package io.sluice.clean;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.sluice.clean.near.Bands;
import io.sluice.clean.near.NearDuplicates;
import io.sluice.result.Run;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What was found of near duplicates, in numbers. */
final class NearDuplicateFindings {

  private static final int MOST_CHARACTERS = 60;

  private final NearDuplicates near;
  private final double threshold;
  private final boolean keepsAll;
  private final long maxCopies;
  private final long clusters;
  private final long inClusters;
  private final long largest;
  private final long equal;
  private final long similar;
  private final long chained;

  /**
   * Counts at once.
   *
   * @param labels what {@link NearDuplicateClusters} says of each row in a cluster
   */
  NearDuplicateFindings(NearDuplicates near, Dataset<Row> labels, boolean keepsAll) {
    this.near = near;
    this.threshold = near.search().threshold();
    this.keepsAll = keepsAll;
    Dataset<Row> label = labels.select("sluice_label.*");
    Column gone = col("copies").minus(when(col("keeps"), 1).otherwise(0));
    Column similarity = col("similarity");
    Row counts =
        label
            .groupBy("cluster")
            .agg(
                max("copies").as("copies"),
                sum("copies").as("rows"),
                sum(when(similarity.equalTo(1), gone).otherwise(0)).as("equal"),
                sum(when(similarity.lt(1).and(similarity.geq(threshold)), gone).otherwise(0))
                    .as("similar"),
                sum(when(similarity.lt(threshold), gone).otherwise(0)).as("chained"))
            .agg(
                max("copies"),
                count(lit(1)),
                sum("rows"),
                max("rows"),
                sum("equal"),
                sum("similar"),
                sum("chained"))
            .collectAsList()
            .get(0);
    long[] numbers = Account.numbers(counts);
    this.maxCopies = numbers[0];
    this.clusters = numbers[1];
    this.inClusters = numbers[2];
    this.largest = numbers[3];
    this.equal = numbers[4];
    this.similar = numbers[5];
    this.chained = numbers[6];
  }

  /** Whether rows in clusters are wholly equal to others. */
  boolean hasCopies() {
    return maxCopies > 1;
  }

  Outcome outcome(Bands bands, int maxBucketSize) {
    Outcome outcome = Outcome.NOTHING;
    if (!keepsAll) {
      outcome =
          outcome
              .reason("its text has the n-grams of another", Run.Fate.DROPPED, equal)
              .reason("its text is nearly that of another", Run.Fate.DROPPED, similar)
              .reason(
                  "its text is nearly one that is nearly that of another",
                  Run.Fate.DROPPED,
                  chained);
    }
    outcome = outcome.finding(found()).finding(chances(bands));
    return near.numCuts() == 0 ? outcome : outcome.finding(cuts()).warning(warning(maxBucketSize));
  }

  private Run.Finding found() {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("texts", near.numTexts());
    row.put("pairs compared", near.numCandidates());
    row.put("pairs found", near.pairs().count());
    row.put("clusters", clusters);
    row.put("rows in clusters", inClusters);
    row.put("rows in the largest", largest);
    return new Run.Finding(
        "Near duplicates at a similarity of %s".formatted(threshold), List.of(row));
  }

  private static Run.Finding chances(Bands bands) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int percent = 50; percent < 100; percent += 5) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("similarity", percent / 100.0);
      row.put("compared share", bands.chance(percent / 100.0));
      rows.add(row);
    }
    return new Run.Finding(
        "Pairs of texts that are compared, by %d bands of %d hash functions"
            .formatted(bands.bands(), bands.rows()),
        rows);
  }

  private Run.Finding cuts() {
    return new Run.Finding(
        "Buckets that were cut",
        near.cuts().stream()
            .map(
                cut -> {
                  Map<String, Object> row = new LinkedHashMap<>();
                  row.put("different texts", cut.texts());
                  row.put("such as", start(cut.example()));
                  return row;
                })
            .toList());
  }

  private String warning(int maxBucketSize) {
    NearDuplicates.Cut first = near.cuts().get(0);
    return "%,d %s of more than %,d different texts that may be similar, the largest of %,d such as '%s', %s compared in pieces: near duplicates may remain among them. Raise maxBucketSize, or choose longer n-grams."
        .formatted(
            near.numCuts(),
            near.numCuts() == 1 ? "bucket" : "buckets",
            maxBucketSize,
            first.texts(),
            start(first.example()),
            near.numCuts() == 1 ? "was" : "were");
  }

  private static String start(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() > MOST_CHARACTERS ? line.substring(0, MOST_CHARACTERS) + "..." : line;
  }
}

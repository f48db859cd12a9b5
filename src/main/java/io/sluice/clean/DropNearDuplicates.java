package io.sluice.clean;

import io.sluice.clean.near.Bands;
import io.sluice.clean.near.NearDuplicates;
import io.sluice.clean.near.Shingling;
import io.sluice.stage.About;
import io.sluice.stage.Choice;
import io.sluice.stage.Columns;
import io.sluice.stage.ParamValue;
import io.sluice.stage.ProblemException;
import io.sluice.stage.Roles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Keeps one row of those whose texts are nearly the same. Two texts are near duplicates when the
 * Jaccard similarity of their sets of n-grams, of words or characters in lower case, is at least
 * {@code threshold}, computed exactly; rows that are connected by such pairs are a cluster. A pair
 * just at the threshold is found with a chance of at least {@code recall}, a more similar one with
 * a higher chance, a less similar one never. Texts of fewer than {@code minShingles} different
 * n-grams are near duplicates only of texts of the same words; null, and a text without a letter or
 * digit, of none.
 *
 * <p>Adds the column {@code clusterCol}, text, never null: an id that depends on the content of the
 * row that is kept of the cluster, or of the row itself where it has no near duplicate. Which row
 * is kept depends on the rows alone: {@code first} and {@code last} go by {@code orderBy}, then by
 * all columns, with nulls before all values; {@code min} and {@code max} too, but they take a row
 * with a null in {@code orderBy} only where there is no other; {@code longest} goes by the length
 * of the text in characters before these. {@code all} keeps every row.
 *
 * <p>With {@code against}, rows near a row of that table go too, and belong to its cluster; that
 * table's rows do not come out, nor are they compared with each other. Where it has the column
 * {@code clusterCol}, that is the id of its clusters.
 *
 * <p>Leaves the rows that went, with the row kept instead and the similarity to it, and the pairs.
 * Reads the rows three times: to sketch them, to compare candidates, and to choose.
 */
@About(
    value = "Keeps one row of those whose texts are nearly the same, and numbers the clusters.",
    rows = "drops all but one row of a cluster; none with keep: all",
    example = "dropNearDuplicates: {text: comment, ngrams: 3, threshold: 0.7, keep: longest}")
public final class DropNearDuplicates extends CleanStep {

  private static final double DEFAULT_RECALL = 0.998;

  private static final double ALMOST_ALL = 0.9999;

  public DropNearDuplicates() {
    setDefault(text(), new String[] {"text"});
    setDefault(unit(), "word");
    setDefault(ngrams(), 3);
    setDefault(minShingles(), 5);
    setDefault(threshold(), 0.7);
    setDefault(recall(), DEFAULT_RECALL);
    setDefault(numHashes(), 128);
    setDefault(maxBucketSize(), 2000);
    setDefault(keep(), "first");
    setDefault(orderBy(), new String[0]);
    setDefault(against(), "");
    setDefault(clusterCol(), "cluster");
    setDefault(seed(), 42L);
  }

  public StringArrayParam text() {
    return new StringArrayParam(
        this, "text", "columns of text, read one after the other; those of roles: {text: ...}");
  }

  public Choice unit() {
    return new Choice(this, "unit", "what n-grams are made of", "word", "character");
  }

  public IntParam ngrams() {
    return new IntParam(
        this, "ngrams", "units in a row that count as one", ParamValidators.gtEq(1));
  }

  public IntParam minShingles() {
    return new IntParam(
        this,
        "minShingles",
        "texts with fewer different n-grams are near duplicates only of texts of the same words",
        ParamValidators.gtEq(1));
  }

  public DoubleParam threshold() {
    return new DoubleParam(
        this,
        "threshold",
        "the least Jaccard similarity of near duplicates; above 0, up to 1",
        ParamValidators.inRange(0, 1, false, true));
  }

  public DoubleParam recall() {
    return new DoubleParam(
        this,
        "recall",
        "the least chance of finding a pair that is just at the threshold; between 0 and 1",
        ParamValidators.inRange(0, 1, false, false));
  }

  public IntParam numHashes() {
    return new IntParam(
        this,
        "numHashes",
        "the most hash functions; more of them compare fewer pairs",
        ParamValidators.gtEq(1));
  }

  public IntParam maxBucketSize() {
    return new IntParam(
        this,
        "maxBucketSize",
        "different texts that are compared with each other because they agree in one band",
        ParamValidators.gtEq(2));
  }

  public Choice keep() {
    return new Choice(
        this,
        "keep",
        "which row of a cluster stays, by orderBy",
        "first",
        "last",
        "longest",
        "min",
        "max",
        "all");
  }

  public StringArrayParam orderBy() {
    return new StringArrayParam(this, "orderBy", "columns that order the rows of a cluster");
  }

  public Param<String> against() {
    return new Param<>(
        this, "against", "a table of read, whose rows stay where they are: rows near them go");
  }

  public Param<String> clusterCol() {
    return new Param<>(this, "clusterCol", "the column with the id of the cluster");
  }

  public LongParam seed() {
    return new LongParam(this, "seed", "another seed is other hash functions");
  }

  @Override
  public boolean readsOften() {
    return true;
  }

  @Override
  public StructType output(Dataset<Row> noRows) {
    StructType table = noRows.schema();
    List<String> texts = texts(table);
    survivor(table);
    bands();
    Arrays.stream(table.fieldNames()).forEach(name -> RowOrder.require(table, name));
    for (String name : table.fieldNames()) {
      if (name.equalsIgnoreCase(getOrDefault(clusterCol()))) { // Spark knows no capitals
        throw ProblemException.inJob(
            "clusterCol",
            "the table has a column '%s' already. Choose another name.".formatted(name));
      }
    }
    known(noRows).ifPresent(known -> requireTexts(known.schema(), texts));
    return table.add(getOrDefault(clusterCol()), DataTypes.StringType, false);
  }

  @Override
  public Cleaned apply(Dataset<Row> rows) {
    output(rows);
    StructType table = rows.schema();
    List<String> texts = texts(table);
    Optional<String> id = Roles.columnOf(table, "id");
    String cluster = getOrDefault(clusterCol());
    Dataset<Row> source = NearDuplicateSource.ofRows(rows, texts, id);
    Dataset<Row> all =
        known(rows)
            .map(k -> source.union(NearDuplicateSource.ofKnown(k, texts, id, cluster)))
            .orElse(source);
    try (NearDuplicates near = new NearDuplicates(all, search())) {
      return new NearDuplicateClusters(near, rows, survivor(table), cluster)
          .cleaned(bands(), ParamValue.of(this, maxBucketSize()));
    }
  }

  @Override
  public String inWords() {
    String keep = getOrDefault(keep());
    String[] order = getOrDefault(orderBy());
    return "keep %s of rows whose %s has a similarity of at least %s in %s %d-grams%s%s; finds %s"
        .formatted(
            keep,
            String.join(", ", getOrDefault(text())),
            ParamValue.of(this, threshold()),
            getOrDefault(unit()),
            ParamValue.of(this, ngrams()),
            order.length == 0 ? "" : ", by " + String.join(", ", order),
            getOrDefault(against()).isEmpty() ? "" : ", against " + getOrDefault(against()),
            chances());
  }

  /** The chance of finding a pair, at the threshold and at each tenth above it. */
  private String chances() {
    Bands bands = bands();
    double similarity = ParamValue.of(this, threshold());
    List<String> chances = new ArrayList<>();
    while (similarity < 1 && bands.chance(similarity) < ALMOST_ALL) {
      double chance = 100 * bands.chance(similarity);
      chances.add(String.format(Locale.ROOT, "%.2f %% of pairs at %s", chance, similarity));
      similarity = Math.floor(similarity * 10 + 1 + 1e-9) / 10;
    }
    chances.add(similarity < 1 ? "over 99.99 % from " + similarity : "all at 1");
    return String.join(", ", chances);
  }

  private List<String> texts(StructType table) {
    try {
      List<StructField> chosen = Columns.choose(table, getOrDefault(text()));
      for (StructField field : chosen) {
        if (!Columns.isText(field.dataType())) {
          throw ProblemException.inJob(
              "column '%s' is %s, not text."
                  .formatted(field.name(), Columns.inWords(field.dataType())));
        }
      }
      return chosen.stream().map(StructField::name).toList();
    } catch (ProblemException e) {
      throw e.at(where -> "text");
    }
  }

  private Survivor survivor(StructType table) {
    String keep = getOrDefault(keep());
    List<String> order = RowOrder.names("orderBy", table, getOrDefault(orderBy()));
    RowOrder.requireFor(keep, order);
    return new Survivor(keep, order, texts(table));
  }

  private Optional<Dataset<Row>> known(Dataset<Row> rows) {
    String name = getOrDefault(against());
    return name.isEmpty() ? Optional.empty() : Optional.of(OtherTable.of(rows, "against", name));
  }

  private void requireTexts(StructType known, List<String> texts) {
    for (String name : texts) {
      if (!Columns.has(known, name)) {
        throw ProblemException.inJob("against", Columns.missing(known, name));
      }
      if (!Columns.isText(known.apply(name).dataType())) {
        throw ProblemException.inJob(
            "against",
            "its column '%s' is %s, not text."
                .formatted(name, Columns.inWords(known.apply(name).dataType())));
      }
    }
  }

  private Bands bands() {
    double threshold = ParamValue.of(this, threshold());
    double recall = ParamValue.of(this, recall());
    int numHashes = ParamValue.of(this, numHashes());
    return Bands.choose(threshold, numHashes, recall)
        .orElseThrow(
            () ->
                ProblemException.inJob(
                    "numHashes",
                    "%,d hash functions cannot find pairs at threshold %s with recall %s; at least %,d can."
                        .formatted(
                            numHashes, threshold, recall, Bands.fewestHashes(threshold, recall))));
  }

  private NearDuplicates.Search search() {
    Shingling.Unit of = Shingling.Unit.valueOf(getOrDefault(unit()).toUpperCase(Locale.ROOT));
    return new NearDuplicates.Search(
        new Shingling(of, ParamValue.of(this, ngrams()), ParamValue.of(this, minShingles())),
        bands(),
        ParamValue.of(this, threshold()),
        ParamValue.of(this, maxBucketSize()),
        ParamValue.of(this, seed()));
  }
}

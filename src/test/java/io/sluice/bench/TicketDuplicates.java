package io.sluice.bench;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;

import io.sluice.clean.DropNearDuplicates;
import io.sluice.clean.StandardizeText;
import io.sluice.sample.TicketSample;
import io.sluice.stage.Roles;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The near copies among sample tickets that {@code dropNearDuplicates} finds at its defaults once
 * {@code standardizeText} has taken the markup out, against what the sample says is true. Recall is
 * the share of near copies that are in the cluster of their original, by the similarity that the
 * sample says; precision the share of removed rows that are in truth a copy of the row kept, or of
 * the same original, by the similarity that the step says.
 */
record TicketDuplicates(SparkSession spark, Path folder, PrintStream out) {

  private static final long SEED = 7;
  private static final int BANDS = 10;

  void run(long rows) {
    Path sample = folder.resolve("tickets-" + rows);
    write(sample, rows);
    Dataset<Row> tickets =
        spark
            .read()
            .schema("ticket_id STRING, body STRING")
            .json(sample.resolve("tickets.jsonl").toString())
            .where("ticket_id IS NOT NULL AND body IS NOT NULL");
    StandardizeText withoutMarkup = new StandardizeText();
    withoutMarkup.set(withoutMarkup.columns(), new String[] {"body"});
    withoutMarkup.set(withoutMarkup.stripHtml(), true);
    tickets = withoutMarkup.apply(tickets).rows();
    Dataset<Row> truth =
        spark
            .read()
            .schema("ticket_id STRING, cluster STRING, kind STRING, similarity DOUBLE")
            .json(sample.resolve("truth.jsonl").toString())
            .where("kind <> 'exactCopy'");
    Map<Long, Row> recall = recall(tickets, truth);
    Map<Long, Row> precision = precision(tickets, truth);
    out.printf(Locale.ROOT, "%nduplicates, tickets: %,d rows%n", rows);
    out.printf(
        "  %-12s %12s %8s %12s %10s%n",
        "similarity", "near copies", "recall", "rows gone", "precision");
    for (long band = 0; band <= BANDS; band++) {
      if (recall.containsKey(band) || precision.containsKey(band)) {
        out.printf(
            Locale.ROOT,
            "  %-12s %s %s%n",
            band == BANDS ? "1" : "%.1f to %.1f".formatted(band / 10.0, (band + 1) / 10.0),
            share(recall.get(band), "%12s %8s"),
            share(precision.get(band), "%12s %10s"));
      }
    }
  }

  private static void write(Path sample, long rows) {
    try {
      if (!Files.exists(sample.resolve("tickets.jsonl"))) {
        new TicketSample(rows, SEED)
            .write(sample, TicketSample.Packing.PLAIN, TicketSample.Existing.REPLACE);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<Long, Row> recall(Dataset<Row> tickets, Dataset<Row> truth) {
    Dataset<Row> found =
        step("all")
            .apply(marked(tickets))
            .rows()
            .groupBy("ticket_id")
            .agg(first("cluster").as("found"));
    Dataset<Row> copies = truth.where("kind = 'nearCopy'").join(found, "ticket_id");
    Dataset<Row> originals = found.toDF("cluster", "original");
    return byBand(copies.join(originals, "cluster"), col("found").equalTo(col("original")));
  }

  private static Map<Long, Row> precision(Dataset<Row> tickets, Dataset<Row> truth) {
    Dataset<Row> gone =
        step("first")
            .apply(marked(tickets))
            .aside()
            .get("removed")
            .select("ticket_id", "kept", "similarity");
    Dataset<Row> clusters = truth.select("ticket_id", "cluster");
    return byBand(
        gone.join(clusters, "ticket_id").join(clusters.toDF("kept", "other"), "kept"),
        col("cluster").equalTo(col("other")));
  }

  private static Map<Long, Row> byBand(Dataset<Row> rows, Column right) {
    Map<Long, Row> bands = new TreeMap<>();
    rows.groupBy(least(floor(col("similarity").multiply(BANDS)), lit((long) BANDS)).as("band"))
        .agg(count(lit(1)), avg(right.cast("double")))
        .collectAsList()
        .forEach(r -> bands.put(r.getLong(0), r));
    return bands;
  }

  private static String share(Row band, String format) {
    return band == null
        ? format.formatted("", "")
        : format.formatted(
            String.format(Locale.ROOT, "%,d", band.getLong(1)),
            String.format(Locale.ROOT, "%.4f", band.getDouble(2)));
  }

  private static DropNearDuplicates step(String keep) {
    DropNearDuplicates step = new DropNearDuplicates();
    step.set(step.keep(), keep);
    return step;
  }

  private static Dataset<Row> marked(Dataset<Row> tickets) {
    Roles roles = new Roles();
    roles.set(roles.id(), "ticket_id").set(roles.text(), new String[] {"body"});
    return roles.mark(tickets);
  }
}

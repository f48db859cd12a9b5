package io.sluice.bench;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * {@link GeneratedTexts} of which every fifth is a copy of the one before with words replaced: each
 * with a chance that is drawn for the text, between none and 0.12. Their similarity in word 3-grams
 * runs from 1 to about 0.5. Columns {@code id} and {@code text}.
 */
final class GeneratedCopies {

  private static final int FILES = 8;
  private static final double MOST_REPLACED = 0.12;

  private GeneratedCopies() {}

  /** Reads so many texts, from Parquet below the folder. */
  static Dataset<Row> read(SparkSession spark, Path folder, long texts) {
    return Stored.read(
        spark, folder.resolve("copies-" + texts), () -> generate(spark, new Copier(), texts));
  }

  private static Dataset<Row> generate(SparkSession spark, Copier copier, long texts) {
    return spark
        .range(0, texts, 1, FILES)
        .map((MapFunction<Long, String>) copier::text, Encoders.STRING())
        .toDF("text")
        .select(functions.monotonically_increasing_id().as("id"), functions.col("text"));
  }

  private static final class Copier implements Serializable {

    private final GeneratedTexts.Writer writer = new GeneratedTexts.Writer();

    String text(long number) {
      return number % 5 == 4 ? copy(writer.text(number - 1), number) : writer.text(number);
    }

    private static String copy(String text, long number) {
      SplittableRandom chance = new SplittableRandom(~number);
      double share = chance.nextDouble() * MOST_REPLACED;
      StringBuilder copy = new StringBuilder();
      for (String word : text.split(" ", -1)) {
        copy.append(copy.length() == 0 ? "" : " ");
        copy.append(chance.nextDouble() < share ? "x" + chance.nextInt(1_000_000) : word);
      }
      return copy.toString();
    }
  }
}

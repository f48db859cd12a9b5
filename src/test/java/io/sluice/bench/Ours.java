package io.sluice.bench;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.split;

import io.sluice.features.HashTokens;
import io.sluice.features.Impute;
import io.sluice.features.Learning;
import io.sluice.features.Learning.Learned;
import io.sluice.features.OneHot;
import io.sluice.features.Scale;
import io.sluice.stage.Roles;
import java.util.List;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.IDF;
import org.apache.spark.ml.feature.IDFModel;
import org.apache.spark.ml.feature.StopWordsRemover;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The side of Sluice: the one place that knows how features are learned. */
final class Ours {

  private Ours() {}

  /** The steps of a job that fills, scales and encodes all columns but the label. */
  static Learned features(Dataset<Row> table, GeneratedTable shape) {
    List<PipelineStage> steps =
        shape.categories().isEmpty()
            ? List.of(impute(), scale())
            : List.of(impute(), scale(), new OneHot().setDropLast(true).setColumns("category"));
    return Learning.learn(steps, marked(table));
  }

  private static Dataset<Row> marked(Dataset<Row> table) {
    Roles roles = new Roles();
    if (List.of(table.columns()).contains("label")) {
      roles.set(roles.label(), "label").set(roles.id(), "id");
    }
    return roles.mark(table);
  }

  private static PipelineStage impute() {
    return new Impute().setStrategy("median").setColumns("numeric");
  }

  private static PipelineStage scale() {
    return new Scale().setMethod("standard").setColumns("numeric");
  }

  /** Learns from the texts and returns them with {@code features}. */
  static Dataset<Row> text(Dataset<Row> texts, int slots) {
    Object[] stopWords = StopWordsRemover.loadDefaultStopWords("english");
    Dataset<Row> words =
        texts.withColumn(
            "text",
            filter(
                split(lower(col("text")), "[^\\p{L}\\p{N}]+"),
                word -> not(word.isin(stopWords)).and(word.notEqual(""))));
    Dataset<Row> counts =
        new HashTokens().setNumFeatures(slots).setColumns("text").fit(words).transform(words);
    IDFModel idf = new IDF().setInputCol("text").setOutputCol("features").fit(counts);
    return idf.transform(counts);
  }
}

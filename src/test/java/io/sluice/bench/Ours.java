package io.sluice.bench;

import io.sluice.features.HashTokens;
import io.sluice.features.Idf;
import io.sluice.features.Impute;
import io.sluice.features.Learning;
import io.sluice.features.Learning.Learned;
import io.sluice.features.OneHot;
import io.sluice.features.Scale;
import io.sluice.features.Tokenize;
import io.sluice.stage.Roles;
import java.util.List;
import org.apache.spark.ml.PipelineStage;
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
    List<PipelineStage> steps =
        List.of(
            new Tokenize()
                .setStopWords(StopWordsRemover.loadDefaultStopWords("english"))
                .setColumns("text"),
            new HashTokens().setNumFeatures(slots).setColumns("text"),
            new Idf().setColumns("text"));
    return Learning.learn(steps, texts).transform(texts);
  }
}

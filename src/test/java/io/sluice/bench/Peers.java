package io.sluice.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.HashingTF;
import org.apache.spark.ml.feature.IDF;
import org.apache.spark.ml.feature.Imputer;
import org.apache.spark.ml.feature.OneHotEncoder;
import org.apache.spark.ml.feature.RegexTokenizer;
import org.apache.spark.ml.feature.StandardScaler;
import org.apache.spark.ml.feature.StopWordsRemover;
import org.apache.spark.ml.feature.StringIndexer;
import org.apache.spark.ml.feature.VectorAssembler;

/** The side of spark.ml, as somebody who knows it well writes it: one stage for many columns. */
final class Peers {

  /** How far the ranks of the medians may be off where nothing else is said: Spark's default. */
  static final double RANK_ERROR = 0.001;

  private Peers() {}

  /** Medians for nulls, standard scaling, one-hot without the rarest value, one vector. */
  static Pipeline features(GeneratedTable table, double rankError) {
    String[] filled = renamed("filled_", table.numbers());
    String[] indexed = renamed("index_", table.categories());
    String[] encoded = renamed("vector_", table.categories());
    List<PipelineStage> stages = new ArrayList<>();
    stages.add(
        new Imputer()
            .setStrategy("median")
            .setRelativeError(rankError)
            .setInputCols(table.numbers().toArray(new String[0]))
            .setOutputCols(filled));
    stages.add(
        new StringIndexer()
            .setInputCols(table.categories().toArray(new String[0]))
            .setOutputCols(indexed));
    stages.add(new OneHotEncoder().setInputCols(indexed).setOutputCols(encoded));
    stages.add(new VectorAssembler().setInputCols(filled).setOutputCol("numbers"));
    stages.add(
        new StandardScaler().setWithMean(true).setInputCol("numbers").setOutputCol("scaled"));
    stages.add(
        new VectorAssembler()
            .setInputCols(
                Stream.concat(Stream.of("scaled"), Stream.of(encoded)).toArray(String[]::new))
            .setOutputCol("features"));
    return new Pipeline().setStages(stages.toArray(new PipelineStage[0]));
  }

  /** Words in lower case without stop words, hashed to {@code slots} and weighted by idf. */
  static Pipeline text(int slots) {
    return new Pipeline()
        .setStages(
            new PipelineStage[] {
              new RegexTokenizer().setPattern("\\W+").setInputCol("text").setOutputCol("words"),
              new StopWordsRemover().setInputCol("words").setOutputCol("kept"),
              new HashingTF().setNumFeatures(slots).setInputCol("kept").setOutputCol("counts"),
              new IDF().setInputCol("counts").setOutputCol("features")
            });
  }

  private static String[] renamed(String prefix, List<String> names) {
    return names.stream().map(name -> prefix + name).toArray(String[]::new);
  }
}

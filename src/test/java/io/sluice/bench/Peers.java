package io.sluice.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.evaluation.BinaryClassificationEvaluator;
import org.apache.spark.ml.feature.FeatureHasher;
import org.apache.spark.ml.feature.HashingTF;
import org.apache.spark.ml.feature.IDF;
import org.apache.spark.ml.feature.Imputer;
import org.apache.spark.ml.feature.OneHotEncoder;
import org.apache.spark.ml.feature.RegexTokenizer;
import org.apache.spark.ml.feature.StandardScaler;
import org.apache.spark.ml.feature.StopWordsRemover;
import org.apache.spark.ml.feature.StringIndexer;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

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

  /** Twelve settings of logistic regression behind medians, scaling, one-hot and hashing. */
  static CrossValidatorModel crossValidated(GeneratedTable table, Dataset<Row> rows) {
    String[] filled = renamed("filled_", table.numbers());
    String[] few = table.categories().stream().limit(3).toArray(String[]::new);
    String[] many = table.categories().stream().skip(3).toArray(String[]::new);
    String[] indexed = renamed("index_", List.of(few));
    String[] encoded = renamed("vector_", List.of(few));
    LogisticRegression algorithm = new LogisticRegression().setMaxIter(20);
    Pipeline pipeline =
        new Pipeline()
            .setStages(
                new PipelineStage[] {
                  new Imputer()
                      .setStrategy("median")
                      .setInputCols(table.numbers().toArray(new String[0]))
                      .setOutputCols(filled),
                  new VectorAssembler().setInputCols(filled).setOutputCol("numbers"),
                  new StandardScaler()
                      .setWithMean(true)
                      .setInputCol("numbers")
                      .setOutputCol("scaled"),
                  new StringIndexer()
                      .setHandleInvalid("keep")
                      .setInputCols(few)
                      .setOutputCols(indexed),
                  new OneHotEncoder().setInputCols(indexed).setOutputCols(encoded),
                  new FeatureHasher().setNumFeatures(256).setInputCols(many).setOutputCol("hashed"),
                  new VectorAssembler()
                      .setInputCols(
                          Stream.of(Stream.of("scaled", "hashed"), Stream.of(encoded))
                              .flatMap(names -> names)
                              .toArray(String[]::new))
                      .setOutputCol("features"),
                  algorithm
                });
    ParamMap[] grid =
        DoubleStream.of(0.0001, 0.001, 0.01, 0.1)
            .boxed()
            .flatMap(
                regParam ->
                    Stream.of(0.0, 0.5, 1.0)
                        .map(
                            elasticNetParam ->
                                new ParamMap()
                                    .put(algorithm.regParam(), regParam)
                                    .put(algorithm.elasticNetParam(), elasticNetParam)))
            .toArray(ParamMap[]::new);
    return new CrossValidator()
        .setEstimator(pipeline)
        .setEvaluator(new BinaryClassificationEvaluator())
        .setEstimatorParamMaps(grid)
        .setNumFolds(3)
        .setParallelism(2)
        .setSeed(42)
        .fit(rows);
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

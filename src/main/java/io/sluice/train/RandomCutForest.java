package io.sluice.train;

import static org.apache.spark.sql.functions.col;

import io.sluice.stage.About;
import io.sluice.stage.Columns;
import io.sluice.stage.Loop;
import io.sluice.stage.ParamValue;
import io.sluice.stage.ProblemException;
import io.sluice.stage.VectorRow;
import io.sluice.stats.Need;
import io.sluice.stats.Summary;
import java.util.List;
import java.util.Locale;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Finds rows unlike the others. {@code score} is the mean over trees of random cuts of log2(rows of
 * the tree + 1) / (depth + 1), at the depth where the row is cut off from the others: about 1 for
 * one of many, more the sooner it is cut off. {@code prediction} is 1 above the score that the
 * share {@code contamination} of the training rows exceeds. Guha, Mishra, Roy, Schrijvers: Robust
 * Random Cut Forest Based Anomaly Detection on Streams, ICML 2016; by the library of Amazon. Needs
 * no label. Distances count, so bring numbers to one scale; single precision. Each tree holds
 * {@code sampleSize} rows of a random sample of numTrees x sampleSize, which the driver and each
 * executor hold. Two passes: the sample, and the scores of all training rows. The time to score a
 * row grows with trees and slots.
 */
@About(
    value = "Finds rows unlike the others, by a score and a threshold; needs no label.",
    rows = "keeps every row; adds score and prediction",
    example = "RandomCutForest: {numTrees: 50, sampleSize: 256, contamination: 0.01}")
public final class RandomCutForest extends Learner<RandomCutForest.Fitted> implements ScoreColumn {

  /** The most numbers in all trees together: 128 MB, and about as much again for their boxes. */
  private static final long MOST_NUMBERS = 1 << 25;

  public RandomCutForest() {
    this(Identifiable.randomUID("randomCutForest"));
  }

  public RandomCutForest(String uid) {
    super(uid);
    setDefault(scoreCol(), "score");
    setDefault(numTrees(), 50);
    setDefault(sampleSize(), 256);
    setDefault(contamination(), 0.01);
    setDefault(seed(), 0L);
  }

  public IntParam numTrees() {
    return new IntParam(this, "numTrees", "number of trees (>= 1)", ParamValidators.gtEq(1));
  }

  public IntParam sampleSize() {
    return new IntParam(this, "sampleSize", "rows in each tree (>= 2)", ParamValidators.gtEq(2));
  }

  public DoubleParam contamination() {
    return new DoubleParam(
        this,
        "contamination",
        "the share of the training rows that is to be above the threshold (> 0, < 1)",
        ParamValidators.inRange(0, 1, false, false));
  }

  public LongParam seed() {
    return new LongParam(this, "seed", "another seed is another sample and other cuts");
  }

  public static MLReader<RandomCutForest> read() {
    return new DefaultParamsReader<>();
  }

  @Override
  Fitted learn(Dataset<Row> rows) {
    Column vector = Columns.col(getOrDefault(featuresCol()));
    int trees = ParamValue.of(this, numTrees());
    int perTree = ParamValue.of(this, sampleSize());
    requireRoom(rows.select(vector), (long) trees * perTree);
    long seed = ParamValue.of(this, seed());
    Dataset<Row> sample = Sampling.of(rows, vector, trees * perTree, seed);
    Fitted fitted = new Fitted(uid());
    fitted.set(fitted.numTrees(), trees);
    fitted.set(fitted.sampleSize(), perTree);
    fitted.set(fitted.seed(), seed);
    fitted.keep(Examples.of(sample.collectAsList())); // bounded
    Need scores = Need.numbers("score");
    Dataset<Row> scored = rows.select(fitted.score(vector).as("score"));
    fitted.set(
        fitted.threshold(),
        Summary.of(scored, List.of(scores))
            .of(scores)
            .quantile(1 - ParamValue.of(this, contamination())));
    return fitted;
  }

  private static void requireRoom(Dataset<Row> vectors, long examples) {
    List<Row> first = vectors.takeAsList(1);
    if (first.isEmpty()) {
      throw ProblemException.inData("there is no row to learn from.");
    }
    int slots = first.get(0).<Vector>getAs(0).size();
    if (examples * slots > MOST_NUMBERS) {
      throw ProblemException.inData(
          "numTrees",
          String.format(
              Locale.ROOT,
              "times sampleSize and slots is %,d x %,d; a forest holds %,d numbers. Use fewer"
                  + " or smaller trees, or fewer slots (reduce, selectFeatures).",
              examples,
              slots,
              MOST_NUMBERS));
    }
  }

  /** The sample that the forest grows from, and the threshold. */
  public static final class Fitted extends TrainedModel<Fitted> implements ScoreColumn {

    private transient Broadcast<Forest> forest;

    public Fitted(String uid) {
      super(uid);
    }

    public IntParam numTrees() {
      return new IntParam(this, "numTrees", "number of trees");
    }

    public IntParam sampleSize() {
      return new IntParam(this, "sampleSize", "rows in each tree");
    }

    public LongParam seed() {
      return new LongParam(this, "seed", "of the cuts");
    }

    public DoubleParam threshold() {
      return new DoubleParam(this, "threshold", "a row with a score above it is predicted 1");
    }

    public static MLReader<Fitted> read() {
      return new ExamplesReader<>();
    }

    @Override
    Dataset<Row> predict(Dataset<Row> rows) {
      String score = getOrDefault(scoreCol());
      Column above = col(score).gt(ParamValue.of(this, threshold()));
      return rows.withColumn(score, score(Columns.col(getOrDefault(featuresCol()))))
          .withColumn(getOrDefault(predictionCol()), above.cast("double"));
    }

    private Column score(Column vector) {
      if (forest == null) {
        int trees = ParamValue.of(this, numTrees());
        int perTree = ParamValue.of(this, sampleSize());
        forest = broadcast(new Forest(examples(), trees, perTree, ParamValue.of(this, seed())));
      }
      return Loop.of(new Score(forest), vector);
    }
  }

  private record Score(Broadcast<Forest> forest) implements Loop.RowToNumber {

    @Override
    public double apply(InternalRow vector) {
      return forest.value().score(VectorRow.toVector(vector));
    }
  }
}

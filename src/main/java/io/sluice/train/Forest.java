package io.sluice.train;

import com.amazon.randomcutforest.RandomCutForest;
import com.amazon.randomcutforest.executor.SamplerPlusTree;
import com.amazon.randomcutforest.tree.RandomCutTree;
import io.sluice.stage.ProblemException;
import java.io.Serializable;
import org.apache.spark.ml.linalg.Vector;

/**
 * A random cut forest over examples, grown where it is first needed, once in each process: it
 * follows from the examples, their order and the seed alone.
 */
final class Forest implements Serializable {

  private final Examples examples;
  private final int numTrees;
  private final int sampleSize;
  private final long seed;
  private transient RandomCutForest grown;

  Forest(Examples examples, int numTrees, int sampleSize, long seed) {
    this.examples = examples;
    this.numTrees = numTrees;
    this.sampleSize = sampleSize;
    this.seed = seed;
  }

  /** How far a row is from being one of many: above 0; about 1 for what is rare. */
  double score(Vector row) {
    examples.requireSameSlots(row);
    return grown().getAnomalyScore(single(row.toArray()));
  }

  private synchronized RandomCutForest grown() {
    if (grown == null) {
      RandomCutForest forest =
          RandomCutForest.builder()
              .dimensions(examples.slots())
              .numberOfTrees(numTrees)
              .sampleSize(Math.max(2, Math.min(sampleSize, examples.size())))
              .outputAfter(1)
              .initialAcceptFraction(1)
              .timeDecay(0) // a uniform sample of all, however long ago they came
              .randomSeed(seed)
              .parallelExecutionEnabled(false)
              .build();
      for (Vector example : examples.vectors()) {
        forest.update(single(example.toArray()));
      }
      // what is still to be computed would be written while two tasks read
      forest
          .getComponents()
          .forEach(
              c ->
                  ((RandomCutTree) ((SamplerPlusTree<?, ?>) c).getTree()).validateAndReconstruct());
      grown = forest;
    }
    return grown;
  }

  /** The library knows single precision alone. */
  private static float[] single(double[] row) {
    float[] single = new float[row.length];
    for (int i = 0; i < row.length; i++) {
      single[i] = (float) row[i];
      if (!Float.isFinite(single[i])) {
        throw ProblemException.inData(
            "a vector of features holds %s; RandomCutForest takes numbers up to 3.4e38. Put scale or clipOutliers into features."
                .formatted(row[i]));
      }
    }
    return single;
  }
}

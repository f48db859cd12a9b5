package io.sluice.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.stage.ProblemException;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.junit.jupiter.api.Test;

class NeighboursTest {

  /** Small whole numbers, so that many are equally near, dense and sparse. */
  @Test
  void findsWhatLookingAtEachFinds() {
    Random random = new Random(3);
    Examples examples =
        Neighbours.inOrder(
            new Examples(vectors(random, 300), IntStream.range(0, 300).asDoubleStream().toArray()));
    Neighbours neighbours = Neighbours.of(examples);
    for (Vector row : vectors(random, 100)) {
      double[] expected =
          IntStream.range(0, 300)
              .boxed()
              .sorted(
                  Comparator.<Integer>comparingDouble(
                          i -> Vectors.sqdist(row, examples.vectors()[i]))
                      .thenComparing(i -> i))
              .limit(7)
              .mapToDouble(i -> examples.labels()[i])
              .toArray();
      assertThat(neighbours.labels(row, 7)).isEqualTo(expected);
    }
  }

  @Test
  void theOrderDoesNotDependOnThatOfTheRows() {
    Vector[] vectors = {Vectors.dense(3, 4), Vectors.dense(-5, 0), Vectors.dense(0, 1)};
    Vector[] turned = {vectors[2], vectors[1], vectors[0]};
    assertThat(Neighbours.inOrder(new Examples(turned, new double[] {1, 2, 3})).vectors())
        .containsExactly(vectors[2], vectors[1], vectors[0])
        .isEqualTo(Neighbours.inOrder(new Examples(vectors, new double[] {3, 2, 1})).vectors());
  }

  @Test
  void saysThatARowDoesNotFit() {
    Neighbours neighbours =
        Neighbours.of(new Examples(new Vector[] {Vectors.dense(1, 2)}, new double[] {0}));
    assertThatThrownBy(() -> neighbours.labels(Vectors.dense(1), 1))
        .isInstanceOf(ProblemException.class)
        .hasMessage("a vector of features has 1 slots; those of the training rows have 2.");
    assertThatThrownBy(() -> neighbours.labels(Vectors.dense(1e200, 0), 1))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "a vector of features holds numbers too large for distances. Put scale or clipOutliers"
                + " into features.");
  }

  private static Vector[] vectors(Random random, int number) {
    return IntStream.range(0, number)
        .mapToObj(
            i -> {
              Vector dense =
                  Vectors.dense(
                      IntStream.range(0, 4).mapToDouble(s -> random.nextInt(5) - 2).toArray());
              return i % 2 == 0 ? dense : dense.toSparse();
            })
        .toArray(Vector[]::new);
  }
}

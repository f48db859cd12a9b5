package io.sluice.train;

import io.sluice.result.Run;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.classification.MultilayerPerceptronClassificationModel;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.regression.LinearRegressionModel;

/** What can be read off a trained model of spark.ml. */
public final class Insight {

  private static final int MOST_WEIGHTS = 30;

  private Insight() {}

  /** The largest coefficients or importances, and how training went. */
  public static Run.Model of(Algorithm algorithm, Algorithm.Trained trained, List<String> slots) {
    Model<?> model = trained.model();
    Optional<Vector> coefficients =
        model instanceof LogisticRegressionModel lr && lr.numClasses() > 2
            ? Optional.empty()
            : vector(model, "coefficients");
    Optional<Vector> weights = coefficients.or(() -> vector(model, "featureImportances"));
    return new Run.Model(
        algorithm.name(),
        algorithm.settings(),
        coefficients.isPresent() ? "coefficient" : "importance",
        weights.map(w -> largest(w, slots)).orElse(List.of()),
        iterations(model),
        losses(model),
        trained.balance());
  }

  private static List<Run.Weight> largest(Vector weights, List<String> slots) {
    List<Run.Weight> all = new ArrayList<>();
    for (int i = 0; i < weights.size(); i++) {
      if (weights.apply(i) != 0) {
        all.add(new Run.Weight(slots.get(i), weights.apply(i)));
      }
    }
    all.sort(Comparator.comparingDouble((Run.Weight w) -> -Math.abs(w.value())));
    return List.copyOf(all.subList(0, Math.min(MOST_WEIGHTS, all.size())));
  }

  /** The models share no interface for these, only the names of the methods. */
  private static Optional<Vector> vector(Model<?> model, String method) {
    try {
      return Optional.of((Vector) model.getClass().getMethod(method).invoke(model));
    } catch (NoSuchMethodException e) {
      return Optional.empty();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Double> losses(Model<?> model) {
    if (model instanceof LogisticRegressionModel lr && lr.hasSummary()) {
      return Arrays.stream(lr.summary().objectiveHistory()).boxed().toList();
    } else if (model instanceof LinearRegressionModel lr && lr.hasSummary()) {
      return Arrays.stream(lr.summary().objectiveHistory()).boxed().toList();
    } else if (model instanceof MultilayerPerceptronClassificationModel mlp && mlp.hasSummary()) {
      return Arrays.stream(mlp.summary().objectiveHistory()).boxed().toList();
    }
    return List.of();
  }

  private static int iterations(Model<?> model) {
    if (model instanceof LogisticRegressionModel lr && lr.hasSummary()) {
      return lr.summary().totalIterations();
    }
    return model instanceof LinearRegressionModel lr && lr.hasSummary()
        ? lr.summary().totalIterations()
        : -1;
  }
}

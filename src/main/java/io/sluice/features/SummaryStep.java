package io.sluice.features;

import io.sluice.stage.ProblemException;
import io.sluice.stats.Need;
import io.sluice.stats.Summary;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A feature step that learns from a summary of the training rows, or has nothing to learn. It says
 * what it needs to know and how its fitted state follows, so that many steps share one pass.
 *
 * @param <M> the fitted step
 */
public abstract class SummaryStep<M extends FittedStep<M>> extends FeatureStep<M> {

  SummaryStep(String uid) {
    super(uid);
  }

  /** What {@link #learn(Chosen, Summary)} must know; nothing where nothing is learned. */
  List<Need> needs(Chosen chosen) {
    return List.of();
  }

  /** The fitted step. */
  abstract M learn(Chosen chosen, Summary summary);

  /** The rows as learning reads them, where {@link #needs} name columns that only learning has. */
  Dataset<Row> seen(Dataset<Row> rows, Chosen chosen) {
    return rows;
  }

  /** The columns of the table, beyond those that {@link #needs} name, that {@link #seen} reads. */
  Set<String> seenFrom(Chosen chosen) {
    return Set.of();
  }

  /** The columns that the fitted step rewrites, drops or adds. */
  Set<String> touched(Chosen chosen) {
    Set<String> touched = new LinkedHashSet<>(List.of(output(chosen).fieldNames()));
    touched.removeAll(List.of(chosen.table().fieldNames()));
    touched.addAll(chosen.names());
    return touched;
  }

  /**
   * What must be known before this step for a need after it, of columns that it touched, to follow
   * by {@link FittedStep#after}; nothing where it follows from nothing.
   */
  Optional<Before> before(Need need, Chosen chosen) {
    return Optional.empty();
  }

  /**
   * What must be known before a step.
   *
   * @param certainty whether it is enough
   */
  record Before(Need need, Certainty certainty) {

    /** Whether what is needed follows from what is known. */
    enum Certainty {
      /** Always. */
      ALWAYS,
      /** Where all different values were kept; else another pass is made. */
      IF_EXACT
    }

    static Optional<Before> always(Need need) {
      return Optional.of(new Before(need, Certainty.ALWAYS));
    }

    static Optional<Before> ifExact(Need need) {
      return Optional.of(new Before(need, Certainty.IF_EXACT));
    }
  }

  @Override
  final boolean learns(Chosen chosen) {
    return !needs(chosen).isEmpty();
  }

  @Override
  final M learn(Chosen chosen, Dataset<Row> rows) {
    return learned(chosen, Summary.of(seen(rows, chosen), needs(chosen)));
  }

  /** The fitted step, from a summary of the rows before it. */
  final M fitted(Chosen chosen, Summary summary) {
    return finished(chosen, learned(chosen, summary));
  }

  private M learned(Chosen chosen, Summary summary) {
    if (summary.rows() == 0 && learns(chosen)) {
      throw ProblemException.inData("there are no training rows to learn from.");
    }
    return learn(chosen, summary);
  }
}

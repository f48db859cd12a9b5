package io.sluice.train;

import io.sluice.stage.Columns;
import io.sluice.stage.ProblemException;
import java.util.Optional;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.feature.SQLTransformer;
import org.apache.spark.ml.param.Param;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * What a model has to be better than: one answer for all rows, or a rule. It looks at no feature.
 *
 * @param <M> its model
 */
public abstract class Baseline<M extends TrainedModel<M>> extends Learner<M>
    implements LabelColumn {

  /** What the rule says of a row, a double. */
  static final String RULE_COL = "sluice_rule";

  Baseline(String uid) {
    super(uid);
    setDefault(weightCol(), "");
    setDefault(rule(), "");
  }

  public final Param<String> weightCol() {
    return new Param<>(this, "weightCol", "by how much each row counts; none, 1 each");
  }

  public abstract Param<String> rule();

  /** The rule over these rows as a double; fails where it does not fit them. */
  abstract Column value(Dataset<Row> cleaned);

  final boolean hasRule() {
    return !getOrDefault(rule()).isEmpty();
  }

  final Column label() {
    return Columns.col(getOrDefault(labelCol()));
  }

  final Column weight() {
    String weight = getOrDefault(weightCol());
    return weight.isEmpty() ? functions.lit(1.0) : Columns.col(weight).cast("double");
  }

  /**
   * What applies the rule to the rows as cleaning left them, before features rewrite their columns;
   * nothing without a rule.
   *
   * @param label the column that the rule must not read, as it is not known of new rows
   */
  final Optional<Transformer> beforeFeatures(Dataset<Row> cleaned, String label) {
    if (!hasRule()) {
      return Optional.empty();
    }
    value(cleaned);
    try {
      value(cleaned.drop(label));
    } catch (ProblemException e) {
      throw ProblemException.inJob(
          "rule", "reads the label '%s', which is what it has to predict.".formatted(label));
    }
    return Optional.of(
        new SQLTransformer()
            .setStatement(
                "SELECT *, CAST((\n%s\n) AS DOUBLE) AS %s FROM __THIS__"
                    .formatted(getOrDefault(rule()), RULE_COL)));
  }
}

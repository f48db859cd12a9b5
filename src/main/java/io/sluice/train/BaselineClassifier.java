package io.sluice.train;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import io.sluice.stage.About;
import io.sluice.stage.Expressions;
import io.sluice.stage.Loop;
import io.sluice.stage.ParamValue;
import io.sluice.stage.VectorRow;
import java.util.List;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleArrayParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Predicts the same for every row: of each class its share of the training rows, by weight, and so
 * the class of most rows, the first of several. One pass. With a rule it predicts class 1 where the
 * rule is true and class 0 elsewhere, with probability 1, and learns nothing.
 */
@About(
    value = "Predicts the class of most training rows, or what a rule in SQL says.",
    rows = "keeps every row",
    example = "BaselineClassifier: {rule: \"size = 'Large'\"}")
public final class BaselineClassifier extends Baseline<BaselineClassifier.Fitted>
    implements ClassColumns {

  public BaselineClassifier() {
    this(Identifiable.randomUID("baselineClassifier"));
  }

  public BaselineClassifier(String uid) {
    super(uid);
  }

  @Override
  public Param<String> rule() {
    return new Param<>(
        this,
        "rule",
        "an expression over the cleaned columns, true for class 1; null counts as false");
  }

  public static MLReader<BaselineClassifier> read() {
    return new DefaultParamsReader<>();
  }

  @Override
  Column value(Dataset<Row> cleaned) {
    return Expressions.condition(cleaned, "rule", getOrDefault(rule())).cast("double");
  }

  @Override
  Fitted learn(Dataset<Row> rows) {
    Fitted fitted = new Fitted(uid());
    fitted.set(fitted.byRule(), hasRule());
    fitted.set(fitted.shares(), hasRule() ? new double[0] : shares(rows));
    return fitted;
  }

  private double[] shares(Dataset<Row> rows) {
    List<Row> weights =
        rows.groupBy(label()).agg(sum(weight())).orderBy(label()).takeAsList(Classes.MOST + 1);
    double[] labels = weights.stream().mapToDouble(r -> r.getDouble(0)).toArray();
    double total = weights.stream().mapToDouble(r -> r.getDouble(1)).sum();
    double[] shares = new double[Classes.number(labels)];
    for (int i = 0; i < labels.length; i++) {
      shares[(int) labels[i]] = weights.get(i).getDouble(1) / total;
    }
    return shares;
  }

  /** The shares of the classes, or that a rule decides. */
  public static final class Fitted extends ClassModel<Fitted> {

    public Fitted(String uid) {
      super(uid);
    }

    public BooleanParam byRule() {
      return new BooleanParam(this, "byRule", "whether the rule decides");
    }

    public DoubleArrayParam shares() {
      return new DoubleArrayParam(this, "shares", "of the training rows, by class");
    }

    public static MLReader<Fitted> read() {
      return new DefaultParamsReader<>();
    }

    @Override
    Column probability() {
      return ParamValue.of(this, byRule())
          ? Loop.of(new Sure(), List.of(col(RULE_COL)))
          : Loop.of(new Always(getOrDefault(shares())), List.of(lit(0.0)));
    }
  }

  private record Sure() implements Loop.RowToVector {

    @Override
    public InternalRow apply(InternalRow rule) {
      double positive = rule.isNullAt(0) ? 0 : rule.getDouble(0);
      return VectorRow.dense(new double[] {1 - positive, positive});
    }
  }

  private record Always(double[] shares) implements Loop.RowToVector {

    @Override
    public InternalRow apply(InternalRow any) {
      return VectorRow.dense(shares);
    }
  }
}

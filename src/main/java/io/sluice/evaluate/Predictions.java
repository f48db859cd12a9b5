package io.sluice.evaluate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.sluice.stats.ColumnSummary;
import io.sluice.stats.GroupedSummary;
import io.sluice.stats.Need;
import io.sluice.stats.Summary;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What must be known of predicted numbers, by part of the split, before they can be judged. */
final class Predictions {

  private static final int TENTHS = 10;

  private final String part;
  private final List<String> parts;
  private final GroupedSummary predictions;
  private final GroupedSummary labels;

  private Predictions(
      String part, List<String> parts, GroupedSummary predictions, GroupedSummary labels) {
    this.part = part;
    this.parts = parts;
    this.predictions = predictions;
    this.labels = labels;
  }

  /**
   * One pass.
   *
   * @param scored rows with part, label and prediction
   * @param part the column that says a row's part
   * @param parts the training rows' one first
   */
  static Predictions of(Dataset<Row> scored, String part, List<String> parts) {
    Need predictions = Need.groupedNumbers("prediction", part);
    Need labels = Need.groupedMoments(Curve.LABEL, part);
    Column label = when(isMade(), col(Curve.LABEL)).as(Curve.LABEL);
    Summary summary =
        Summary.of(
            scored.select(col(part), col("prediction"), label), List.of(predictions, labels));
    return new Predictions(part, parts, summary.grouped(predictions), summary.grouped(labels));
  }

  /** Whether a number is predicted: ALS gives NaN for users and items that it does not know. */
  static Column isMade() {
    return not(isnan(col("prediction")));
  }

  /** In how many rows no number is predicted. */
  long unmade() {
    return predictions.groups().values().stream().mapToLong(ColumnSummary::nans).sum();
  }

  /** The mean of the label of the training rows; NaN of no rows. */
  double mean() {
    ColumnSummary training = labels.groups().get(List.of(parts.get(0)));
    return training == null ? Double.NaN : training.moments().mean();
  }

  /**
   * In which tenth of its part, by the prediction, a row lies, from 0; null of other parts. Rows of
   * one prediction lie in one of these, so that there may be fewer.
   */
  Column tenth() {
    Column tenth = lit(null);
    for (String name : parts) {
      ColumnSummary its = predictions.groups().get(List.of(name));
      if (its != null) {
        double[] ends = ColumnGroups.ends(its, TENTHS);
        Column ofPart = ColumnGroups.place(col("prediction"), ends);
        tenth = when(col(part).equalTo(name), ofPart).otherwise(tenth);
      }
    }
    return tenth;
  }
}

package io.sluice.features;

import io.sluice.features.SummaryStep.Before;
import io.sluice.stage.Columns;
import io.sluice.stage.ProblemException;
import io.sluice.stats.ColumnSummary;
import io.sluice.stats.Need;
import java.util.Optional;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.apache.spark.sql.types.StructField;

/** What the steps share that turn each number of a column into a function of that number alone. */
final class Numbers {

  private Numbers() {}

  static Optional<String> unfit(StructField column, String step) {
    return Columns.isNumeric(column.dataType()) ? Optional.empty() : no(column, step);
  }

  /** As {@link #unfit}, for a step that takes booleans too, as 0 and 1. */
  static Optional<String> unfitWithBooleans(StructField column, String step) {
    return Columns.isNumberLike(column.dataType()) ? Optional.empty() : no(column, step);
  }

  private static Optional<String> no(StructField column, String step) {
    return Optional.of(
        "column '%s' is %s; %s takes numbers."
            .formatted(column.name(), Columns.inWords(column.dataType()), step));
  }

  /** Moments and quantiles of what a column becomes follow from how often each number came. */
  static Optional<Before> before(Need need, Chosen chosen) {
    boolean ofNumbers = need.kind() == Need.Kind.MOMENTS || need.kind() == Need.Kind.NUMBERS;
    return ofNumbers && chosen.has(need.column())
        ? Before.ifExact(Need.numbers(need.column()))
        : Optional.empty();
  }

  static void requireValues(ColumnSummary column) {
    if (column.moments().count() == 0) {
      throw Category.allMissing(column.name());
    }
  }

  /** Fails where a setting was made that goes with another way of working. */
  static void refuse(Params step, Param<?> setting, Param<String> of, String goesWith) {
    if (step.isSet(setting)) {
      throw ProblemException.inJob(
          setting.name(),
          "has no meaning with %s: %s. Leave it out, or use %s: %s."
              .formatted(of.name(), step.getOrDefault(of), of.name(), goesWith));
    }
  }
}

package io.sluice.clean.rule;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.sluice.stage.About;
import io.sluice.stage.Columns;
import io.sluice.stage.ProblemException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.param.Param;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.StructField;

/** Every number, date or time lies in a range, its ends included; either may be left out. */
@About(
    value = "Every number, date or time is in a range, ends included.",
    rows = "a row breaks it with a value outside; a missing one passes",
    example = "inRange: {columns: speed, min: 0, max: 400, onFailure: warn, maxBadFraction: 0.01}")
public final class InRange extends ValueRule {

  private static final String MIN = "min";
  private static final String MAX = "max";

  public Param<String> min() {
    return new Param<>(this, MIN, "the least value that is allowed");
  }

  public Param<String> max() {
    return new Param<>(this, MAX, "the greatest value that is allowed");
  }

  @Override
  public List<String> optional() {
    List<String> all = new ArrayList<>(super.optional());
    all.addAll(List.of(MIN, MAX));
    return all;
  }

  @Override
  Fault fault(StructField field) {
    if (!isSet(min()) && !isSet(max())) {
      throw ProblemException.inJob("has neither min nor max. Give one, or both.");
    }
    if (!Columns.isNumeric(field.dataType()) && !Columns.isTime(field.dataType())) {
      throw ProblemException.inJob(
          COLUMNS,
          "column '%s' is %s; inRange takes numbers, dates and times."
              .formatted(field.name(), Columns.inWords(field.dataType())));
    }
    Column value = Columns.col(field.name());
    Column below = bound(min(), field).map(value::lt).orElse(lit(false));
    Column above = bound(max(), field).map(value::gt).orElse(lit(false));
    requireRising(field);
    return Fault.of(
        List.of(field.name()),
        not(Values.isMissing(field)).and(below.or(above)),
        "is not " + range());
  }

  private void requireRising(StructField field) {
    if (isSet(min()) && isSet(max())) {
      String min = getOrDefault(min());
      String max = getOrDefault(max());
      boolean falls =
          Columns.isNumeric(field.dataType())
              ? new BigDecimal(min).compareTo(new BigDecimal(max)) > 0
              : Values.micros(min).orElseThrow() > Values.micros(max).orElseThrow();
      if (falls) {
        throw ProblemException.inJob(MIN, "'%s' is above max, '%s'.".formatted(min, max));
      }
    }
  }

  private Optional<Column> bound(Param<String> end, StructField field) {
    return isSet(end)
        ? Optional.of(Values.literal(end.name(), getOrDefault(end), field))
        : Optional.empty();
  }

  private String range() {
    return !isSet(max())
        ? "at least " + getOrDefault(min())
        : !isSet(min())
            ? "at most " + getOrDefault(max())
            : "from " + getOrDefault(min()) + " to " + getOrDefault(max());
  }

  @Override
  public String inWords() {
    return chosen() + " is " + range();
  }
}

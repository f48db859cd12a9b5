package io.sluice.clean.rule;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import io.sluice.stage.About;
import io.sluice.stage.ParamValue;
import io.sluice.stage.ProblemException;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The table has at least, or at most, so many rows, before any of them goes for another rule. */
@About(
    value = "The table has at least, or at most, so many rows.",
    rows = "of the whole table: no row goes",
    example = "rowCount: {min: 1000, onFailure: fail}")
public final class RowCount extends TableRule {

  private static final String MIN = "min";
  private static final String MAX = "max";

  public LongParam min() {
    return new LongParam(this, MIN, "the fewest rows that are allowed", ParamValidators.gtEq(0));
  }

  public LongParam max() {
    return new LongParam(this, MAX, "the most rows that are allowed", ParamValidators.gtEq(0));
  }

  @Override
  public List<String> optional() {
    return List.of(MIN, MAX);
  }

  @Override
  public Column measure(Dataset<Row> rows) {
    if (!isSet(min()) && !isSet(max())) {
      throw ProblemException.inJob("has neither min nor max. Give one, or both.");
    }
    if (fewest() > most()) {
      throw ProblemException.inJob(MIN, "%d is above max, %d.".formatted(fewest(), most()));
    }
    return count(lit(1));
  }

  @Override
  public Verdict judge(OptionalLong measured) {
    long rows = measured.orElse(0);
    return new Verdict(rows >= fewest() && rows <= most(), words("%,d rows", rows));
  }

  private long fewest() {
    return isSet(min()) ? ParamValue.of(this, min()) : 0;
  }

  private long most() {
    return isSet(max()) ? ParamValue.of(this, max()) : Long.MAX_VALUE;
  }

  @Override
  public String inWords() {
    return !isSet(max())
        ? words("at least %,d rows", fewest())
        : !isSet(min())
            ? words("at most %,d rows", most())
            : words("%,d to %,d rows", fewest(), most());
  }

  private static String words(String format, Object... numbers) {
    return String.format(Locale.ROOT, format, numbers);
  }
}

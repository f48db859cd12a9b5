package io.sluice.clean.rule;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.sluice.stage.Catalyst;
import io.sluice.stage.Columns;
import io.sluice.stage.Problem;
import io.sluice.stage.ProblemException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Cast$;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.unsafe.types.UTF8String;

/** Values of columns and of settings that they are compared with. */
final class Values {

  private Values() {}

  /** The columns that a setting chooses. */
  static List<StructField> chosen(Dataset<Row> rows, String setting, String... choices) {
    try {
      return Columns.choose(rows.schema(), choices);
    } catch (ProblemException e) {
      throw e.at(where -> setting);
    }
  }

  /** Their names. */
  static List<String> names(List<StructField> fields) {
    return fields.stream().map(StructField::name).toList();
  }

  /** Null or NaN. */
  static Column isMissing(StructField field) {
    Column value = Columns.col(field.name());
    boolean real = field.dataType() instanceof DoubleType || field.dataType() instanceof FloatType;
    return real ? value.isNull().or(value.isNaN()) : value.isNull();
  }

  /** None of them is null or NaN. */
  static Column areThere(List<StructField> fields) {
    return fields.stream().map(f -> not(isMissing(f))).reduce(lit(true), Column::and);
  }

  /** A text of the job file as a value to compare with the column's, without loss. */
  static Column literal(String setting, String text, StructField field) {
    DataType type = field.dataType();
    if (type instanceof StringType) {
      return lit(text);
    } else if (Columns.isNumeric(type)) {
      return number(setting, text, field);
    } else if (type instanceof BooleanType || Columns.isTime(type)) {
      return parsed(text, type).orElseThrow(() -> unfit(setting, text, field));
    }
    throw ProblemException.inJob(
        setting,
        "column '%s' is of type %s; a job file can name texts, numbers, dates, times, true and false."
            .formatted(field.name(), type.simpleString()));
  }

  /** Several of them; every one that does not fit is a problem. */
  static Object[] literals(String setting, String[] texts, StructField field) {
    List<Column> values = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (String text : texts) {
      try {
        values.add(literal(setting, text, field));
      } catch (ProblemException e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw ProblemException.inJob(problems);
    }
    return values.toArray();
  }

  /** A number in whole or with decimals stays exact; beside a double it is a double. */
  private static Column number(String setting, String text, StructField field) {
    BigDecimal number;
    try {
      number = new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw unfit(setting, text, field);
    }
    if (field.dataType() instanceof DoubleType) {
      return lit(number.doubleValue());
    } else if (field.dataType() instanceof FloatType) {
      return lit(number.floatValue());
    }
    int digits = Math.max(number.precision(), number.scale()) - Math.min(number.scale(), 0);
    if (digits > DecimalType.MAX_PRECISION()) {
      throw ProblemException.inJob(
          setting, "'%s' has more than %d digits.".formatted(text, DecimalType.MAX_PRECISION()));
    }
    return lit(number.scale() < 0 ? number.setScale(0) : number);
  }

  /** A text as Spark reads one of this type. */
  private static Optional<Column> parsed(String text, DataType type) {
    return Optional.ofNullable(internal(text, type))
        .map(value -> Catalyst.column(Literal.create(value, type)));
  }

  /** A point in time as microseconds since 1970 in UTC, where the text is one. */
  static Optional<Long> micros(String text) {
    return Optional.ofNullable((Long) internal(text, DataTypes.TimestampType));
  }

  private static Object internal(String text, DataType type) {
    Literal literal = Literal.create(UTF8String.fromString(text), DataTypes.StringType);
    Expression cast = (Expression) Cast$.MODULE$.apply(literal, type, false).withTimeZone("UTC");
    return cast.eval(null);
  }

  private static ProblemException unfit(String setting, String text, StructField field) {
    DataType type = field.dataType();
    String wanted =
        Columns.isNumeric(type)
            ? "a number"
            : type instanceof BooleanType ? "true or false" : "a " + type.simpleString();
    return ProblemException.inJob(
        setting,
        "'%s' is not %s, but column '%s' is of type %s."
            .formatted(text, wanted, field.name(), type.simpleString()));
  }
}

package io.sluice.stage;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Cast$;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.UnwrapUDT;
import org.apache.spark.sql.catalyst.expressions.objects.Invoke;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.ObjectType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import scala.collection.JavaConverters;

/**
 * Columns that are computed by Java code on Spark's internal values, called straight from the loop
 * that Spark generates for a whole chain of steps: no conversion of values, as a UDF has it. The
 * interfaces are public because generated code calls them. The only place that knows Catalyst's
 * classes.
 */
@SuppressWarnings("overloads") // records with a name in a plan are called, never lambdas
public final class Loop {

  /** The type of an array of texts without nulls. */
  public static final DataType TEXTS = DataTypes.createArrayType(DataTypes.StringType, false);

  private Loop() {}

  /** A number from a number; a null stays null. */
  public interface NumberToNumber extends Serializable {
    double apply(double number);
  }

  /** A number from a text, which may be null. */
  public interface TextToNumber extends Serializable {
    double apply(UTF8String text);
  }

  /** A number or null from a text, which may be null. */
  public interface TextToOptionalNumber extends Serializable {
    Double apply(UTF8String text);
  }

  /** A text or null from a text; a null stays null. */
  public interface TextToText extends Serializable {
    UTF8String apply(UTF8String text);
  }

  /** Several values, or null, from a text; a null stays null. */
  public interface TextToRow extends Serializable {
    InternalRow apply(UTF8String text);
  }

  /** A number from a text, which may be null, and an index that is not. */
  public interface TextAndIndexToNumber extends Serializable {
    double apply(UTF8String text, int index);
  }

  /** Several numbers from a text, which may be null. */
  public interface TextToNumbers extends Serializable {
    InternalRow apply(UTF8String text);
  }

  /** Texts from a text, which may be null. */
  public interface TextToTexts extends Serializable {
    ArrayData apply(UTF8String text);
  }

  /** A vector from a text, which may be null. */
  public interface TextToVector extends Serializable {
    InternalRow apply(UTF8String text);
  }

  /** Texts from texts, which may be null. */
  public interface TextsToTexts extends Serializable {
    ArrayData apply(ArrayData texts);
  }

  /** A vector from texts, which may be null. */
  public interface TextsToVector extends Serializable {
    InternalRow apply(ArrayData texts);
  }

  /** A vector from a vector, which may be null, or from a struct of values. */
  public interface RowToVector extends Serializable {
    InternalRow apply(InternalRow row);
  }

  /** A number from a vector that is not null. */
  public interface RowToNumber extends Serializable {
    double apply(InternalRow vector);
  }

  /** A vector from numbers that are not null and a struct of values. */
  public interface PartsToVector extends Serializable {
    InternalRow apply(ArrayData numbers, InternalRow others);
  }

  public static Column of(NumberToNumber f, Column number) {
    return call(f, NumberToNumber.class, DataTypes.DoubleType, Result.NULL_OF_NULL, number);
  }

  public static Column of(TextToNumber f, Column text) {
    return call(f, TextToNumber.class, DataTypes.DoubleType, Result.NEVER_NULL, text);
  }

  public static Column of(TextToOptionalNumber f, Column text) {
    return call(f, TextToOptionalNumber.class, DataTypes.DoubleType, Result.MAY_BE_NULL, text);
  }

  public static Column of(TextAndIndexToNumber f, Column text, Column index) {
    return call(
        f, TextAndIndexToNumber.class, DataTypes.DoubleType, Result.NEVER_NULL, text, index);
  }

  public static Column of(TextToText f, Column text) {
    return call(f, TextToText.class, DataTypes.StringType, Result.NULL_OR_NULL_OF_NULL, text);
  }

  /** A struct of these fields. */
  public static Column of(TextToRow f, StructType fields, Column text) {
    return call(f, TextToRow.class, fields, Result.NULL_OR_NULL_OF_NULL, text);
  }

  /** A struct of numbers of these names. */
  public static Column of(TextToNumbers f, List<String> names, Column text) {
    StructType numbers =
        new StructType(
            names.stream()
                .map(n -> new StructField(n, DataTypes.DoubleType, false, Metadata.empty()))
                .toArray(StructField[]::new));
    return call(f, TextToNumbers.class, numbers, Result.NEVER_NULL, text);
  }

  public static Column of(TextToTexts f, Column text) {
    return call(f, TextToTexts.class, TEXTS, Result.NEVER_NULL, text);
  }

  public static Column of(TextToVector f, Column text) {
    return vector(f, TextToVector.class, text);
  }

  public static Column of(TextsToTexts f, Column texts) {
    return call(f, TextsToTexts.class, TEXTS, Result.NEVER_NULL, texts);
  }

  public static Column of(TextsToVector f, Column texts) {
    return vector(f, TextsToVector.class, texts);
  }

  /** From a vector: code that takes a row finds no method for spark.ml's type of vectors. */
  public static Column of(RowToVector f, Column vector) {
    return vector(
        f, RowToVector.class, Catalyst.column(new UnwrapUDT(Catalyst.expression(vector))));
  }

  /** From several columns, as a struct. */
  public static Column of(RowToVector f, List<Column> parts) {
    return vector(f, RowToVector.class, struct(parts));
  }

  public static Column of(RowToNumber f, Column vector) {
    Column unwrapped = Catalyst.column(new UnwrapUDT(Catalyst.expression(vector)));
    return call(f, RowToNumber.class, DataTypes.DoubleType, Result.NEVER_NULL, unwrapped);
  }

  public static Column of(PartsToVector f, List<Column> numbers, List<Column> others) {
    Column array = functions.array(numbers.toArray(new Column[0]));
    return vector(f, PartsToVector.class, array, struct(others));
  }

  /** What the clock of a time zone shows, whatever the session's: a timestamp without a zone. */
  public static Column localTime(Column timestamp, String zone) {
    return Catalyst.column(
        Cast$.MODULE$.apply(
            Catalyst.expression(timestamp),
            DataTypes.TimestampNTZType,
            scala.Option.apply(zone),
            false));
  }

  private static Column struct(List<Column> parts) {
    return functions.struct(parts.toArray(new Column[0]));
  }

  private static Column vector(Object f, Class<?> type, Column... arguments) {
    return call(f, type, SQLDataTypes.VectorType(), Result.NEVER_NULL, arguments);
  }

  private enum Result {
    NEVER_NULL,
    MAY_BE_NULL,
    NULL_OF_NULL,
    NULL_OR_NULL_OF_NULL
  }

  private static Column call(
      Object f, Class<?> type, DataType result, Result nulls, Column... arguments) {
    List<Expression> expressions = Arrays.stream(arguments).map(Catalyst::expression).toList();
    return Catalyst.column(
        new Invoke(
            new Literal(f, new ObjectType(type)),
            "apply",
            result,
            JavaConverters.asScalaBuffer(expressions).toSeq(),
            JavaConverters.asScalaBuffer(List.<org.apache.spark.sql.types.AbstractDataType>of())
                .toSeq(),
            nulls == Result.NULL_OF_NULL || nulls == Result.NULL_OR_NULL_OF_NULL, // else passed on
            nulls == Result.MAY_BE_NULL || nulls == Result.NULL_OR_NULL_OF_NULL,
            true));
  }
}

package io.sluice.clean;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.NullType;

/** The type that holds every value of two others as it is. */
final class Widening {

  private static final List<DataType> WHOLE =
      List.of(DataTypes.ByteType, DataTypes.ShortType, DataTypes.IntegerType, DataTypes.LongType);
  private static final List<Integer> DIGITS = List.of(3, 5, 10, 19);

  private Widening() {}

  /** Nothing where there is none, or none that is not of another kind, such as text of a number. */
  static Optional<DataType> of(DataType a, DataType b) {
    if (a.sameType(b) || b instanceof NullType) {
      return Optional.of(a);
    }
    if (a instanceof NullType) {
      return Optional.of(b);
    }
    if (WHOLE.contains(a) && WHOLE.contains(b)) {
      return Optional.of(WHOLE.get(Math.max(WHOLE.indexOf(a), WHOLE.indexOf(b))));
    }
    if (isReal(a) && isReal(b)) {
      return Optional.of(DataTypes.DoubleType);
    }
    if (isReal(a) || isReal(b)) {
      return real(a, b).or(() -> real(b, a));
    }
    return decimal(a).flatMap(x -> decimal(b).flatMap(y -> holding(x, y)));
  }

  /** A double holds whole numbers of 53 bits, a float of 24. */
  private static Optional<DataType> real(DataType real, DataType whole) {
    int place = WHOLE.indexOf(whole);
    if (!isReal(real) || place < 0 || place > 2) {
      return Optional.empty();
    }
    return Optional.of(place == 2 ? DataTypes.DoubleType : real);
  }

  private static Optional<DecimalType> decimal(DataType type) {
    return type instanceof DecimalType d
        ? Optional.of(d)
        : WHOLE.contains(type)
            ? Optional.of(DataTypes.createDecimalType(DIGITS.get(WHOLE.indexOf(type)), 0))
            : Optional.empty();
  }

  private static Optional<DataType> holding(DecimalType x, DecimalType y) {
    int scale = Math.max(x.scale(), y.scale());
    int precision = scale + Math.max(x.precision() - x.scale(), y.precision() - y.scale());
    return precision > DecimalType.MAX_PRECISION()
        ? Optional.empty()
        : Optional.of(DataTypes.createDecimalType(precision, scale));
  }

  private static boolean isReal(DataType type) {
    return type.equals(DataTypes.FloatType) || type.equals(DataTypes.DoubleType);
  }
}

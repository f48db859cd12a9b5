package io.sluice.features;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;

import io.sluice.stage.Columns;
import io.sluice.stage.Loop;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Numbers, booleans and vectors of a table that stand one after the other in one vector. */
record Parts(StructType table, List<String> columns) {

  /** Why a column can be no part, in a step of this name. */
  static Optional<String> unfit(StructField column, String step) {
    return Columns.isNumberLike(column.dataType()) || Slots.isVector(column)
        ? Optional.empty()
        : Optional.of(
            "column '%s' is %s; %s takes numbers and vectors."
                .formatted(column.name(), Columns.inWords(column.dataType()), step));
  }

  /** Number of slots; -1 where one of the vectors does not say its own. */
  int size() {
    int total = 0;
    for (String name : columns) {
      int size = Slots.size(table.apply(name));
      if (size < 0) {
        return -1;
      }
      total += size;
    }
    return total;
  }

  /** The names of the slots, of a vector of {@code size} slots. */
  List<String> slots(int size) {
    int unknown = size;
    for (String name : columns) {
      unknown -= Math.max(0, Slots.size(table.apply(name)));
    }
    List<String> slots = new ArrayList<>();
    for (String name : columns) {
      StructField field = table.apply(name);
      int itsSize = Slots.size(field);
      // of several vectors that do not say their size, which slot is whose is not known
      slots.addAll(Slots.names(field, itsSize < 0 ? unknown : itsSize));
      unknown = itsSize < 0 ? 0 : unknown;
    }
    return slots;
  }

  /** The vector, sparse or dense, whichever is smaller. */
  Column vector(Join.Refusal refusal) {
    return vector(join(refusal));
  }

  /** What becomes of the vector. */
  Column vector(Join.Refusal refusal, Loop.RowToVector then) {
    return vector(join(refusal).then(then));
  }

  private Join join(Join.Refusal refusal) {
    boolean[] isVector = new boolean[columns.size()];
    for (int i = 0; i < isVector.length; i++) {
      isVector[i] = Slots.isVector(table.apply(columns.get(i)));
    }
    return new Join(columns, isVector, refusal);
  }

  private Column vector(Loop.PartsToVector f) {
    List<Column> numbers = new ArrayList<>();
    List<Column> vectors = new ArrayList<>();
    for (String name : columns) {
      Column part = Columns.col(name);
      if (Slots.isVector(table.apply(name))) {
        vectors.add(part);
      } else {
        numbers.add(coalesce(part.cast("double"), lit(Double.NaN)));
      }
    }
    return Loop.of(f, numbers, vectors);
  }
}

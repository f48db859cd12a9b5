package io.sluice.features;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;

import io.sluice.stage.Columns;
import io.sluice.stage.ProblemException;
import io.sluice.stats.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Puts numbers, booleans and vectors one after the other into the vector {@value #FEATURES}, sparse
 * or dense, whichever is smaller; the columns stay. Keeps every row. A null or NaN fails and says
 * in which column. No pass. The last step of every job's features; a job does not name it.
 */
public final class Assemble extends SummaryStep<Assemble.Fitted> {

  /** The vector that algorithms learn from. */
  public static final String FEATURES = "features";

  public Assemble() {
    this(Identifiable.randomUID("assemble"));
  }

  public Assemble(String uid) {
    super(uid);
  }

  public static MLReader<Assemble> read() {
    return new DefaultParamsReader<>();
  }

  @Override
  Optional<String> unfit(StructField column) {
    return Columns.isNumberLike(column.dataType()) || Slots.isVector(column)
        ? Optional.empty()
        : Optional.of(
            "column '%s' is %s, which is no number."
                .formatted(column.name(), Columns.inWords(column.dataType())));
  }

  @Override
  StructType output(Chosen chosen) {
    return Schemas.with(chosen.table(), Schemas.vector(FEATURES, Metadata.empty()));
  }

  @Override
  Fitted learn(Chosen chosen, Summary summary) {
    return new Fitted(uid());
  }

  /** The columns that were chosen; nothing else is learned. */
  public static final class Fitted extends FittedStep<Fitted> {

    public Fitted(String uid) {
      super(uid);
    }

    public static MLReader<Fitted> read() {
      return new DefaultParamsReader<>();
    }

    @Override
    Dataset<Row> rewrite(Dataset<Row> rows) {
      StructType table = rows.schema();
      List<Column> numbers = new ArrayList<>();
      List<Column> vectors = new ArrayList<>();
      boolean[] isVector = new boolean[chosen().size()];
      for (int i = 0; i < isVector.length; i++) {
        Column part = Columns.col(chosen().get(i));
        isVector[i] = Slots.isVector(table.apply(chosen().get(i)));
        if (isVector[i]) {
          vectors.add(part);
        } else {
          numbers.add(coalesce(part.cast("double"), lit(Double.NaN)));
        }
      }
      Column vector = Loop.of(new Join(chosen(), isVector), numbers, vectors);
      return rows.withColumn(FEATURES, vector.as(FEATURES, metadata(table)));
    }

    /** The names of the slots of {@value #FEATURES}, from the table's metadata. */
    List<String> slots(StructType table, int size) {
      int unknown = size;
      for (String name : chosen()) {
        unknown -= Math.max(0, Slots.size(table.apply(name)));
      }
      List<String> slots = new ArrayList<>();
      for (String name : chosen()) {
        StructField field = table.apply(name);
        int itsSize = Slots.size(field);
        // of several vectors that do not say their size, which slot is whose is not known
        slots.addAll(Slots.names(field, itsSize < 0 ? unknown : itsSize));
        unknown = itsSize < 0 ? 0 : unknown;
      }
      return slots;
    }

    private Metadata metadata(StructType table) {
      int total = 0;
      for (String name : chosen()) {
        int size = Slots.size(table.apply(name));
        if (size < 0) {
          return Metadata.empty();
        }
        total += size;
      }
      return Slots.numbered(FEATURES, total);
    }
  }

  /** Joins the parts in their order; a NaN among the numbers stands for a null too. */
  private record Join(List<String> names, boolean[] isVector) implements Loop.PartsToVector {

    @Override
    public InternalRow apply(ArrayData numbers, InternalRow vectors) {
      int size = 0;
      int active = 0;
      for (int i = 0, v = 0, n = 0; i < isVector.length; i++) {
        if (isVector[i]) {
          InternalRow vector = vectors.isNullAt(v) ? null : vectors.getStruct(v, VectorRow.FIELDS);
          active += active(vector, i);
          size += VectorRow.size(vector);
          v++;
        } else {
          active += active(numbers.getDouble(n), i);
          size++;
          n++;
        }
      }
      return 1.5 * (active + 1.0) < size // as spark.ml's Vector.compressed
          ? sparse(numbers, vectors, size, active)
          : dense(numbers, vectors, size);
    }

    private int active(double value, int part) {
      if (Double.isNaN(value)) {
        throw missing(names.get(part));
      }
      return value == 0 ? 0 : 1;
    }

    private int active(InternalRow vector, int part) {
      if (vector == null) {
        throw missing(names.get(part));
      }
      ArrayData values = VectorRow.values(vector);
      int active = 0;
      for (int k = 0; k < values.numElements(); k++) {
        active += active(values.getDouble(k), part);
      }
      return active;
    }

    private InternalRow sparse(ArrayData numbers, InternalRow vectors, int size, int active) {
      int[] indices = new int[active];
      double[] values = new double[active];
      int filled = 0;
      int from = 0;
      for (int i = 0, v = 0, n = 0; i < isVector.length; i++) {
        if (!isVector[i]) {
          double value = numbers.getDouble(n++);
          if (value != 0) {
            indices[filled] = from;
            values[filled++] = value;
          }
          from++;
          continue;
        }
        InternalRow vector = vectors.getStruct(v++, VectorRow.FIELDS);
        ArrayData its = VectorRow.values(vector);
        ArrayData places = VectorRow.isSparse(vector) ? VectorRow.indices(vector) : null;
        for (int k = 0; k < its.numElements(); k++) {
          double value = its.getDouble(k);
          if (value != 0) {
            indices[filled] = from + (places == null ? k : places.getInt(k));
            values[filled++] = value;
          }
        }
        from += VectorRow.size(vector);
      }
      return VectorRow.sparse(size, indices, values, filled);
    }

    private InternalRow dense(ArrayData numbers, InternalRow vectors, int size) {
      double[] all = new double[size];
      int from = 0;
      for (int i = 0, v = 0, n = 0; i < isVector.length; i++) {
        if (!isVector[i]) {
          all[from++] = numbers.getDouble(n++);
          continue;
        }
        InternalRow vector = vectors.getStruct(v++, VectorRow.FIELDS);
        ArrayData its = VectorRow.values(vector);
        ArrayData places = VectorRow.isSparse(vector) ? VectorRow.indices(vector) : null;
        for (int k = 0; k < its.numElements(); k++) {
          all[from + (places == null ? k : places.getInt(k))] = its.getDouble(k);
        }
        from += VectorRow.size(vector);
      }
      return VectorRow.dense(all);
    }

    private static ProblemException missing(String column) {
      return ProblemException.inData(
          "column '%s' has missing values, which no algorithm takes. Put impute for it into features."
              .formatted(column));
    }
  }
}

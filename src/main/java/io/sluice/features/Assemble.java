package io.sluice.features;

import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.udf;

import io.sluice.stage.Columns;
import io.sluice.stage.ProblemException;
import io.sluice.stats.Need;
import io.sluice.stats.Summary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Puts numbers, booleans and vectors one after the other into the vector {@value #FEATURES}, sparse
 * or dense, whichever is smaller; the columns stay. Keeps every row. A null or NaN fails and says
 * in which column. No pass. The last step of every job's features; a job does not name it.
 */
public final class Assemble extends FeatureStep<Assemble.Fitted> {

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
  List<Need> needs(List<StructField> columns) {
    return List.of();
  }

  @Override
  StructType output(StructType table, List<StructField> columns) {
    return Schemas.with(table, Schemas.vector(FEATURES, Metadata.empty()));
  }

  @Override
  Fitted learn(List<StructField> columns, Summary summary) {
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
      Column[] parts =
          chosen().stream().map(name -> part(rows.schema().apply(name))).toArray(Column[]::new);
      Column vector = udf(new Join(chosen()), SQLDataTypes.VectorType()).apply(struct(parts));
      return rows.withColumn(FEATURES, vector.as(FEATURES, metadata(rows.schema())));
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

    private static Column part(StructField field) {
      Column column = Columns.col(field.name());
      return Slots.isVector(field) ? column : column.cast("double");
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

  private record Join(List<String> names) implements UDF1<Row, Vector> {

    @Override
    public Vector call(Row row) {
      int[] indices = new int[16];
      double[] values = new double[16];
      int filled = 0;
      int size = 0;
      for (int i = 0; i < names.size(); i++) {
        Object part = row.get(i);
        if (part == null) {
          throw missing(names.get(i));
        }
        Vector vector = part instanceof Vector v ? v : Vectors.dense((Double) part);
        int active = vector.numActives();
        if (filled + active > indices.length) {
          int capacity = Math.max(2 * indices.length, filled + active);
          indices = Arrays.copyOf(indices, capacity);
          values = Arrays.copyOf(values, capacity);
        }
        if (vector instanceof org.apache.spark.ml.linalg.SparseVector sparse) {
          for (int k = 0; k < active; k++) {
            indices[filled] = size + sparse.indices()[k];
            values[filled++] = sparse.values()[k];
          }
        } else {
          double[] dense = vector.toArray();
          for (int k = 0; k < dense.length; k++) {
            indices[filled] = size + k;
            values[filled++] = dense[k];
          }
        }
        for (int k = filled - active; k < filled; k++) {
          if (Double.isNaN(values[k])) {
            throw missing(names.get(i));
          }
        }
        size += vector.size();
      }
      return Vectors.sparse(size, Arrays.copyOf(indices, filled), Arrays.copyOf(values, filled))
          .compressed();
    }

    private static ProblemException missing(String column) {
      return ProblemException.inData(
          "column '%s' has missing values, which no algorithm takes. Put impute for it into features."
              .formatted(column));
    }
  }
}

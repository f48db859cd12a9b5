package io.sluice.features;

import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.sluice.stage.Columns;
import io.sluice.stage.ProblemException;
import io.sluice.stage.VectorRow;
import io.sluice.stats.InOrder;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;

/** What is learned of the slots of some columns, each in one pass over the training rows. */
record TrainingSlots(Dataset<Row> rows, Parts parts, Join.Refusal refusal) {

  private static final int CLASSES = 100; // a guess at how many there may be
  private static final long BYTES = 24; // of a slot and class

  /** Means and co-moments of all slots. */
  CoMoments coMoments(CoMomentsFold.About about, String remedy) {
    return coMoments(vectors(), parts.size(), about, remedy);
  }

  /** The same of vectors at hand. */
  static CoMoments coMoments(
      JavaRDD<Cells> vectors, int size, CoMomentsFold.About about, String remedy) {
    JavaRDD<CoMoments> found =
        vectors.mapPartitions(
            all -> List.of(new CoMomentsFold(about, remedy).fold(all)).iterator());
    CoMoments moments = new CoMoments();
    InOrder.collect(found, CoMoments.bytes(size), CoMoments::merge).forEach(moments::merge);
    if (moments.count() == 0) {
      throw noRows();
    }
    return moments;
  }

  /** The vectors, a pass each time they are asked for. */
  JavaRDD<Cells> vectors() {
    return internal(lit("")).map(TrainingSlots::cells);
  }

  /** Moments of each slot. */
  SlotMoments moments() {
    return byClass(lit("")).classes().stream().findFirst().orElseThrow(TrainingSlots::noRows);
  }

  /** Moments of each slot for each class of a label, which a row may lack. */
  ClassMoments byClass(String label) {
    ClassMoments moments = byClass(withoutNaN(label).cast("string"));
    if (moments.rows() == 0) {
      throw noLabels(label);
    }
    return moments;
  }

  /** Moments of each slot together with a label that is a number, which a row may lack. */
  LabelMoments byNumber(String label) {
    JavaRDD<LabelMoments> found =
        internal(withoutNaN(label).cast("double"))
            .mapPartitions(all -> List.of(byNumber(all, label)).iterator());
    LabelMoments moments = new LabelMoments();
    InOrder.collect(found, bytes(2), LabelMoments::merge).forEach(moments::merge);
    if (moments.rows() == 0) {
      throw noLabels(label);
    }
    return moments;
  }

  private ClassMoments byClass(Column label) {
    JavaRDD<ClassMoments> found =
        internal(label).mapPartitions(all -> List.of(byClass(all)).iterator());
    ClassMoments moments = new ClassMoments();
    InOrder.collect(found, bytes(CLASSES), ClassMoments::merge).forEach(moments::merge);
    return moments;
  }

  private static ClassMoments byClass(Iterator<InternalRow> all) {
    ClassMoments moments = new ClassMoments();
    while (all.hasNext()) {
      InternalRow row = all.next();
      if (!row.isNullAt(1)) {
        moments.add(row.getUTF8String(1), cells(row));
      }
    }
    return moments;
  }

  private static LabelMoments byNumber(Iterator<InternalRow> all, String label) {
    LabelMoments moments = new LabelMoments();
    while (all.hasNext()) {
      InternalRow row = all.next();
      if (!row.isNullAt(1)) {
        double value = row.getDouble(1);
        if (Double.isInfinite(value)) {
          throw ProblemException.inData(
              "the label '%s' has infinite values. Make them null in clean.".formatted(label));
        }
        moments.add(value, cells(row));
      }
    }
    return moments;
  }

  private long bytes(int classes) {
    long slots = parts.size() < 0 ? SlotMoments.MAX_SLOTS : (long) parts.size() * classes;
    return BYTES * Math.max(1, Math.min(SlotMoments.MAX_SLOTS, slots));
  }

  private JavaRDD<InternalRow> internal(Column label) {
    return rows.select(parts.vector(refusal), label).queryExecution().toRdd().toJavaRDD();
  }

  private static Cells cells(InternalRow row) {
    return Cells.of(row.getStruct(0, VectorRow.FIELDS));
  }

  private Column withoutNaN(String label) {
    Column column = Columns.col(label);
    DataType type = rows.schema().apply(label).dataType();
    boolean mayBe = type instanceof DoubleType || type instanceof FloatType;
    return mayBe ? when(isnan(column), lit(null)).otherwise(column) : column;
  }

  private ProblemException noLabels(String label) {
    return rows.isEmpty()
        ? noRows()
        : ProblemException.inData(
            "cannot learn from the label '%s': all of its training values are missing."
                .formatted(label));
  }

  static ProblemException noRows() {
    return ProblemException.inData("there are no training rows to learn from.");
  }
}

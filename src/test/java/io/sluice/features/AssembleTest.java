package io.sluice.features;

import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.stage.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class AssembleTest extends StageTest {

  @Override
  protected PipelineStage stage() {
    return new Assemble().setColumns("speed", "wet", "phase");
  }

  @Override
  protected Dataset<Row> data() {
    Dataset<Row> rows =
        table(
            "speed INT, wet BOOLEAN, phase STRING, other STRING",
            row(3, true, "Climb", "a"),
            row(0, false, null, null),
            row(1, false, "Taxi", "b"));
    return new OneHot().setColumns("phase").fit(rows).transform(rows);
  }

  @Test
  void putsColumnsOneAfterTheOther() {
    assertThat(Values.vectors(assemble(data(), "phase", "speed", "wet"), "features"))
        .extracting(Vector::toDense)
        .containsExactly(dense(1, 0, 3, 1), dense(0, 0, 0, 0), dense(0, 1, 1, 0));
  }

  @Test
  void keepsTheColumns() {
    assertThat(assemble(data(), "speed").columns())
        .containsExactly("speed", "wet", "phase", "other", "features");
  }

  @Test
  void agreesWithSparksVectorAssembler() {
    Random random = new Random(1);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      Double speed = random.nextBoolean() ? 0.0 : random.nextGaussian();
      rows.add(row(speed, random.nextBoolean(), "p" + random.nextInt(20), random.nextLong()));
    }
    Dataset<Row> table =
        table("speed DOUBLE, wet BOOLEAN, phase STRING, n BIGINT", rows.toArray(new Row[0]));
    Dataset<Row> encoded = new OneHot().setColumns("phase").fit(table).transform(table);
    String[] columns = {"speed", "wet", "phase", "n"};
    Dataset<Row> expected =
        new VectorAssembler().setInputCols(columns).setOutputCol("expected").transform(encoded);
    assertThat(Values.vectors(assemble(encoded, columns), "features"))
        .isEqualTo(Values.vectors(expected, "expected"));
  }

  @Test
  void isSparseWhereThatIsSmaller() {
    Dataset<Row> rows =
        table("a INT, b INT, c INT, d INT", row(1, 2, 3, 4), row(0, 0, 0, 7), row(0, 0, 0, 0));
    List<Vector> vectors = Values.vectors(assemble(rows, "all"), "features");
    assertThat(vectors.get(0)).isInstanceOf(DenseVector.class);
    assertThat(vectors.get(1)).isInstanceOf(SparseVector.class);
    assertThat(vectors).containsExactly(dense(1, 2, 3, 4), dense(0, 0, 0, 7), dense(0, 0, 0, 0));
  }

  @Test
  void takesMoreColumnsThanItMakesRoomForAtFirst() {
    StringBuilder columns = new StringBuilder("c0 DOUBLE");
    Object[] values = new Object[100];
    values[0] = 1.0;
    for (int i = 1; i < values.length; i++) {
      columns.append(", c").append(i).append(" DOUBLE");
      values[i] = 1.0 + i;
    }
    Vector vector =
        Values.vectors(assemble(table(columns.toString(), row(values)), "all"), "features").get(0);
    assertThat(vector.size()).isEqualTo(100);
    assertThat(vector.apply(0)).isEqualTo(1);
    assertThat(vector.apply(99)).isEqualTo(100);
  }

  @Test
  void namesTheSlots() {
    Dataset<Row> encoded = data();
    Dataset<Row> hashed =
        new Hash().setNumFeatures(4).setColumns("other").fit(encoded).transform(encoded);
    Assemble.Fitted fitted = new Assemble().setColumns("speed", "phase", "hashed").fit(hashed);
    Dataset<Row> rows = fitted.transform(hashed);
    assertThat(fitted.slots(rows.schema(), 7))
        .containsExactly(
            "speed", "phase=Climb", "phase=Taxi", "hashed#0", "hashed#1", "hashed#2", "hashed#3");
    assertThat(Slots.size(rows.schema().apply("features"))).isEqualTo(7);
  }

  @Test
  void findsTheSizeOfAVectorThatDoesNotSay() {
    Dataset<Row> rows = unsized();
    Assemble.Fitted fitted = new Assemble().setColumns("a", "v", "b").fit(rows);
    assertThat(fitted.slots(fitted.transform(rows).schema(), 5))
        .containsExactly("a", "v#0", "v#1", "v#2", "b");
    assertThat(Values.vectors(fitted.transform(rows), "features"))
        .containsExactly(dense(1, 7, 8, 9, 2));
  }

  @Test
  void keepsInfinities() {
    Dataset<Row> rows = table("a DOUBLE", row(Double.NEGATIVE_INFINITY));
    assertThat(Values.vectors(assemble(rows, "a"), "features"))
        .containsExactly(dense(Double.NEGATIVE_INFINITY));
  }

  @Test
  void saysInWhichColumnAValueIsMissing() {
    for (Double missing : new Double[] {null, Double.NaN}) {
      Dataset<Row> rows = table("a DOUBLE, b DOUBLE", row(1.0, 2.0), row(1.0, missing));
      assertThatThrownBy(() -> assemble(rows, "a", "b").collect())
          .satisfies(
              e ->
                  assertThat(ProblemException.in(e).map(Throwable::getMessage))
                      .contains(
                          "column 'b' has missing values, which no algorithm takes. Put impute for"
                              + " it into features."));
    }
  }

  @Test
  void reachesColumnsOfAnyName() {
    Dataset<Row> rows = table("x DOUBLE", row(1.0)).toDF("a b.c`d");
    Assemble.Fitted fitted = new Assemble().setColumns("a b.c`d").fit(rows);
    assertThat(Values.vectors(fitted.transform(rows), "features")).containsExactly(dense(1));
    assertThat(fitted.slots(fitted.transform(rows).schema(), 1)).containsExactly("a b.c`d");
  }

  @Test
  void takesNumbersBooleansAndVectorsOnly() {
    StructType rows = StructType.fromDDL("speed INT, phase STRING, day DATE");
    assertThatThrownBy(() -> new Assemble().setColumns("all").transformSchema(rows))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "column 'phase' is text, which is no number.\n"
                + "column 'day' is of type date, which is no number.");
  }

  private static Dataset<Row> assemble(Dataset<Row> rows, String... columns) {
    return new Assemble().setColumns(columns).fit(rows).transform(rows);
  }

  private static Dataset<Row> unsized() {
    return table("a DOUBLE, w ARRAY<DOUBLE>, b DOUBLE", row(1.0, new double[] {7, 8, 9}, 2.0))
        .select(
            col("a"), org.apache.spark.ml.functions.array_to_vector(col("w")).as("v"), col("b"));
  }

  private static DenseVector dense(double... values) {
    return (DenseVector) Vectors.dense(values);
  }
}

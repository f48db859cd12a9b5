package io.sluice.features;

import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.features.Learning.Learned;
import io.sluice.stage.ProblemException;
import io.sluice.testing.LocalSpark;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.IDF;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class IdfTest extends StageTest {

  private static final Offset<Double> CLOSE = Offset.offset(1e-9);

  private static final double[] NONE = {
    1, 2.5753641449035616, 0, 0, 1, 0, 5.079441541679836, 0, 2, 1.2876820724517808, 0, 0
  };
  private static final double[] L2 = {
    0.3619650009883935, 0.9321916852554909, 0, 0,
    0.19316423462032448, 0, 0.9811664376972666, 0,
    0.8408019731721111, 0.5413428136679054, 0, 0
  };
  private static final double[] L1 = {
    0.27969179067408617, 0.7203082093259139, 0, 0,
    0.16448879278534617, 0, 0.8355112072146539, 0,
    0.6083313276421843, 0.3916686723578156, 0, 0
  };

  @Override
  protected PipelineStage stage() {
    return new Idf().setMinDocFreq(1).setNorm("l2").setColumns("counts", "more");
  }

  @Override
  protected Dataset<Row> data() {
    return rows(
        row(Vectors.sparse(4, new int[] {0, 2}, new double[] {2, 1}), Vectors.dense(1, 0), "a"),
        row(Vectors.sparse(4, new int[] {2}, new double[] {3}), Vectors.dense(1, 2), "b"),
        row(null, Vectors.dense(0, 0), "c"));
  }

  @Test
  void agreesWithSparksIdf() {
    Random random = new Random(1);
    Row[] documents = new Row[200];
    Arrays.setAll(
        documents,
        i -> {
          double[] counts = new double[40];
          for (int k = 0; k < 30; k++) {
            counts[(int) (random.nextDouble() * random.nextInt(40))]++;
          }
          Vector vector = Vectors.dense(counts);
          return row(i % 3 == 0 ? vector : vector.toSparse(), Vectors.zeros(1), "");
        });
    Dataset<Row> rows = rows(documents);
    for (int minDocFreq : new int[] {0, 1, 60}) {
      IDF theirs = new IDF().setMinDocFreq(minDocFreq).setInputCol("counts").setOutputCol("idf");
      List<Vector> expected = Values.vectors(theirs.fit(rows).transform(rows), "idf");
      List<Vector> actual = weighted(new Idf().setMinDocFreq(minDocFreq), rows);
      for (int i = 0; i < documents.length; i++) {
        assertThat(actual.get(i).toArray()).containsExactly(expected.get(i).toArray(), CLOSE);
        assertThat(actual.get(i).getClass()).isEqualTo(expected.get(i).getClass());
      }
    }
  }

  @Test
  void agreesWithScikitLearn() {
    Dataset<Row> rows =
        rows(
            row(Vectors.dense(1, 2, 0, 0), null, ""),
            row(Vectors.dense(1, 0, 3, 0).toSparse(), null, ""),
            row(Vectors.dense(2, 1, 0, 0).toSparse(), null, ""));
    // TfidfTransformer of scikit-learn 1.2.1 with norm None, l2 and l1
    assertThat(all(new Idf().setMethod("sklearn"), rows)).containsExactly(NONE, CLOSE);
    assertThat(all(new Idf().setMethod("sklearn").setNorm("l2"), rows)).containsExactly(L2, CLOSE);
    assertThat(all(new Idf().setMethod("sklearn").setNorm("l1"), rows)).containsExactly(L1, CLOSE);
  }

  @Test
  void weighsATermOfEveryRowNothingAndOneOfNoRowMost() {
    Dataset<Row> rows =
        rows(row(Vectors.dense(1, 1, 0), null, ""), row(Vectors.dense(5, 0, 0), null, ""));
    Dataset<Row> unseen = rows(row(Vectors.dense(1, 1, 1), null, ""));
    assertThat(
            Values.vectors(new Idf().setColumns("counts").fit(rows).transform(unseen), "counts")
                .get(0)
                .toArray())
        .containsExactly(new double[] {0, Math.log(3 / 2.0), Math.log(3)}, CLOSE);
  }

  @Test
  void leavesNullsOutAndMakesThemZeros() {
    Dataset<Row> rows =
        rows(
            row(Vectors.dense(1, 0), null, ""),
            row(null, null, ""),
            row(Vectors.dense(0, 1), null, ""));
    List<Vector> weighted = weighted(new Idf(), rows);
    assertThat(weighted.get(0).apply(0)).isCloseTo(Math.log(3 / 2.0), CLOSE);
    assertThat(weighted.get(1)).isEqualTo(Vectors.zeros(2));
  }

  @Test
  void keepsZerosWhereThereIsNothingToDivideBy() {
    Dataset<Row> rows =
        rows(row(Vectors.dense(0, 0), null, ""), row(Vectors.dense(0, 1), null, ""));
    for (String norm : List.of("none", "l1", "l2")) {
      assertThat(weighted(new Idf().setNorm(norm), rows).get(0)).isEqualTo(Vectors.zeros(2));
    }
  }

  @Test
  void weighsNothingWhereThereIsOneRow() {
    assertThat(weighted(new Idf(), rows(row(Vectors.dense(3, 1), null, ""))))
        .containsExactly(Vectors.zeros(2));
  }

  @Test
  void keepsTheNamesOfTheSlotsAndTheirPlace() {
    Dataset<Row> rows = table("size STRING, other INT", row("small", 1), row("large", 2));
    Learned learned =
        Learning.learn(
            List.of(new OneHot().setColumns("size"), new Idf().setColumns("size")), rows);
    StructType after = learned.transform(rows).schema();
    assertThat(after.fieldNames()).containsExactly("size", "other", "features");
    assertThat(Slots.names(after.apply("size"), 2)).containsExactly("size=large", "size=small");
  }

  @Test
  void learnsWithTokensAndHashesInOnePass() {
    Dataset<Row> rows =
        table(
            "text STRING, speed DOUBLE",
            row("The gulls and the kites", 1.0),
            row("two gulls", null),
            row(null, 3.0));
    List<PipelineStage> steps =
        List.of(
            new Impute().setColumns("speed"),
            new Tokenize().setAnalyzer("english").setStopWords("default").setColumns("text"),
            new HashTokens().setNumFeatures(1 << 18).setColumns("text"),
            new Idf().setMinDocFreq(1).setColumns("text"),
            new Scale().setColumns("speed"));
    Learned learned = Learning.learn(steps, rows);
    assertThat(learned.passes()).isEqualTo(1);

    Dataset<Row> hashed = rows;
    for (int i = 0; i < 3; i++) {
      hashed = learned.stages().get(i).transform(hashed);
    }
    Idf.Fitted alone = new Idf().setMinDocFreq(1).setColumns("text").fit(hashed);
    Idf.Fitted together = (Idf.Fitted) learned.stages().get(3);
    assertThat(together.getOrDefault(together.slots()))
        .isEqualTo(alone.getOrDefault(alone.slots()))
        .hasSize(3);
    assertThat(together.getOrDefault(together.frequencies()))
        .isEqualTo(alone.getOrDefault(alone.frequencies()))
        .containsExactlyInAnyOrder(1, 1, 2);
    assertThat(together.getOrDefault(together.rows())).containsExactly(3);
    IDF theirs = new IDF().setMinDocFreq(1).setInputCol("text").setOutputCol("idf");
    Dataset<Row> both = theirs.fit(hashed).transform(hashed);
    assertThat(Values.vectors(together.transform(hashed), "text"))
        .isEqualTo(Values.vectors(both, "idf"));
  }

  @Test
  void refusesVectorsOfAnotherSizeThanItLearnedFrom() {
    Idf.Fitted fitted = new Idf().setColumns("counts").fit(data());
    assertThatThrownBy(
            () -> fitted.transform(rows(row(Vectors.dense(1, 2), null, ""))).collectAsList())
        .hasRootCauseInstanceOf(ProblemException.class)
        .hasRootCauseMessage(
            "column 'counts' holds a vector of 2 slots; the training rows have 4.");
  }

  @Test
  void cannotLearnFromNothing() {
    Idf step = new Idf();
    step.setColumns("counts");
    assertThatThrownBy(() -> step.fit(data().limit(0)))
        .isInstanceOf(ProblemException.class)
        .hasMessage("there are no training rows to learn from.");
    assertThatThrownBy(() -> step.fit(data().where("other = 'c'")))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "cannot learn from column 'counts': all of its training values are missing. Drop it.");
  }

  @Test
  void takesVectorsOnly() {
    StructType rows = StructType.fromDDL("text STRING, n INT");
    assertThatThrownBy(() -> new Idf().setColumns("all").transformSchema(rows))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "column 'text' is text; idf takes vectors of counts. Put hashTokens or countTokens for"
                + " it before idf.\n"
                + "column 'n' is of type int; idf takes vectors of counts. Put hashTokens or"
                + " countTokens for it before idf.");
  }

  private static Dataset<Row> rows(Row... rows) {
    StructType table =
        new StructType(
            new StructField[] {
              new StructField("counts", SQLDataTypes.VectorType(), true, Metadata.empty()),
              new StructField("more", SQLDataTypes.VectorType(), true, Metadata.empty()),
              new StructField("other", DataTypes.StringType, true, Metadata.empty())
            });
    return LocalSpark.SPARK.createDataFrame(Arrays.asList(rows), table).coalesce(1);
  }

  private static List<Vector> weighted(Idf step, Dataset<Row> rows) {
    return Values.vectors(step.setColumns("counts").fit(rows).transform(rows), "counts");
  }

  private static double[] all(Idf step, Dataset<Row> rows) {
    return weighted(step, rows).stream().flatMapToDouble(v -> Arrays.stream(v.toArray())).toArray();
  }
}

package io.sluice.features;

import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.stage.ProblemException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.FeatureHasher;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class HashTest extends StageTest {

  @Override
  protected PipelineStage stage() {
    return new Hash().setNumFeatures(32).setColumns("airport", "aircraft", "wet");
  }

  @Override
  protected Dataset<Row> data() {
    return table(
        "airport STRING, other STRING, aircraft STRING, wet BOOLEAN",
        row("OSL", "a", "B737", true),
        row(null, null, null, null),
        row("JFK", "b", "A320", false));
  }

  @Test
  void agreesWithSparksFeatureHasher() {
    Random random = new Random(1);
    Row[] rows = new Row[200];
    Arrays.setAll(
        rows,
        i ->
            row(
                random.nextInt(10) == 0 ? null : "airport " + random.nextInt(50),
                random.nextInt(10) == 0 ? null : random.nextGaussian(),
                random.nextBoolean(),
                random.nextInt(12)));
    Dataset<Row> table = table("airport STRING, speed DOUBLE, wet BOOLEAN, month INT", rows);
    Dataset<Row> expected =
        new FeatureHasher()
            .setInputCols(new String[] {"airport", "speed", "wet", "month"})
            .setNumFeatures(64)
            .setOutputCol("expected")
            .transform(table);
    Dataset<Row> actual =
        new Hash()
            .setNumFeatures(64)
            .setColumns("airport", "speed", "wet", "month")
            .fit(table)
            .transform(table);
    assertThat(Values.vectors(actual, "hashed")).isEqualTo(Values.vectors(expected, "expected"));
  }

  @Test
  void replacesItsColumnsByOneVector() {
    Dataset<Row> hashed = hash(data(), "airport", "aircraft");
    assertThat(hashed.columns()).containsExactly("other", "wet", "hashed");
    assertThat(Values.vectors(hashed, "hashed"))
        .allSatisfy(v -> assertThat(v.size()).isEqualTo(16));
  }

  @Test
  void namesItsSlotsByNumber() {
    Dataset<Row> hashed = hash(data(), "airport");
    assertThat(Slots.size(hashed.schema().apply("hashed"))).isEqualTo(16);
    assertThat(Slots.names(hashed.schema().apply("hashed"), 16))
        .hasSize(16)
        .startsWith("hashed#0", "hashed#1")
        .endsWith("hashed#15");
  }

  @Test
  void putsEachValueIntoASlotOfItsOwnWhereThereAreEnough() {
    Dataset<Row> rows = table("airport STRING", row("OSL"), row("JFK"), row("OSL"), row(""));
    List<Vector> vectors =
        Values.vectors(new Hash().setColumns("airport").fit(rows).transform(rows), "hashed");
    assertThat(vectors.get(0)).isEqualTo(vectors.get(2)).isNotEqualTo(vectors.get(1));
    assertThat(vectors)
        .allSatisfy(v -> assertThat(v.size()).isEqualTo(1 << 18))
        .allSatisfy(v -> assertThat(v.toSparse().values()).containsExactly(1.0));
  }

  @Test
  void addsUpWhatMeetsInASlot() {
    Dataset<Row> rows = table("a STRING, b STRING, n DOUBLE", row("x", "y", 0.5));
    Dataset<Row> hashed =
        new Hash().setNumFeatures(1).setColumns("a", "b", "n").fit(rows).transform(rows);
    assertThat(Values.vectors(hashed, "hashed").get(0).toArray()).containsExactly(2.5);
  }

  @Test
  void addsNothingForANull() {
    Dataset<Row> rows = table("airport STRING, speed DOUBLE", row(null, null));
    assertThat(Values.vectors(hash(rows, "airport", "speed"), "hashed"))
        .containsExactly(Vectors.zeros(16).toSparse());
  }

  @Test
  void learnsNothingAndSoTakesNoRowsToFit() {
    Dataset<Row> rows = data();
    Hash hash = new Hash().setNumFeatures(16);
    assertThat(hash.setColumns("airport").learns(hash.chosen(rows.schema()))).isFalse();
    assertThat(hash.setColumns("airport").fit(rows.limit(0)).transform(rows).count()).isEqualTo(3);
  }

  @Test
  void callsTheVectorAsTold() {
    Dataset<Row> rows = data();
    Hash hash = new Hash().setOutputCol("where").setNumFeatures(4);
    Dataset<Row> hashed = hash.setColumns("airport").fit(rows).transform(rows);
    assertThat(hashed.columns()).containsExactly("other", "aircraft", "wet", "where");
    assertThat(Slots.names(hashed.schema().apply("where"), 4))
        .containsExactly("where#0", "where#1", "where#2", "where#3");
  }

  @Test
  void mayTakeTheNameOfAColumnThatItReplaces() {
    Dataset<Row> rows = table("hashed STRING, other STRING", row("x", "y"));
    assertThat(hash(rows, "hashed").columns()).containsExactly("other", "hashed");
  }

  @Test
  void doesNotOverwriteAnotherColumn() {
    Dataset<Row> rows = table("airport STRING, hashed STRING", row("x", "do not lose me"));
    assertThatThrownBy(() -> hash(rows, "airport"))
        .isInstanceOf(ProblemException.class)
        .hasMessage("outputCol: the table has a column 'hashed' already. Choose another name.");
  }

  @Test
  void saysWhichNamesItCannotRead() {
    Dataset<Row> rows = table("x STRING, y STRING, z STRING").toDF("a.b", "c`d", "e f");
    assertThatThrownBy(() -> hash(rows, "all"))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "column 'a.b' has a dot or a backtick in its name, which hash cannot read. Rename it in"
                + " clean, for instance with snakeCaseColumns.\n"
                + "column 'c`d' has a dot or a backtick in its name, which hash cannot read. Rename"
                + " it in clean, for instance with snakeCaseColumns.");
    Dataset<Row> spaced = table("x STRING", row("OSL"), row("JFK")).toDF("e f");
    assertThat(Values.vectors(hash(spaced, "e f"), "hashed")).doesNotHaveDuplicates();
  }

  @Test
  void takesTextNumbersAndBooleansOnly() {
    StructType rows = StructType.fromDDL("airport STRING, day DATE");
    assertThatThrownBy(() -> new Hash().setColumns("all").transformSchema(rows))
        .isInstanceOf(ProblemException.class)
        .hasMessage("column 'day' is of type date; hash takes text, numbers and booleans.");
  }

  private static Dataset<Row> hash(Dataset<Row> rows, String... columns) {
    return new Hash().setNumFeatures(16).setColumns(columns).fit(rows).transform(rows);
  }
}

package io.sluice.features;

import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sluice.result.Run;
import io.sluice.stage.ProblemException;
import io.sluice.stats.Need;
import io.sluice.stats.Summary;
import io.sluice.stats.ValueCounts;
import java.math.BigDecimal;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 8, 64, 1000, 1 << 18})
  void fillsTheSlotsThatSparksFeatureHasherFills(int slots) {
    Random random = new Random(slots);
    String[] texts = {"", "OSL", "Oslo Gardermoen", "Tromsø", "東京", "a=b", "\uD83D\uDE80 x"};
    Row[] rows = new Row[300];
    Arrays.setAll(
        rows,
        i ->
            row(
                orNull(random, texts[random.nextInt(texts.length)] + random.nextInt(9)),
                orNull(random, random.nextGaussian()),
                orNull(random, random.nextBoolean()),
                orNull(random, random.nextInt(12)),
                orNull(random, random.nextFloat()),
                orNull(random, new BigDecimal(random.nextInt(1000)).movePointLeft(2)),
                orNull(random, texts[random.nextInt(texts.length)]),
                orNull(random, 0.1 * random.nextInt(3))));
    Dataset<Row> table =
        table(
            "airport STRING, speed DOUBLE, wet BOOLEAN, month INT, height FLOAT,"
                + " cost DECIMAL(6, 2), `größe` STRING, x DOUBLE",
            rows);
    Dataset<Row> expected =
        new FeatureHasher()
            .setInputCols(table.columns())
            .setNumFeatures(slots)
            .setOutputCol("expected")
            .transform(table);
    Dataset<Row> actual =
        new Hash().setNumFeatures(slots).setColumns("all").fit(table).transform(table);
    List<Vector> hashed = Values.vectors(actual, "hashed");
    List<Vector> sparks = Values.vectors(expected, "expected");
    for (int i = 0; i < rows.length; i++) {
      assertThat(hashed.get(i).toSparse().indices()).isEqualTo(sparks.get(i).toSparse().indices());
      double[] expectedValues = sparks.get(i).toSparse().values();
      // the order in which Spark adds three or more numbers is that of a hashed set
      assertThat(hashed.get(i).toSparse().values())
          .containsExactly(expectedValues, within(slots < 64 ? 1e-12 : 0));
    }
  }

  private static Object orNull(Random random, Object value) {
    return random.nextInt(10) == 0 ? null : value;
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
  void reachesColumnsOfAnyName() {
    Dataset<Row> rows = table("x STRING, y DOUBLE, z INT", row("OSL", 1.5, 3));
    Dataset<Row> odd = hash(rows.toDF("a.b", "c`d", "e f"), "all");
    assertThat(odd.columns()).containsExactly("hashed");
    double[] expected = new double[16];
    expected[Murmur.slot("a.b=OSL", 16)] += 1;
    expected[Murmur.slot("c`d", 16)] += 1.5;
    expected[Murmur.slot("e f", 16)] += 3;
    assertThat(Values.vectors(odd, "hashed").get(0).toArray()).containsExactly(expected);
  }

  @Test
  void hashesAColumnAsWhatItWasWhenItWasFitted() {
    Dataset<Row> rows = table("month INT, code STRING", row(3, "7"));
    Hash.Fitted fitted = new Hash().setNumFeatures(16).setColumns("all").fit(rows);
    assertThat(
            Values.vectors(
                fitted.transform(table("month STRING, code INT", row("3", 7))), "hashed"))
        .isEqualTo(Values.vectors(fitted.transform(rows), "hashed"));
  }

  @Test
  void passesNaNAndInfinityOn() {
    Dataset<Row> rows = table("a DOUBLE", row(Double.NaN), row(Double.NEGATIVE_INFINITY));
    assertThat(Values.vectors(hash(rows, "a"), "hashed"))
        .extracting(v -> v.toSparse().values()[0])
        .containsExactly(Double.NaN, Double.NEGATIVE_INFINITY);
  }

  @Test
  void saysHowFullItsVectorIs() {
    Dataset<Row> rows =
        table(
            "airport STRING, wet BOOLEAN, speed DOUBLE",
            row("OSL", true, 1.0),
            row("JFK", false, 2.0),
            row("OSL", true, null));
    Hash hash = new Hash().setNumFeatures(1 << 18);
    hash.setColumns("airport", "wet", "speed");
    Summary counted = Summary.of(rows, List.of(Need.values("airport")));
    assertThat(Learning.learn(List.of(hash), rows).hashes(counted::values))
        .containsExactly(new Run.Hashed("hashed", 1 << 18, 5, 0, List.of()));
    Hash tight = new Hash().setNumFeatures(1);
    tight.setColumns("airport", "wet", "speed");
    assertThat(Learning.learn(List.of(tight), rows).hashes(counted::values))
        .containsExactly(new Run.Hashed("hashed", 1, 1, 1, List.of()));
    assertThat(Learning.learn(List.of(hash), rows).hashes(column -> ValueCounts.unknown()))
        .containsExactly(new Run.Hashed("hashed", 1 << 18, 3, 0, List.of("airport")));
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

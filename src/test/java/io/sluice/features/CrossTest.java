package io.sluice.features;

import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.features.Learning.Learned;
import io.sluice.stage.ProblemException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class CrossTest extends StageTest {

  @Override
  protected PipelineStage stage() {
    return new Cross().setColumns("phase", "size", "wet");
  }

  @Override
  protected Dataset<Row> data() {
    return table(
        "phase STRING, size INT, other STRING, wet BOOLEAN",
        row("Climb", 1, "a", true),
        row(null, 2, null, false),
        row("Approach", 3, "b", null),
        row("Approach", 2, "b", false));
  }

  @Test
  void addsTheCombinationOfItsColumns() {
    Dataset<Row> crossed = cross(data(), "phase", "size", "wet");
    assertThat(crossed.columns())
        .containsExactly("phase", "size", "other", "wet", "phase_x_size_x_wet");
    assertThat(Values.of(crossed, "phase_x_size_x_wet"))
        .containsExactly("Climb,1,true", null, null, "Approach,2,false");
    assertThat(Values.of(crossed, "phase")).containsExactly("Climb", null, "Approach", "Approach");
  }

  @Test
  void escapesCommasAndBackslashes() {
    Dataset<Row> rows =
        table(
            "a STRING, b STRING",
            row("x,y", "z"),
            row("x", "y,z"),
            row("x\\", "y"),
            row("", ","),
            row("", ""));
    assertThat(Values.of(cross(rows, "a", "b"), "a_x_b"))
        .containsExactly("x\\,y,z", "x,y\\,z", "x\\\\,y", ",\\,", ",");
  }

  @Test
  void neverGivesTheSameTextToDifferentValues() {
    Random random = new Random(1);
    Row[] rows = new Row[2_000];
    Arrays.setAll(rows, i -> row(text(random), text(random), text(random)));
    Map<Object, List<String>> seen = new HashMap<>();
    for (Row row : cross(table("a STRING, b STRING, c STRING", rows), "all").collectAsList()) {
      List<String> values = List.of(row.getString(0), row.getString(1), row.getString(2));
      assertThat(seen.computeIfAbsent(row.get(3), v -> values)).isEqualTo(values);
    }
    assertThat(seen).hasSizeGreaterThan(1_000);
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(4); i > 0; i--) {
      text.append(",\\a".charAt(random.nextInt(3)));
    }
    return text.toString();
  }

  @Test
  void callsTheColumnAsTold() {
    Cross cross = new Cross().setOutputCol("both");
    Dataset<Row> crossed = cross.setColumns("size", "phase").fit(data()).transform(data());
    assertThat(Values.of(crossed, "both"))
        .containsExactly("1,Climb", null, "3,Approach", "2,Approach");
  }

  @Test
  void reachesColumnsOfAnyName() {
    Dataset<Row> rows = table("x STRING, y STRING", row("1", "2")).toDF("a.b", "c`d e");
    assertThat(Values.of(cross(rows, "a.b", "c`d e"), "a.b_x_c`d e")).containsExactly("1,2");
  }

  @Test
  void isEncodedInThePassOfTheStepsBesideIt() {
    Dataset<Row> rows = data().na().fill("none").na().fill(false);
    OneHot pairs = new OneHot();
    Learned learned =
        Learning.learn(
            List.of(
                new Cross().setColumns("phase", "wet"),
                new Scale().setColumns("size"),
                pairs.setColumns("phase_x_wet"),
                new OneHot().setColumns("phase", "wet", "other")),
            rows);
    assertThat(learned.passes()).isEqualTo(1);
    OneHot.Fitted alone = pairs.fit(cross(rows, "phase", "wet"));
    OneHot.Fitted together = (OneHot.Fitted) learned.stages().get(2);
    assertThat(together.getOrDefault(together.categories()))
        .containsExactly("Approach,false", "Climb,true", "none,false")
        .isEqualTo(alone.getOrDefault(alone.categories()));
  }

  @Test
  void takesAnotherPassWhereWhatItReadsIsYetToBeLearned() {
    Learned learned =
        Learning.learn(
            List.of(
                new Impute().setStrategy("mode").setColumns("phase", "other"),
                new Cross().setColumns("phase", "other"),
                new OneHot().setColumns("phase", "other", "phase_x_other")),
            data().drop("wet"));
    assertThat(learned.passes()).isEqualTo(2);
    OneHot.Fitted encode = (OneHot.Fitted) learned.stages().get(2);
    assertThat(encode.getOrDefault(encode.categories()))
        .containsExactly("Approach", "Climb", "b", "a", "Approach,b", "Climb,a");
  }

  @Test
  void leavesAValueThatTrainingHasNotSeenToTheStepAfterIt() {
    Dataset<Row> rows = data().select("phase", "size");
    Learned learned =
        Learning.learn(
            List.of(
                new Cross().setColumns("phase", "size"),
                new OneHot().setColumns("phase_x_size", "phase")),
            rows);
    Vector unseen =
        Values.vectors(
                learned.transform(table("phase STRING, size INT", row("Climb", 9))), "phase_x_size")
            .get(0);
    assertThat(unseen.numNonzeros()).isZero();
  }

  @Test
  void learnsNothingAndSoTakesNoRowsToFit() {
    assertThat(cross(data().limit(0), "phase", "size").count()).isZero();
  }

  @Test
  void takesTwoColumnsOrMore() {
    assertThatThrownBy(() -> cross(data(), "phase"))
        .isInstanceOf(ProblemException.class)
        .hasMessage("columns: cross takes two columns or more, but only 'phase' is chosen.");
  }

  @Test
  void doesNotOverwriteAnotherColumn() {
    Dataset<Row> rows = table("a STRING, b STRING, a_x_b STRING", row("x", "y", "z"));
    assertThatThrownBy(() -> cross(rows, "a", "b"))
        .isInstanceOf(ProblemException.class)
        .hasMessage("outputCol: the table has a column 'a_x_b' already. Choose another name.");
  }

  @Test
  void takesCategoriesOnly() {
    StructType rows = StructType.fromDDL("a STRING, b DOUBLE");
    assertThatThrownBy(() -> new Cross().setColumns("all").transformSchema(rows))
        .isInstanceOf(ProblemException.class)
        .hasMessage("column 'b' is of type double; cross takes text, booleans and whole numbers.");
  }

  private static Dataset<Row> cross(Dataset<Row> rows, String... columns) {
    return new Cross().setColumns(columns).fit(rows).transform(rows);
  }
}

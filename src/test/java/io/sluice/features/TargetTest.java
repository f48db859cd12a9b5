package io.sluice.features;

import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sluice.stage.ProblemException;
import io.sluice.stage.Roles;
import io.sluice.testing.LocalSpark;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class TargetTest extends StageTest {

  @Override
  protected PipelineStage stage() {
    return new Target().setLabelCol("label").setColumns("size", "wet");
  }

  @Override
  protected Dataset<Row> data() {
    return table(
        "size STRING, wet BOOLEAN, label INT, other STRING",
        row("small", true, 1, "a"),
        row(null, null, 0, null),
        row("large", false, 1, "b"),
        row("small", true, 0, "c"),
        row("small", null, null, "d"));
  }

  @Test
  void encodesNewRowsByAllTrainingRowsAsScikitLearnDoes() {
    Dataset<Row> classes =
        labelled(
            "a", 1.0, "a", 0.0, "a", 1.0, "b", 0.0, "b", 0.0, "c", 1.0, "c", 1.0, "c", 1.0, "c",
            0.0, "d", 1.0);
    Dataset<Row> numbers =
        labelled(
            "a", 3.5, "a", -1.0, "a", 2.0, "b", 0.25, "b", 10.0, "c", 7.0, "c", 7.0, "c", 1000.0,
            "c", -4.0, "d", 2.5);
    // scikit-learn 1.6: TargetEncoder(smooth=..., target_type='continuous').fit(...).encodings_
    assertThat(ofNew(target().fit(classes), "a", "b", "c", "d", "unseen"))
        .containsExactly(
            new double[] {0.6086956521739131, 0.5454545454545454, 0.625, 0.6190476190476191, 0.6},
            within(1e-12));
    assertThat(ofNew(smoothed(1).fit(classes), "a", "b", "c", "d", "unseen"))
        .containsExactly(new double[] {0.65, 0.19999999999999998, 0.72, 0.8, 0.6}, within(1e-12));
    assertThat(ofNew(smoothed(0).fit(classes), "a", "b", "c", "d", "unseen"))
        .containsExactly(new double[] {0.6666666666666666, 0.0, 0.75, 1.0, 0.6}, within(1e-12));
    assertThat(ofNew(smoothed(2).fit(numbers), "a", "b", "c", "d", "unseen"))
        .containsExactly(
            new double[] {
              41.989999999999995, 53.925, 202.57500000000002, 69.31666666666666, 102.725
            },
            within(1e-9));
  }

  @Test
  void takesANullForACategory() {
    Target.Fitted fitted = smoothed(0).fit(labelled("a", 1.0, null, 3.0, null, 5.0, "b", 0.0));
    assertThat(ofNew(fitted, "a", null, "", "b")).containsExactly(1, 4, 2.25, 0);
  }

  @Test
  void leavesOutTrainingRowsWithoutALabel() {
    Dataset<Row> rows = labelled("a", 1.0, "a", null, "a", Double.NaN, "b", 0.0, "c", null);
    Target.Fitted fitted = smoothed(0).fit(rows);
    assertThat(fitted.getOrDefault(fitted.categories())).containsExactly("a", "b");
    assertThat(ofNew(fitted, "a", "b", "c")).containsExactly(1, 0, 0.5);
  }

  @Test
  void encodesRowsWithoutALabelByAllTrainingRows() {
    Target.Fitted fitted = smoothed(0).fit(labelled("a", 1.0, "a", 0.0, "b", 0.0, "b", 0.0));
    assertThat(Values.numbers(fitted.transform(labelled("a", null, "a", Double.NaN)), "size"))
        .containsExactly(0.5, 0.5);
  }

  @Test
  void readsBooleansAndWholeNumbersAndKeepsNoNulls() {
    Dataset<Row> rows =
        table(
            "id INT, month INT, wet BOOLEAN, label BOOLEAN",
            row(1, 2, true, true),
            row(2, 2, false, false),
            row(3, 12, null, true),
            row(4, 12, true, false),
            row(5, null, true, true));
    Target target = new Target().setLabelCol("label").setSmoothing(0);
    Dataset<Row> encoded =
        target.setColumns("month", "wet").fit(rows).transform(rows.drop("label"));
    assertThat(Values.of(encoded, "month")).containsExactly(0.5, 0.5, 0.5, 0.5, 1.0);
    assertThat(Values.of(encoded, "wet")).containsExactly(2.0 / 3, 0.0, 1.0, 2.0 / 3, 2.0 / 3);
    assertThat(encoded.schema().apply("wet").nullable()).isFalse();
  }

  @Test
  void takesTheRolesOfLabelAndId() {
    Dataset<Row> rows = withRoles(labelled("a", 1.0, "b", 0.0, "a", 0.0, "b", 1.0));
    Target.Fitted fitted = new Target().setColumns("size").fit(rows);
    assertThat(fitted.getOrDefault(fitted.labelCol())).isEqualTo("label");
    assertThat(fitted.getOrDefault(fitted.hashed())).containsExactly("id");
  }

  @Test
  void hashesAllSimpleColumnsButTheLabelWithoutAnId() {
    Dataset<Row> rows = labelled("a", 1.0, "b", 0.0, "a", 0.0, "b", 1.0);
    Dataset<Row> wide = rows.selectExpr("*", "array(1) list", "date'2026-01-01' day");
    Target.Fitted fitted = target().fit(wide);
    assertThat(fitted.getOrDefault(fitted.hashed())).containsExactly("id", "size", "day");
  }

  @Test
  void givesARowTheSameFoldInWiderTypes() {
    Dataset<Row> rows = LocalSpark.SPARK.range(50).selectExpr("CAST(id AS INT) id", "1 label");
    Dataset<Row> wider = rows.selectExpr("CAST(id AS DOUBLE) id", "label");
    Folds folds = Folds.of(rows.schema(), "label", 5, 42);
    assertThat(Values.of(rows.withColumn("fold", folds.of(rows.schema())), "fold"))
        .isEqualTo(Values.of(wider.withColumn("fold", folds.of(wider.schema())), "fold"))
        .contains(0, 1, 2, 3, 4);
  }

  @Test
  void needsTheHashedColumnsWhereThereIsALabel() {
    Target.Fitted fitted = target().fit(labelled("a", 1.0, "b", 0.0, "a", 0.0, "b", 1.0));
    assertThatThrownBy(() -> fitted.transform(labelled("a", 1.0).drop("id")))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "column 'id' is not in the table, and target needs it to tell which rows must not see"
                + " their label. Add it, or leave out the label 'label'.");
    assertThat(fitted.transform(labelled("a", 1.0).drop("id", "label")).count()).isEqualTo(1);
  }

  @Test
  void needsALabel() {
    Dataset<Row> rows = labelled("a", 1.0);
    assertProblem(
        () -> new Target().setColumns("size").fit(rows),
        "there is no label to take the mean of. Name it in roles: {label: ...} or set labelCol.");
    assertProblem(
        () -> new Target().setLabelCol("lable").setColumns("size").fit(rows),
        "labelCol: column 'lable' is not in the table. Did you mean 'label'? Columns: id, size, label.");
    assertProblem(
        () -> new Target().setLabelCol("size").setColumns("id").fit(rows),
        "column 'size' is text; a label is a number or a boolean.");
    assertProblem(
        () -> new Target().setLabelCol("id").setColumns("size", "id").fit(rows),
        "columns: column 'id' is the label itself. Leave it out.");
  }

  @Test
  void cannotLearnFromNothing() {
    assertProblem(() -> target().fit(labelled()), "there are no training rows to learn from.");
    assertProblem(
        () -> target().fit(labelled("a", null, "b", Double.NaN)),
        "cannot learn from label 'label': all of its training values are missing.");
    assertProblem(
        () -> target().fit(labelled(null, 1.0, null, 0.0, null, 1.0, null, 1.0)),
        "cannot learn from column 'size': all of its training values are missing. Drop it.");
    assertProblem(
        () -> target().fit(labelled("a", 1.0)),
        "all training rows fall into one of 5 folds, so that none can be encoded by others. Rows"
            + " need an id or columns to tell them apart, and more than one is needed.");
  }

  @Test
  void cannotLearnFromInfiniteLabels() {
    assertProblem(
        () -> target().fit(labelled("a", 1.0, "b", Double.POSITIVE_INFINITY, "a", 0.0)),
        "cannot learn from label 'label': its training values are not all finite. Make infinite"
            + " values null in clean.");
  }

  @Test
  void refusesVeryManyValues() {
    Dataset<Row> many =
        LocalSpark.SPARK.range(100_001).selectExpr("CAST(id AS STRING) size", "1.0 label");
    assertProblem(
        () -> target().fit(many),
        "column 'size' has over 20,000 different values. Use hash for it, or put collapseRare"
            + " before this step.");
  }

  @Test
  void takesCategoriesOnly() {
    assertProblem(
        () -> new Target().setLabelCol("id").setColumns("label").fit(labelled("a", 1.0)),
        "column 'label' is of type double; target takes text, booleans and whole numbers.");
  }

  @Test
  void sharesAPassWithOtherSteps() {
    Dataset<Row> rows =
        withRoles(
            labelled("a", 1.0, "b", 0.0, null, 0.0, "b", 1.0, "a", 1.0, "a", 0.0)
                .selectExpr("id", "size", "size other", "id / 2 speed", "label"));
    Plans.assertPasses(
        1,
        rows,
        new Scale().setColumns("speed"),
        new Target().setFolds(3).setColumns("size"),
        new Target().setSeed(7).setColumns("other"));
  }

  @Test
  void sharesAPassWithCollapseRareBeforeIt() {
    Plans.assertPasses(
        1,
        withRoles(
            labelled(
                "a", 1.5, "b", 0.0, null, 0.0, "b", 1.0, "a", 1.0, "c", 0.25, "d", -3.0, "a", 9.0,
                "e", 4.0)),
        new CollapseRare().setMinFraction(0.2).setColumns("size"),
        new Target().setFolds(2).setColumns("size"));
  }

  @Test
  void learnsInAPassOfItsOwnWhereAnEarlierStepRewritesWhatItHashes() {
    Dataset<Row> rows =
        labelled("a", 1.0, "b", 0.0, null, 0.0, "b", 1.0, "a", 1.0, "a", 0.0)
            .selectExpr("size", "id / 2 speed", "label");
    Learning.Learned learned = Plans.assertSame(rows, new Scale().setColumns("speed"), target());
    assertThat(learned.passes()).isEqualTo(2);
  }

  static FeatureStep<Target.Fitted> target() {
    return smoothed(20);
  }

  private static FeatureStep<Target.Fitted> smoothed(double smoothing) {
    return new Target().setLabelCol("label").setSmoothing(smoothing).setColumns("size");
  }

  private static void assertProblem(Runnable work, String message) {
    assertThatThrownBy(work::run).isInstanceOf(ProblemException.class).hasMessage(message);
  }

  private static double[] ofNew(Target.Fitted fitted, String... sizes) {
    List<Row> rows = Arrays.stream(sizes).map(s -> row((Object) s)).toList();
    return Values.numbers(fitted.transform(table("size STRING", rows.toArray(new Row[0]))), "size");
  }

  static Dataset<Row> withRoles(Dataset<Row> rows) {
    Roles roles = new Roles();
    roles.set(roles.label(), "label").set(roles.id(), "id");
    return roles.mark(rows);
  }

  /** Sizes and labels in turn. */
  private static Dataset<Row> labelled(Object... sizesAndLabels) {
    Row[] rows = new Row[sizesAndLabels.length / 2];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = row(i, sizesAndLabels[2 * i], sizesAndLabels[2 * i + 1]);
    }
    return table("id INT, size STRING, label DOUBLE", rows);
  }
}

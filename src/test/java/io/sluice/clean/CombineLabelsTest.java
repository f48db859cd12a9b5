package io.sluice.clean;

import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static io.sluice.testing.LocalSpark.texts;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sluice.result.Run;
import io.sluice.stage.ProblemException;
import io.sluice.testing.FromYaml;
import io.sluice.testing.LocalSpark;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Against Dawid and Skene, Maximum Likelihood Estimation of Observer Error-Rates Using the EM
 * Algorithm, Applied Statistics 28(1), 1979: 45 patients, judged by five observers, the first of
 * them three times.
 */
final class CombineLabelsTest {

  /** Table 1: for each patient the three ratings of observer 1, then those of observers 2 to 5. */
  private static final String TABLE_1 =
      """
      1111111 3334334 1122122 2223121 2223222 2223322 1222111 3333433 2222223
      2322223 4444444 2223343 1111111 2223212 1211111 1112111 1111111 1111111
      2222221 2221322 2222222 2222221 2223222 2212222 1111111 1111111 2322222
      1111111 1111111 1121121 1111111 3333233 1111111 2222222 2223232 4334343
      2212232 2323233 3333432 1111111 1111111 1212111 2322222 1211111 2222222
      """;

  private static final String LONG =
      "{table: ratings, item: patient, annotator: observer, label: class, tol: 1e-9, maxIter:"
          + " 1000}";

  private static Dataset<Row> patients;

  @BeforeAll
  static void readTable1() {
    List<Row> ratings = new ArrayList<>();
    String[] rows = TABLE_1.strip().split("\\s+", -1);
    for (int patient = 1; patient <= rows.length; patient++) {
      for (int i = 0; i < 7; i++) {
        ratings.add(
            row(patient, i < 3 ? 1 : i - 1, Character.digit(rows[patient - 1].charAt(i), 10)));
      }
    }
    assertThat(ratings).hasSize(315);
    table("patient INT, observer INT, class INT", ratings.toArray(new Row[0]))
        .createOrReplaceTempView("ratings");
    patients =
        table(
            "patient INT, age INT",
            IntStream.rangeClosed(1, 46).mapToObj(p -> row(p, 2 * p)).toArray(Row[]::new));
  }

  @Test
  void findsTheMarginalsAndTheLogLikelihoodOfThePaper() {
    Outcome outcome = combine(LONG).apply(patients).account().in(patients);

    assertThat(shares(outcome, "Labels", "label", "items share"))
        .satisfies(
            shares -> {
              assertThat(shares.get("1")).isEqualTo(0.3996, within(5e-5));
              assertThat(shares.get("2")).isEqualTo(0.4220, within(5e-5));
              assertThat(shares.get("3")).isEqualTo(0.1118, within(5e-5));
              assertThat(shares.get("4")).isEqualTo(0.0667, within(5e-5));
            });
    Map<String, Object> fit = finding(outcome, "Dawid-Skene").rows().get(0);
    assertThat((Double) fit.get("log likelihood")).isEqualTo(-192.8909, within(5e-5));
    assertThat(outcome.warnings()).isEmpty();
  }

  @Test
  void theMajorityDiffersOnThreePatientsAsInThePaper() {
    Dataset<Row> em = combine(LONG).apply(patients).rows();
    Dataset<Row> majority =
        combine(LONG.replace("{", "{method: majority, ")).apply(patients).rows();

    Dataset<Row> differ =
        em.as("a").join(majority.as("b"), "patient").where("a.label <> b.label").select("patient");

    assertThat(texts(differ)).containsExactly("[12]", "[2]", "[36]");
  }

  @Test
  void leavesEachObserversErrorRates() {
    Dataset<Row> rates = combine(LONG).apply(patients).aside().get("annotators");

    List<Row> sums = rates.groupBy("annotator", "truth").sum("share").collectAsList();
    assertThat(sums).hasSize(20).allMatch(r -> Math.abs(r.getDouble(2) - 1) < 1e-9);
    assertThat(rate(rates, "1", "4", "4")).isEqualTo(1 - rate(rates, "1", "4", "3"), within(1e-9));
  }

  @Test
  void manyBallotsGiveTheSameAsFew() {
    Dataset<Row> items =
        LocalSpark.SPARK
            .table("ratings")
            .groupBy("patient")
            .agg(Ballots.ofRows(col("observer"), col("class")).as(Ballots.VOTES));
    try (Ballots few = Ballots.of(items);
        Ballots many = Ballots.of(items, 5)) {
      assertThat(few.few()).isPresent();
      assertThat(many.few()).isEmpty();
      DawidSkene.Fit one = new DawidSkene(few).fit(new DawidSkene(few).byShares(), 50, 1e-3);
      DawidSkene.Fit other = new DawidSkene(many).fit(new DawidSkene(many).byShares(), 50, 1e-3);
      assertThat(other.iterations()).isEqualTo(one.iterations());
      assertThat(other.sums().logLikelihood()).isEqualTo(one.sums().logLikelihood(), within(1e-9));
      assertThat(other.model().accuracy(2)).isEqualTo(one.model().accuracy(2), within(1e-9));
    }
  }

  @Test
  void keepsRowsWithoutVotesAndTheTypeOfTheLabels() {
    CombineLabels step = combine(LONG);
    Dataset<Row> rows = step.apply(patients).rows();
    assertThat(rows.schema()).isEqualTo(step.output(patients));
    assertThat(rows.schema().toDDL())
        .isEqualTo(
            "patient INT,age INT,label INT,label_probability DOUBLE,label_votes INT NOT NULL");
    assertThat(rows.count()).isEqualTo(46);
    assertThat(texts(rows.where("patient IN (11, 46)")))
        .containsExactly("[11,22,4,1.0,7]", "[46,92,null,null,0]");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7})
  void isTheSameOnAnyPartitioning(int partitions) {
    Dataset<Row> once = combine(LONG).apply(patients).rows();
    LocalSpark.SPARK.table("ratings").repartition(partitions).createOrReplaceTempView("shuffled");
    Dataset<Row> again =
        combine(LONG.replace("ratings", "shuffled")).apply(patients.repartition(partitions)).rows();
    assertThat(texts(again)).isEqualTo(texts(once));
  }

  @Test
  void columnsOfTheRowAreVotesAndNullIsNone() {
    Dataset<Row> rows =
        table(
            "id INT, a STRING, b STRING, c STRING",
            row(1, "x", "x", "y"),
            row(2, "y", "y", "y"),
            row(3, null, null, null),
            row(4, "x", null, "y"),
            row(5, "x", null, null));
    Cleaned cleaned = combine("{labels: [a, b, c], method: majority}").apply(rows);
    // 4 is a tie, and y has 5 votes of 9 among items with two votes or more
    assertThat(texts(cleaned.rows().select("id", "label", "label_probability", "label_votes")))
        .containsExactly(
            "[1,x,0.6666666666666666,3]",
            "[2,y,1.0,3]",
            "[3,null,null,0]",
            "[4,y,0.5,2]",
            "[5,x,1.0,1]");
    Map<String, Object> agreement =
        finding(cleaned.account().in(rows), "Agreement of annotators").rows().get(0);
    assertThat(agreement).containsEntry("items with votes", 4L).containsEntry("items tied", 1L);
  }

  /** Fleiss' own worked example has no free copy; this is the one of Wikipedia's article. */
  @Test
  void fleissKappaIsThatOfTheWorkedExample() {
    int[][] counts = {
      {0, 0, 0, 0, 14}, {0, 2, 6, 4, 2}, {0, 0, 3, 5, 6}, {0, 3, 9, 2, 0}, {2, 2, 8, 1, 1},
      {7, 7, 0, 0, 0}, {3, 2, 6, 3, 0}, {2, 5, 3, 2, 2}, {6, 5, 2, 1, 0}, {0, 2, 2, 3, 7}
    };
    VoteSums sums = new VoteSums(1, 5);
    for (int[] item : counts) {
      int[] votes =
          IntStream.range(0, 5)
              .flatMap(label -> IntStream.range(0, item[label]).map(i -> label))
              .toArray();
      sums.add(new Ballot(votes, 1), new double[5], 0);
    }
    assertThat(sums.observedAgreement()).isEqualTo(0.378, within(5e-4));
    assertThat(sums.chanceAgreement()).isEqualTo(0.213, within(5e-4));
    assertThat(sums.kappa()).isEqualTo(0.210, within(5e-4));
  }

  @Test
  void weighsACarefulAnnotatorMoreThanTwoCarelessOnes() {
    List<Row> rows = new ArrayList<>();
    java.util.Random chance = new java.util.Random(5);
    for (int i = 0; i < 600; i++) {
      String truth = chance.nextBoolean() ? "yes" : "no";
      rows.add(
          row(
              i,
              truth,
              said(truth, 0.95, chance),
              said(truth, 0.9, chance),
              said(truth, 0.55, chance),
              said(truth, 0.55, chance),
              said(truth, 0.55, chance)));
    }
    Dataset<Row> data =
        table(
            "id INT, truth STRING, a STRING, b STRING, c STRING, d STRING, e STRING",
            rows.toArray(new Row[0]));
    long majority = right("majority", data);
    long em = right("dawidSkene", data);
    assertThat(em).isGreaterThan(majority + 30);
  }

  private static long right(String method, Dataset<Row> data) {
    return combine("{labels: [a, b, c, d, e], method: %s}".formatted(method))
        .apply(data)
        .rows()
        .where("label = truth")
        .count();
  }

  private static String said(String truth, double accuracy, java.util.Random chance) {
    boolean right = chance.nextDouble() < accuracy;
    return right == truth.equals("yes") ? "yes" : "no";
  }

  @Test
  void noRowsAndNoVotesAreSaid() {
    Dataset<Row> none = table("a STRING, b STRING");
    Cleaned cleaned = combine("{labels: [a, b]}").apply(none);
    assertThat(cleaned.rows().count()).isZero();
    assertThat(cleaned.account().in(none)).isEqualTo(Outcome.NOTHING.warning("no row has a vote."));
  }

  @Test
  void saysWhatDoesNotFit() {
    problem(
        "{}", "'table' is missing: name columns in labels, or table, item, annotator and label.");
    problem(
        "{labels: [patient, aeg]}",
        "labels: column 'aeg' is not in the table. Did you mean 'age'? Columns: patient, age.");
    problem(
        "{labels: [patient], table: ratings}",
        "table: labels names columns of the rows already. Give one of the two.");
    problem(
        LONG.replace("{", "{outputCol: Age, "),
        "outputCol: the table has a column 'Age' already. Give another name.");
    problem(
        LONG.replace("label: class", "label: clas"),
        "label: column 'clas' is not in the table. Did you mean 'class'? Columns: patient,"
            + " observer, class.");
  }

  private static void problem(String yaml, String message) {
    assertThatThrownBy(() -> combine(yaml).output(patients))
        .isInstanceOf(ProblemException.class)
        .hasMessage(message);
  }

  private static double rate(Dataset<Row> rates, String annotator, String truth, String given) {
    return rates
        .where(
            "annotator = '%s' AND truth = '%s' AND given = '%s'".formatted(annotator, truth, given))
        .first()
        .getDouble(3);
  }

  private static Map<String, Double> shares(
      Outcome outcome, String title, String key, String share) {
    return finding(outcome, title).rows().stream()
        .collect(
            java.util.stream.Collectors.toMap(
                r -> (String) r.get(key), r -> (Double) r.get(share)));
  }

  private static Run.Finding finding(Outcome outcome, String title) {
    return outcome.findings().stream()
        .filter(f -> f.title().equals(title))
        .findFirst()
        .orElseThrow();
  }

  private static CombineLabels combine(String yaml) {
    return FromYaml.set(new CombineLabels(), yaml);
  }
}

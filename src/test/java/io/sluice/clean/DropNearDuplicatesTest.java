package io.sluice.clean;

import static io.sluice.testing.LocalSpark.SPARK;
import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static io.sluice.testing.LocalSpark.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.result.Run;
import io.sluice.stage.ProblemException;
import io.sluice.stage.Roles;
import io.sluice.testing.FromYaml;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DropNearDuplicatesTest {

  /** One word of so many differs in the last place: the similarity in 3-grams is (n-3)/(n-1). */
  private static String text(String start, int words, String last) {
    StringBuilder text = new StringBuilder();
    for (int i = 1; i < words; i++) {
      text.append(start).append(i).append(' ');
    }
    return text + last;
  }

  private static Dataset<Row> tickets() {
    return table(
        "ticket STRING, comment STRING, n INT",
        row("a1", text("a", 20, "x"), 5),
        row("a2", text("a", 20, "yy"), 3),
        row("a3", text("a", 20, "zzz").toUpperCase(java.util.Locale.ROOT), null),
        row("b1", text("b", 20, "x"), 1),
        row("c1", "", 1),
        row("c2", "", 2),
        row("c3", null, 2),
        row("c4", " -- ", 2));
  }

  @ParameterizedTest
  @CsvSource({
    "'', a1",
    "keep: last, a3",
    "keep: longest, a3",
    "'{keep: first, orderBy: n}', a3",
    "'{keep: min, orderBy: n}', a2",
    "'{keep: max, orderBy: n}', a1",
    "'{keep: last, orderBy: n}', a1"
  })
  void keepsOneOfACluster(String yaml, String kept) {
    Cleaned cleaned = drop(with(yaml)).apply(tickets());
    assertThat(column(cleaned.rows(), "ticket"))
        .containsExactly(kept, "b1", "c1", "c2", "c3", "c4");
    List<String> gone = new ArrayList<>(List.of("a1", "a2", "a3"));
    gone.remove(kept);
    assertThat(column(cleaned.aside().get("removed"), "ticket")).isEqualTo(gone);
  }

  @Test
  void leavesTheRowsThatWentAndThePairs() {
    Dataset<Row> rows = withId(tickets(), "ticket");
    Cleaned cleaned = drop("{text: comment}").apply(rows);
    String cluster = cleaned.rows().where("ticket = 'a1'").select("cluster").first().getString(0);
    assertThat(cleaned.aside().get("removed").columns())
        .containsExactly("ticket", "comment", "n", "cluster", "kept", "similarity");
    double similarity = 17.0 / 19;
    assertThat(
            texts(cleaned.aside().get("removed").select("ticket", "cluster", "kept", "similarity")))
        .containsExactly(
            "[a2,%s,a1,%s]".formatted(cluster, similarity),
            "[a3,%s,a1,%s]".formatted(cluster, similarity));
    assertThat(texts(cleaned.aside().get("pairs")))
        .containsExactly(
            "[a1,a2,%s]".formatted(similarity),
            "[a1,a3,%s]".formatted(similarity),
            "[a2,a3,%s]".formatted(similarity));
  }

  @Test
  void saysWhatItFound() {
    Outcome outcome = Counted.of(drop("{text: comment}").apply(tickets()));
    assertThat(outcome.reasons())
        .containsExactly(new Run.Reason("its text is nearly that of another", Run.Fate.DROPPED, 2));
    assertThat(outcome.findings().get(0).rows())
        .containsExactly(
            Map.of(
                "texts", 4L,
                "pairs compared", 3L,
                "pairs found", 3L,
                "clusters", 1L,
                "rows in clusters", 3L,
                "rows in the largest", 3L));
    assertThat(outcome.findings().get(1).title())
        .isEqualTo("Pairs of texts that are compared, by 23 bands of 4 hash functions");
    assertThat(outcome.findings().get(1).rows())
        .hasSize(10)
        .contains(
            Map.of("similarity", 0.7, "compared share", 1 - Math.pow(1 - Math.pow(0.7, 4), 23)));
    assertThat(outcome.warnings()).isEmpty();
  }

  @Test
  void aChainIsACluster() {
    // 1 and 3 differ in two places: 14 of 20 3-grams, below 0.8; each is near 2
    String first = text("a", 20, "x");
    String second = text("a", 20, "y");
    String third = second.replace("a1 ", "q ");
    Dataset<Row> rows = table("id INT, text STRING", row(1, first), row(2, second), row(3, third));
    Cleaned cleaned = drop("{text: text, threshold: 0.85}").apply(withId(rows, "id"));
    assertThat(column(cleaned.rows(), "id")).containsExactly("1");
    assertThat(texts(cleaned.aside().get("removed").select("id", "kept", "similarity")))
        .containsExactly("[2,1,%s]".formatted(17.0 / 19), "[3,1,%s]".formatted(16.0 / 20));
    assertThat(Counted.reasons(cleaned))
        .containsExactly(
            "DROPPED 1: its text is nearly that of another",
            "DROPPED 1: its text is nearly one that is nearly that of another");
  }

  @Test
  void equalTextsAndEqualRowsAreOne() {
    String text = text("a", 20, "x");
    Dataset<Row> rows =
        table(
            "id INT, text STRING",
            row(2, text),
            row(2, text),
            row(2, text),
            row(3, text.toUpperCase(java.util.Locale.ROOT) + "!"),
            row(4, text("b", 9, "x")));
    Cleaned first = drop("text: text").apply(rows);
    assertThat(column(first.rows(), "id")).containsExactly("2", "4");
    assertThat(column(first.aside().get("removed"), "id")).containsExactly("2", "2", "3");
    assertThat(Counted.reasons(first))
        .containsExactly("DROPPED 3: its text has the n-grams of another");
    Cleaned last = drop("{text: text, keep: last}").apply(rows);
    assertThat(column(last.rows(), "id")).containsExactly("3", "4");
    assertThat(column(last.aside().get("removed"), "id")).containsExactly("2", "2", "2");
    assertThat(texts(first.aside().get("pairs"))).isEmpty();
  }

  @Test
  void shortTextsAreNearOnlyTextsOfTheSameWords() {
    Dataset<Row> rows =
        table(
            "id INT, text STRING",
            row(1, "thanks"),
            row(2, "Thanks!"),
            row(3, "thanks thanks"),
            row(4, "please cancel my plan today now"), // 4 3-grams, all of them in the next
            row(5, "please cancel my plan today now thanks"));
    assertThat(column(drop("text: text").apply(rows).rows(), "id"))
        .containsExactly("1", "3", "4", "5");
    assertThat(column(drop("{text: text, minShingles: 1}").apply(rows).rows(), "id"))
        .containsExactly("1", "3", "4");
  }

  @Test
  void emptyTextsStayAndHaveClustersOfTheirOwn() {
    Dataset<Row> rows = drop("{text: comment, keep: all}").apply(tickets()).rows();
    assertThat(rows.count()).isEqualTo(8);
    assertThat(rows.select("cluster").distinct().count()).isEqualTo(6);
    assertThat(rows.where("cluster IS NULL").count()).isZero();
    assertThat(rows.where("ticket LIKE 'a%'").select("cluster").distinct().count()).isEqualTo(1);
  }

  @Test
  void keepAllGivesTheClustersOfKeepFirst() {
    Cleaned all = drop("{text: comment, keep: all}").apply(tickets());
    assertThat(all.aside()).containsOnlyKeys("pairs");
    assertThat(Counted.reasons(all)).isEmpty();
    List<String> first = column(drop("{text: comment}").apply(tickets()).rows(), "cluster");
    assertThat(new TreeSet<>(column(all.rows(), "cluster"))).isEqualTo(new TreeSet<>(first));
  }

  @Test
  void severalTextsCountAsOne() {
    Dataset<Row> rows =
        table(
            "subject STRING, body STRING",
            row("a b c d", "e f g h i j k l m n o p q r s"),
            row(null, "a b c d e f g h i j k l m n o p q r s"));
    assertThat(drop("text: [subject, body]").apply(rows).rows().count()).isEqualTo(1);
  }

  @Test
  void rowsNearThoseOfAnotherTableGo() {
    Dataset<Row> yesterday =
        drop("text: comment").apply(tickets().where("ticket IN ('a2', 'b1')")).rows();
    yesterday.createOrReplaceTempView("near_yesterday");
    Dataset<Row> today =
        table(
            "ticket STRING, comment STRING, n INT",
            row("a1", text("a", 20, "x"), 5), // near a2
            row("b9", text("b", 20, "x"), 9), // equal to b1
            row("d1", text("d", 20, "x"), 1),
            row("d2", text("d", 20, "y"), 2));
    Cleaned cleaned =
        drop("{text: comment, against: near_yesterday}").apply(withId(today, "ticket"));
    assertThat(column(cleaned.rows(), "ticket")).containsExactly("d1");
    Map<String, String> ids = new java.util.HashMap<>();
    yesterday
        .collectAsList()
        .forEach(r -> ids.put(r.<String>getAs("ticket"), r.<String>getAs("cluster")));
    assertThat(texts(cleaned.aside().get("removed").select("ticket", "cluster", "kept")))
        .containsExactly(
            "[a1,%s,a2]".formatted(ids.get("a2")),
            "[b9,%s,b1]".formatted(ids.get("b1")),
            "[d2,%s,d1]".formatted(cleaned.rows().first().<String>getAs("cluster")));
    Dataset<Row> all =
        drop("{text: comment, against: near_yesterday, keep: all}").apply(today).rows();
    assertThat(all.count()).isEqualTo(4);
    assertThat(column(all.where("ticket = 'a1'"), "cluster")).containsExactly(ids.get("a2"));
    // in one run or in two, the same rows stay
    tickets().where("ticket IN ('a2', 'b1')").createOrReplaceTempView("near_yesterday");
    assertThat(
            column(drop("{text: comment, against: near_yesterday}").apply(today).rows(), "ticket"))
        .containsExactly("d1");
  }

  @Test
  void saysWhichBucketWasCut() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      rows.add(row(i, text("a", 200, "x" + i)));
    }
    Dataset<Row> table = table("id INT, text STRING", rows.toArray(new Row[0]));
    Cleaned cleaned = drop("{text: text, maxBucketSize: 10}").apply(table);
    Outcome outcome = Counted.of(cleaned);
    assertThat(outcome.warnings()).hasSize(1);
    assertThat(outcome.warnings().get(0))
        .contains("buckets of more than 10 different texts that may be similar, the largest of 40")
        .contains("such as 'a1 a2 a3")
        .endsWith("Raise maxBucketSize, or choose longer n-grams.");
    assertThat(outcome.findings().get(2).title()).isEqualTo("Buckets that were cut");
    assertThat(outcome.findings().get(2).rows().get(0)).containsEntry("different texts", 40L);
  }

  @Test
  void theSameOnAnyPartitionsAndInAnyOrder() {
    Random random = new Random(7);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      String text = text("w" + i / 4 + "x", 30, "");
      for (int edit = random.nextInt(4); edit > 0; edit--) {
        text = text.replaceFirst("x" + (1 + random.nextInt(29)) + " ", "x" + i + "y ");
      }
      rows.add(row(i % 50, random.nextInt(10) == 0 ? null : text));
    }
    rows.addAll(rows.subList(0, 10));
    List<List<String>> results = new ArrayList<>();
    for (int partitions : List.of(1, 3, 7)) {
      Collections.shuffle(rows, random);
      Dataset<Row> given =
          table("id INT, text STRING", rows.toArray(new Row[0])).repartition(partitions);
      Cleaned cleaned = drop("text: text").apply(given);
      List<String> all = new ArrayList<>(texts(cleaned.rows()));
      all.addAll(texts(cleaned.aside().get("removed")));
      all.addAll(texts(cleaned.aside().get("pairs")));
      results.add(all);
      assertThat(cleaned.rows().count() + cleaned.aside().get("removed").count()).isEqualTo(130);
    }
    assertThat(results.get(1)).isEqualTo(results.get(0));
    assertThat(results.get(2)).isEqualTo(results.get(0));
    assertThat(results.get(0).size()).isGreaterThan(150);
  }

  @Test
  void noRowsStayNoRows() {
    Cleaned cleaned = drop("text: text").apply(table("id INT, text STRING"));
    assertThat(texts(cleaned.rows())).isEmpty();
    assertThat(cleaned.rows().schema().toDDL())
        .isEqualTo("id INT,text STRING,cluster STRING NOT NULL");
    assertThat(texts(cleaned.aside().get("removed"))).isEmpty();
    assertThat(Counted.reasons(cleaned)).isEmpty();
  }

  @Test
  void leavesNoMoreThanWhatItsTablesNeed() {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(SPARK.sparkContext());
    Set<Integer> before = Set.copyOf(spark.getPersistentRDDs().keySet());
    Cleaned cleaned = drop("text: comment").apply(tickets());
    assertThat(texts(cleaned.rows())).hasSize(6);
    Set<Integer> held = new HashSet<>(spark.getPersistentRDDs().keySet());
    held.removeAll(before); // what other tests held may be gone by now
    assertThat(held).hasSize(2);
  }

  @Test
  void theOutputIsKnownWithoutReading() {
    Dataset<Row> rows = withId(tickets(), "ticket");
    DropNearDuplicates step = drop("{text: comment, clusterCol: group}");
    assertThat(step.output(rows)).isEqualTo(step.apply(rows).rows().schema());
  }

  @Test
  void mistakesAreProblems() {
    StructType table = StructType.fromDDL("age INT, body STRING, m MAP<STRING, INT>");
    problem(
        table,
        "text: bodi",
        "text: column 'bodi' is not in the table. Did you mean 'body'? Columns: age, body, m.");
    problem(table, "text: age", "text: column 'age' is of type int, not text.");
    problem(
        table,
        "text: body",
        "column 'm' is map<string,int>, whose values cannot be compared. Drop it before.");
    problem(table, "{text: body, keep: min}", "orderBy: keep: min needs a column here.");
    problem(
        table,
        "{text: body, numHashes: 3, recall: 0.99}",
        "numHashes: 3 hash functions cannot find pairs at threshold 0.7 with recall 0.99; at least"
            + " 4 can.");
    problem(
        StructType.fromDDL("body STRING, Cluster INT"),
        "text: body",
        "clusterCol: the table has a column 'Cluster' already. Choose another name.");
    table("nobody STRING").createOrReplaceTempView("near_nobody");
    problem(
        StructType.fromDDL("body STRING"),
        "{text: body, against: near_nobody}",
        "against: column 'body' is not in the table. Did you mean 'nobody'? Columns: nobody.");
    assertThat(FromYaml.problems(new DropNearDuplicates(), "{threshold: 0, recall: 1}")).hasSize(2);
  }

  @Test
  void saysWhatItDoes() {
    assertThat(drop("{text: [a, b], keep: longest, orderBy: t, against: old}").inWords())
        .isEqualTo(
            "keep longest of rows whose a, b has a similarity of at least 0.7 in word 3-grams, by"
                + " t, against old; finds 99.82 % of pairs at 0.7, over 99.99 % from 0.8");
    assertThat(drop("{text: a, threshold: 0.85, recall: 0.9, numHashes: 32}").inWords())
        .endsWith("; finds 90.63 % of pairs at 0.85, 97.74 % of pairs at 0.9, all at 1");
  }

  private static String with(String yaml) {
    return yaml.isEmpty()
        ? "text: comment"
        : "{text: comment, " + yaml.replace("{", "").replace("}", "") + "}";
  }

  private static Dataset<Row> withId(Dataset<Row> rows, String id) {
    Roles roles = new Roles();
    roles.set(roles.id(), id);
    return roles.mark(rows);
  }

  private static List<String> column(Dataset<Row> rows, String name) {
    return rows.collectAsList().stream()
        .map(r -> String.valueOf(r.<Object>getAs(name)))
        .sorted()
        .toList();
  }

  private static void problem(StructType table, String yaml, String message) {
    assertThatThrownBy(() -> drop(yaml).output(table(table.toDDL())))
        .isInstanceOf(ProblemException.class)
        .hasMessage(message);
  }

  private static DropNearDuplicates drop(String yaml) {
    return FromYaml.set(new DropNearDuplicates(), yaml);
  }
}

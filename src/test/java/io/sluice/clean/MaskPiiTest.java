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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MaskPiiTest {

  private static final String KEY = "0123456789abcdef0123456789ABCDEF";

  @TempDir static Path folder;

  private static Dataset<Row> tickets() {
    return table(
        "id INT, name STRING, body STRING, note STRING",
        row(1, "Ann Lee", "I am ann@b.org, not Ann@B.org.", null),
        row(2, " ", "Card 4111 1111 1111 1111; call (212) 555-0123", "from 192.168.1.20"),
        row(3, null, "Order 12345678 is late", "ann@b.org"),
        row(4, "bob@b.org", "", "x"));
  }

  @Test
  void redactsWhatItFindsAndWholeColumns() {
    Cleaned cleaned = mask("whole: [name]").apply(tickets());
    assertThat(cleaned.rows().schema()).isEqualTo(tickets().schema());
    assertThat(texts(cleaned.rows()))
        .containsExactly(
            "[1,[NAME],I am [EMAIL], not [EMAIL].,null]",
            "[2, ,Card [CARD]; call [PHONE],from [IP]]",
            "[3,null,Order 12345678 is late,[EMAIL]]",
            "[4,[EMAIL],,x]");
  }

  @Test
  void generalizesToTheGroup() {
    assertThat(texts(mask("{whole: name, action: generalize}").apply(tickets()).rows()))
        .containsExactly(
            "[1,[NAME],I am [EMAIL @b.org], not [EMAIL @b.org].,null]",
            "[2, ,Card [CARD ...1111]; call [PHONE +1 212],from [IP 192.168.1.x]]",
            "[3,null,Order 12345678 is late,[EMAIL @b.org]]",
            "[4,[EMAIL @b.org],,x]");
  }

  @Test
  void dropsRows() {
    Cleaned cleaned =
        mask("{entities: [email, ip], action: drop}").apply(tickets().where("id <> 4"));
    assertThat(texts(cleaned.rows())).isEmpty();
    Cleaned some = mask("{columns: body, action: drop}").apply(tickets());
    assertThat(texts(some.rows()))
        .containsExactly("[3,null,Order 12345678 is late,ann@b.org]", "[4,bob@b.org,,x]");
    assertThat(Counted.reasons(some)).containsExactly("DROPPED 2: holds personal data");
    assertThat(texts(some.dropped().orElseThrow()))
        .containsExactly(
            "[1,Ann Lee,I am [EMAIL], not [EMAIL].,null,email in body]",
            "[2, ,Card [CARD]; call [PHONE],from 192.168.1.20,card in body; phone in body]");
  }

  @Test
  void hashIsShaOfTheOneSpelling() {
    Cleaned cleaned = mask("{columns: note, action: hash}").apply(tickets());
    // printf ann@b.org | sha256sum
    assertThat(texts(cleaned.rows().where("id = 3").select("note")))
        .containsExactly("[6e862cced21add4178de9f3dd6715ed5de2e6de683fb1ff5e8762f3c2317ff68]");
    assertThat(Counted.of(cleaned).warnings())
        .containsExactly(
            "hash has no key: whoever hashes all telephone numbers, cards and ids finds these"
                + " again. Use action: pseudonymize to protect them.");
  }

  @Test
  void pseudonymsAreKeyedAndTheSameForOneValue() throws Exception {
    String email = "EMAIL_" + hmac(KEY, "email:ann@b.org");
    Path file = file("pii.key", KEY + "\n");
    List<Row> rows =
        mask("{whole: name, action: pseudonymize, keyFile: %s}".formatted(file))
            .apply(tickets())
            .rows()
            .orderBy("id")
            .collectAsList();
    assertThat(rows.get(0).getString(2)).isEqualTo("I am %s, not %s.".formatted(email, email));
    assertThat(rows.get(2).getString(3)).isEqualTo(email);
    assertThat(rows.get(0).getString(1)).isEqualTo("NAME_" + hmac(KEY, "text:Ann Lee"));
    assertThat(rows.get(3).getString(1)).isEqualTo("EMAIL_" + hmac(KEY, "email:bob@b.org"));

    // whatever the environment holds; no variable can be set for a process that runs
    String path = System.getenv("PATH").strip();
    assertThat(
            texts(
                mask("{columns: note, action: pseudonymize, keyVariable: PATH}")
                    .apply(tickets())
                    .rows()
                    .where("id = 3")
                    .select("note")))
        .containsExactly("[EMAIL_" + hmac(path, "email:ann@b.org") + "]");
  }

  @Test
  void nothingShowsTheKey() throws Exception {
    MaskPii step =
        mask("{whole: name, action: pseudonymize, keyFile: %s}".formatted(file("x.key", KEY)));
    Cleaned cleaned = step.apply(tickets());
    Dataset<Row> rows = cleaned.rows();
    rows.collectAsList();
    List<String> shown =
        List.of(
            rows.queryExecution().toString(),
            rows.queryExecution().executedPlan().treeString(),
            rows.queryExecution().analyzed().toJSON(),
            rows.queryExecution()
                .explainString(org.apache.spark.sql.execution.ExplainMode.fromString("codegen")),
            step.toString(),
            step.explainParams(),
            step.inWords(),
            cleaned.toString(),
            Counted.of(cleaned).toString());
    assertThat(shown)
        .allSatisfy(
            text ->
                assertThat(text)
                    .isNotEmpty()
                    .doesNotContain(KEY)
                    .doesNotContain(HexFormat.of().formatHex(KEY.getBytes(StandardCharsets.UTF_8)))
                    .doesNotContain("48, 49, 50, 51")); // its bytes
    assertThat(shown.get(0)).contains("maskPii");
  }

  @Test
  void countsValuesAndRowsByColumn() {
    Outcome outcome = Counted.of(mask("whole: name").apply(tickets()));
    assertThat(outcome.changedValues()).isEqualTo(6);
    assertThat(outcome.reasons()).isEmpty();
    assertThat(outcome.findings())
        .containsExactly(
            new Run.Finding(
                "Personal data",
                List.of(
                    found("body", "email", 2, 1),
                    found("body", "card", 1, 1),
                    found("body", "phone", 1, 1),
                    found("note", "email", 1, 1),
                    found("note", "ip", 1, 1),
                    found("name", "whole column", 2, 2))));
    assertThat(Counted.of(mask("columns: name").apply(tickets().where("id < 4"))).findings())
        .isEmpty();
  }

  @Test
  void theAuditHoldsNoValueAsItWas() {
    assertThat(texts(mask("whole: name").apply(tickets().where("id < 3")).changed().orElseThrow()))
        .containsExactly(
            "[{\"id\":1,\"name\":\"[NAME]\",\"body\":\"I am [EMAIL], not [EMAIL].\"},body,I am"
                + " [EMAIL], not [EMAIL].]",
            "[{\"id\":1,\"name\":\"[NAME]\",\"body\":\"I am [EMAIL], not [EMAIL].\"},name,[NAME]]",
            "[{\"id\":2,\"name\":\" \",\"body\":\"Card [CARD]; call [PHONE]\",\"note\":\"from"
                + " [IP]\"},body,Card [CARD]; call [PHONE]]",
            "[{\"id\":2,\"name\":\" \",\"body\":\"Card [CARD]; call [PHONE]\",\"note\":\"from"
                + " [IP]\"},note,from [IP]]");
    Dataset<Row> withId = FromYaml.set(new Roles(), "id: name").mark(tickets().where("id = 4"));
    assertThat(texts(mask("whole: name").apply(withId).changed().orElseThrow()))
        .containsExactly("[[EMAIL],name,[EMAIL]]");
  }

  @Test
  void allTextsArePartOfItRolesTooAndAWholeColumnBecomesText() {
    Dataset<Row> rows =
        FromYaml.set(new Roles(), "{id: mail, text: body}")
            .mark(
                table("mail STRING, body STRING, born DATE, n INT", row("a@b.org", "x", null, 7)));
    Dataset<Row> masked = mask("whole: n").apply(rows).rows();
    assertThat(masked.schema().toDDL()).isEqualTo("mail STRING,body STRING,born DATE,n STRING");
    assertThat(Roles.columnOf(masked.schema(), "id")).contains("mail");
    assertThat(texts(masked)).containsExactly("[[EMAIL],x,null,[N]]");
  }

  @Test
  void theSameOnAnyPartitioningAndTwiceIsOnce() {
    Dataset<Row> rows = tickets();
    List<String> once = texts(mask("").apply(rows).rows());
    for (int partitions : List.of(1, 3, 7)) {
      assertThat(texts(mask("").apply(rows.repartition(partitions)).rows())).isEqualTo(once);
    }
    for (String action : List.of("redact", "hash", "generalize")) {
      MaskPii step = mask("action: " + action);
      Dataset<Row> first = step.apply(rows).rows();
      assertThat(texts(step.apply(first).rows())).isEqualTo(texts(first));
    }
  }

  @Test
  void saysWhatItDoesNotLookInto() {
    Dataset<Row> rows = table("a STRING, b ARRAY<STRING>", row("a@b.org", List.of("a@b.org")));
    assertThat(Counted.of(mask("").apply(rows)).warnings())
        .containsExactly("not looked into, since they are no plain text: b.");
    assertThat(Counted.of(mask("columns: a").apply(rows)).warnings()).isEmpty();
  }

  @Test
  void aKeyInTheJobIsAProblemThatDoesNotShowIt() {
    assertThat(FromYaml.problems(new MaskPii(), "{action: pseudonymize, key: " + KEY + "}"))
        .containsExactly(
            "job.yaml:1 step.key: a key must not stand in a job file. Put it into a file (openssl"
                + " rand -hex 32 > pii.key) and set keyFile, or into an environment variable and"
                + " set keyVariable.");
  }

  @Test
  void keysThatCannotBe() throws Exception {
    problem(
        "action: pseudonymize",
        "keyFile: action: pseudonymize needs a key: set keyFile or keyVariable. Make a key: openssl"
            + " rand -hex 32.");
    problem(
        "{action: pseudonymize, keyFile: a, keyVariable: B}",
        "keyFile: action: pseudonymize needs a key: set keyFile or keyVariable, not both. Make a"
            + " key: openssl rand -hex 32.");
    problem(
        "{action: redact, keyFile: a}",
        "keyFile: action: redact has no key. Use action: pseudonymize, or take this out.");
    problem(
        "{action: pseudonymize, keyVariable: SLUICE_NO_SUCH_KEY}",
        "keyVariable: the environment has no variable 'SLUICE_NO_SUCH_KEY'. Make a key: openssl"
            + " rand -hex 32.");
    problem(
        "{action: pseudonymize, keyFile: /no/such.key}",
        "keyFile: there is no file '/no/such.key'. Make a key: openssl rand -hex 32.");
    Path file = file("short.key", "  not-16-bytes\n");
    problem(
        "{action: pseudonymize, keyFile: %s}".formatted(file),
        "keyFile: '%s' holds 12 bytes; a key has 16 to 4,096. Make a key: openssl rand -hex 32."
            .formatted(file));
  }

  @Test
  void columnsThatCannotBe() {
    problem(
        "entities: [email, phones]",
        "entities: 'phones' is not one of email, iban, card, nationalId, ip, phone. Did you mean"
            + " 'phone'?");
    problem(
        "columns: id",
        "columns: column 'id' is int; maskPii looks into text. Cast it, or mask it whole.");
    problem(
        "columns: bodi",
        "columns: column 'bodi' is not in the table. Did you mean 'body'? Columns: id, name, body,"
            + " note.");
    problem(
        "{whole: name, action: drop}",
        "whole: action: drop would drop every row. Use the step drop for the columns.");
    assertThatThrownBy(() -> mask("whole: b").apply(table("a STRING, b ARRAY<STRING>")))
        .hasMessage(
            "whole: column 'b' is array<string>, which has no text. Derive its parts, or drop it.");
    assertThatThrownBy(() -> mask("").apply(table("a INT")))
        .hasMessage("columns: no column is text. Name columns to mask in whole: [...].");
  }

  @Test
  void saysWhatItDoes() {
    assertThat(mask("").inWords())
        .isEqualTo("redact email, iban, card, nationalId, ip, phone in all texts");
    assertThat(
            mask("{entities: email, columns: body, whole: [name], action: generalize}").inWords())
        .isEqualTo("generalize email in body; all of name");
  }

  private static Map<String, Object> found(String column, String what, long values, long rows) {
    Map<String, Object> line = new java.util.LinkedHashMap<>();
    line.put("column", column);
    line.put("found", what);
    line.put("values", values);
    line.put("rows", rows);
    line.put("row share", rows / 4.0);
    return line;
  }

  private static Path file(String name, String content) throws Exception {
    return Files.writeString(folder.resolve(name), content);
  }

  private static String hmac(String key, String text) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    byte[] all = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(all, 0, 16);
  }

  private static void problem(String yaml, String message) {
    StructType table = tickets().schema();
    assertThatThrownBy(() -> mask(yaml).apply(SPARK.createDataFrame(List.of(), table)))
        .isInstanceOf(ProblemException.class)
        .hasMessage(message);
  }

  private static MaskPii mask(String yaml) {
    return FromYaml.set(new MaskPii(), yaml.isEmpty() ? "{}" : yaml);
  }
}

package io.sluice.clean;

import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static io.sluice.testing.LocalSpark.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.stage.ProblemException;
import io.sluice.stage.Roles;
import io.sluice.testing.FromYaml;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class StandardizeTextTest {

  private static final List<String> ODD =
      List.of(
          "e\u0301te\u0301",
          "\u00e9t\u00e9",
          "\ufb01ne \u2460 \uff21\uff22",
          "A\u030angstro\u0308m \u212b",
          "\u1100\u1161",
          "ascii only",
          "\u0390",
          "\ud835\udd38");

  @Test
  void byDefaultNothingThatCanBeSeenChanges() {
    Dataset<Row> rows =
        table(
            "a STRING, n INT",
            row("\u00a0\t Cafe\u0301  au lait\r\n\ufeff", 1),
            row("<b>Caf\u00e9</b>", 2),
            row(" ", 3),
            row("", 4),
            row(null, 5));
    Cleaned cleaned = standardize("{}").apply(rows);
    assertThat(cleaned.rows().schema()).isEqualTo(rows.schema());
    assertThat(texts(cleaned.rows()))
        .containsExactly(
            "[,3]", "[,4]", "[<b>Caf\u00e9</b>,2]", "[Caf\u00e9  au lait,1]", "[null,5]");
    assertThat(Counted.of(cleaned)).isEqualTo(Outcome.NOTHING.changed(2));
    assertThat(texts(cleaned.changed().orElseThrow().drop("row")))
        .containsExactly("[a, ,]", "[a,\u00a0\t Cafe\u0301  au lait\r\n\ufeff,Caf\u00e9  au lait]");
  }

  @ParameterizedTest
  @EnumSource(Normalizer.Form.class)
  void formsAreThoseOfUnicode(Normalizer.Form form) {
    Row[] rows = ODD.stream().map(t -> row(t)).toArray(Row[]::new);
    assertThat(
            texts(standardize("{unicodeForm: " + form + "}").apply(table("a STRING", rows)).rows()))
        .containsExactlyElementsOf(
            ODD.stream().map(t -> "[" + Normalizer.normalize(t, form) + "]").sorted().toList());
  }

  @Test
  void theFormHoldsAfterAnotherCase() {
    String upper = one("{case: upper}", "\u0390"); // three characters in upper case, two in NFC
    assertThat(upper).isEqualTo("\u03aa\u0301");
    assertThat(one("{case: upper}", upper)).isEqualTo(upper);
  }

  @Test
  void allWhiteSpaceOfUnicodeIsCut() {
    for (int c = 0; c < 0x10000; c++) {
      boolean isWhite = Character.toString(c).matches("(?U)\\s"); // property White_Space
      assertThat(WhiteSpace.is((char) c))
          .as("U+%04X", c)
          .isEqualTo(isWhite || c == 0x200b || c == 0xfeff);
    }
    assertThat(one("{trim: all}", " a \u00a0\n b\u3000c\t")).isEqualTo("a b c");
    assertThat(one("{trim: ends}", " a \u00a0\n b\t")).isEqualTo("a \u00a0\n b");
    assertThat(one("{trim: keep}", " a ")).isEqualTo(" a ");
    assertThat(one("{trim: all}", " \n ")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "lower, STRASSE Ünal İ, strasse ünal i̇",
    "upper, Straße ünal i, STRASSE ÜNAL I",
    "title, hELLO o'NEIL-smith 3RD ǆ éTÉ, Hello O'neil-Smith 3rd ǅ Été",
    "title, it’s WE'RE 'quoted', It’s We're 'Quoted'",
    "keep, aB, aB",
  })
  void changesCase(String letters, String before, String after) {
    assertThat(one("{case: " + letters + "}", before.replace("`", "'"))).isEqualTo(after);
  }

  @Test
  void theMachinesLanguageDoesNotCount() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr"));
      assertThat(one("{case: upper}", "title \u00e9")).isEqualTo("TITLE \u00c9");
      assertThat(one("{case: lower}", "TITLE \u00c9")).isEqualTo("title \u00e9");
      assertThat(one("{case: title}", "istanbul \u00e9")).isEqualTo("Istanbul \u00c9");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void firstHtmlThenFormThenWhiteSpaceThenCase() {
    assertThat(
            one(
                "{stripHtml: true, unicodeForm: NFKC, trim: all, case: upper}",
                "<p>&nbsp;&#xFB01;ne</p><p>&#65313;  b&nbsp;</p>"))
        .isEqualTo("FINE A B");
    assertThat(one("{stripHtml: true}", "a < b and c > d")).isEqualTo("a < b and c > d");
  }

  @Test
  void withoutColumnsAllTextsWithoutARole() {
    Roles roles = FromYaml.set(new Roles(), "{id: k, text: [t]}");
    Dataset<Row> rows = roles.mark(table("k STRING, c STRING, t STRING", row(" 1", " 2", " 3")));
    Cleaned cleaned = standardize("{}").apply(rows);
    assertThat(texts(cleaned.rows())).containsExactly("[ 1,2,3]");
    assertThat(cleaned.rows().schema()).isEqualTo(rows.schema());
    assertThat(texts(standardize("{columns: [k]}").apply(rows).rows()))
        .containsExactly("[1, 2, 3]");
  }

  @Test
  void takesColumnsOfOddNamesAndNoRows() {
    Dataset<Row> rows = table("`a.b` STRING, `c ``d` STRING", row(" x", " y"));
    assertThat(texts(standardize("{columns: \"a*\"}").apply(rows).rows()))
        .containsExactly("[x, y]");
    Cleaned none = standardize("{}").apply(rows.limit(0));
    assertThat(Counted.of(none)).isEqualTo(Outcome.NOTHING);
    assertThat(none.rows().schema().fieldNames()).containsExactly("a.b", "c `d");
  }

  @Test
  void whatIsNoTextIsAProblem() {
    problem("{columns: [all]}", "columns: column 'n' is of type int; standardizeText takes text.");
    problem(
        "{columns: [comentt]}",
        "column 'comentt' is not in the table. Did you mean 'comment'? Columns: n, comment.");
    assertThatThrownBy(() -> standardize("{}").apply(table("n INT")))
        .isInstanceOf(ProblemException.class)
        .hasMessage("columns: no column without a role is text.");
  }

  @Test
  void saysWhatItDoes() {
    assertThat(standardize("{}").inWords()).isEqualTo("NFC, trim ends in all texts");
    assertThat(standardize("{columns: [a, b], stripHtml: true, trim: all, case: lower}").inWords())
        .isEqualTo("text of HTML, NFC, trim all, lower case in a, b");
    assertThat(standardize("{unicodeForm: none, trim: keep}").inWords())
        .isEqualTo("nothing in all texts");
  }

  private static String one(String yaml, String text) {
    return standardize(yaml).apply(table("a STRING", row(text))).rows().first().getString(0);
  }

  private static void problem(String yaml, String message) {
    assertThatThrownBy(() -> standardize(yaml).apply(table("n INT, comment STRING")))
        .isInstanceOf(ProblemException.class)
        .hasMessage(message);
  }

  private static StandardizeText standardize(String yaml) {
    return FromYaml.set(new StandardizeText(), yaml);
  }
}

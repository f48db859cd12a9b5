package io.sluice.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.result.Run;
import io.sluice.result.Run.Change;
import io.sluice.result.Run.Fate;
import io.sluice.result.Run.Finding;
import io.sluice.result.Run.Reason;
import io.sluice.result.Run.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class RowChangesTest {

  @Test
  void tellsTheAccountInWordsAndInATable() {
    Page page = Page.of(Runs.accounted());
    assertThat(page.findings())
        .contains("1,000,032 rows in, 999,790 out: 291 dropped, 63 quarantined and 112 added");
    assertThat(page.texts("p"))
        .contains(
            "999,790 of 1,000,032 rows came out clean.",
            "These are the rows of reports. Steps may also have read airports"
                + " (812 rows, 3 of them dropped).");
    assertThat(page.row("rows", "check"))
        .containsExactly("1,000,000", "\u221220", "\u221231", "", "999,949", "", "");
    assertThat(page.row("rows", "speed is not in"))
        .containsExactly("", "", "\u221211", "", "", "<0.1%", "");
    assertThat(page.row("rows", "nullIf"))
        .containsExactly("1,000,000", "", "", "", "1,000,000", "", "81,204");
    assertThat(page.row("rows", "In all"))
        .containsExactly("1,000,032", "\u2212291", "\u221263", "+112", "999,790", "", "113,074");
  }

  @Test
  void theOnlyReasonIsNotSaidTwice() {
    Change change = Runs.change("clean[0] sql", "by the step", 10, 8, 0, 0);
    Page page = Page.of(with(10, change));
    assertThat(page.row("rows", "sql")).containsExactly("10", "\u22122", "8", "20.0%");
    assertThat(page.elements("span")).noneMatch(e -> e.getAttribute("class").equals("reason"));
  }

  @Test
  void drawsABarForEachReasonWithItsNumber() {
    Page page = Page.of(Runs.accounted());
    assertThat(page.captions()).startsWith("dropNearDuplicates removed the most rows: 247");
    assertThat(bars(page))
        .containsExactly(
            "Rows read1,000,032",
            "read does not fit the schema\u221232 quarantined",
            "check id is missing\u221220 quarantined",
            "check speed is not in [0, 500]\u221211 quarantined",
            "check flight_date lies in the future\u221220 dropped",
            "dropNearDuplicates nearly the same text as another row\u2212247 dropped",
            "dropDuplicates by the step\u221224 dropped",
            "sql by the step+112 added",
            "Rows out999,790");
  }

  @Test
  void aBarBeginsWhereTheOneBeforeEnds() {
    Page page =
        Page.of(
            with(
                1_000,
                Runs.change("clean[0] filter", "a", 1_000, 400, 0, 0),
                Runs.change("clean[1] sql", "b", 400, 500, 0, 0)));
    assertThat(styles(page))
        .containsExactly(
            "margin-left:0.00%;width:100.00%",
            "margin-left:40.00%;width:60.00%",
            "margin-left:40.00%;width:10.00%",
            "margin-left:0.00%;width:50.00%");
    assertThat(page.texts("p")).noneMatch(p -> p.contains("are cut"));
  }

  @Test
  void smallLossesAreSeenAndTheCutIsSaid() {
    Page page = Page.of(with(1_000_000, Runs.change("clean[0] f", "a", 1_000_000, 999_976, 0, 0)));
    assertThat(page.texts("p"))
        .contains(
            "The picture begins at 999,970 rows, so that what changes can be seen: the bars of all"
                + " rows are cut.");
    assertThat(styles(page))
        .containsExactly(
            "margin-left:0.00%;width:100.00%",
            "margin-left:20.00%;width:80.00%", "margin-left:0.00%;width:20.00%");
    assertThat(page.captions()).containsExactly("f removed 24 rows");
  }

  @Test
  void manyReasonsOfOneStepShareABar() {
    List<Reason> reasons = new ArrayList<>();
    for (int i = 0; i < 17; i++) {
      reasons.add(new Reason("rule " + i, i < 16 ? Fate.QUARANTINED : Fate.DROPPED, 1));
    }
    Page page =
        Page.of(
            with(50, new Change("clean[0] check", "a", 50, 33, 0, reasons, List.of(), List.of())));
    assertThat(bars(page))
        .containsExactly(
            "Rows read50",
            "check rule 16\u22121 dropped",
            "check 16 reasons\u221216 quarantined",
            "Rows out33");
    assertThat(page.row("rows", "rule 15")).containsExactly("", "", "\u22121", "", "2.0%");
  }

  @Test
  void noPictureWhereNothingMoves() {
    Page page = Page.of(with(7, Runs.change("clean[0] derive", "a", 7, 7, 0, 0)));
    assertThat(page.findings()).contains("Cleaning kept all 7 rows");
    assertThat(page.captions()).isEmpty();
    assertThat(page.row("rows", "In all")).containsExactly("7", "7");
  }

  @Test
  void warningsStandAtTheTopAndInTheChapter() {
    Page page = Page.of(Runs.accounted());
    assertThat(page.texts("header").get(0))
        .contains("3 warnings from check and dropNearDuplicates");
    assertThat(page.elements("a")).anyMatch(a -> a.getAttribute("href").equals("#warnings"));
    Element box =
        page.elements("div").stream()
            .filter(e -> e.getAttribute("id").equals("warnings"))
            .findFirst()
            .orElseThrow();
    assertThat(Page.section(box)).isEqualTo("rows");
    assertThat(box.getTextContent())
        .contains("dropNearDuplicates" + "clean[4]" + "a bucket of 50,000 rows was cut");
    assertThat(Page.of(Runs.twoClasses()).html()).doesNotContain("id=\"warnings\"");
  }

  @Test
  void findingsAreTablesOfNumbersAndShares() {
    Page page = Page.of(Runs.accounted());
    assertThat(page.captions()).contains("check: rulesclean[2]");
    assertThat(page.row("rows", "matches"))
        .containsExactly("remarks_of_the_reporter", "401,933", "40.2%", "warn");
    assertThat(page.row("rows", "operator no. 3")).containsExactly("\u2013", "1,500", "0.975");
    assertThat(page.row("rows", "0.7")).containsExactly("96.3%");
    assertThat(page.texts("th")).contains("Rows that fail", "Found share");
  }

  @Test
  void aLongFindingIsFolded() {
    Page page = Page.of(Runs.accounted());
    assertThat(page.texts("summary")).containsExactly("4 more rows");
    assertThat(page.texts("details").get(0)).contains("operator no. 10").doesNotContain("no. 9");
    Finding eleven = new Finding("t", Collections.nCopies(11, Map.<String, Object>of("a", 1)));
    Change change = new Change("clean[0] s", "a", 7, 7, 0, List.of(), List.of(eleven), List.of());
    assertThat(Page.of(with(7, change)).elements("details")).isEmpty();
  }

  private static List<String> bars(Page page) {
    return page.elements("li").stream()
        .filter(e -> ((Element) e.getParentNode()).getAttribute("class").equals("waterfall"))
        .map(Element::getTextContent)
        .toList();
  }

  private static List<String> styles(Page page) {
    return page.elements("i").stream()
        .map(e -> e.getAttribute("style"))
        .filter(style -> style.startsWith("margin-left"))
        .toList();
  }

  private static Run with(long rows, Change... changes) {
    return Runs.of(
        "job",
        "job",
        "tables",
        List.of(new Table("t", "p", "csv", rows, 0, "drop")),
        "changes",
        List.of(changes));
  }
}

package io.sluice.report;

import static io.sluice.report.Markup.element;

import io.sluice.result.Run.Change;
import io.sluice.result.Run.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What steps found beside the rows, a small table each; most of a long one is folded. */
final class Findings {

  private static final int SHOWN = 10;
  private static final String SHARE = "share";

  private final Finding finding;
  private final List<String> headings;

  private Findings(Finding finding) {
    this.finding = finding;
    this.headings = List.copyOf(finding.rows().get(0).keySet());
  }

  /** Those of all steps, in their order. */
  static Markup of(List<Change> changes) {
    List<Markup> figures = new ArrayList<>();
    for (Change change : changes) {
      for (Finding finding : Texts.orEmpty(change.findings())) {
        if (!Texts.orEmpty(finding.rows()).isEmpty()) {
          figures.add(new Findings(finding).figure(Texts.orEmpty(change.step())));
        }
      }
    }
    return Markup.join(figures);
  }

  private Markup figure(String step) {
    List<Map<String, Object>> rows = finding.rows();
    int shown = rows.size() <= SHOWN + 1 ? rows.size() : SHOWN; // one more is shown, not folded
    return Chapter.figure(
        Markup.join(
            Ledger.name(step) + ": " + finding.title(),
            Ledger.place(step).isEmpty() ? null : element("span.place", Ledger.place(step))),
        table(rows.subList(0, shown)),
        shown == rows.size()
            ? null
            : element(
                "details.more",
                element("summary", Numbers.count(rows.size() - shown) + " more rows"),
                table(rows.subList(shown, rows.size()))));
  }

  private Markup table(List<Map<String, Object>> rows) {
    DataTable table = new DataTable();
    for (String heading : headings) {
      if (isNumber(heading)) {
        table.number(Texts.capitalised(heading));
      } else {
        table.text(Texts.capitalised(heading));
      }
    }
    for (Map<String, Object> row : rows) {
      table.row(headings.stream().map(heading -> shown(heading, row.get(heading))).toArray());
    }
    return table.markup();
  }

  /** Whether it stands over numbers, and over nothing else. */
  private boolean isNumber(String heading) {
    List<Object> values = new ArrayList<>();
    finding.rows().forEach(row -> values.add(row.get(heading)));
    values.removeIf(value -> value == null);
    return !values.isEmpty() && values.stream().allMatch(Number.class::isInstance);
  }

  private static Object shown(String heading, Object value) {
    if (value instanceof Double || value instanceof Float) {
      double number = ((Number) value).doubleValue();
      return heading.toLowerCase(Locale.ROOT).endsWith(SHARE)
          ? DataTable.share(number)
          : Numbers.value(number);
    }
    if (value instanceof Number number) {
      return Numbers.count(number.longValue());
    }
    return value == null ? Numbers.DASH : value;
  }
}

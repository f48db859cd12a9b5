package io.sluice.report;

import static io.sluice.report.Markup.attribute;
import static io.sluice.report.Markup.element;

import io.sluice.result.Run;
import io.sluice.result.Run.Change;
import java.util.ArrayList;
import java.util.List;

/** What somebody should look at, though the job went on. */
final class Warnings {

  private static final String ANCHOR = "warnings";

  private Warnings() {}

  /** All of them, each with the step that warns; nothing where there are none. */
  static Markup of(Run run) {
    List<Markup> items = new ArrayList<>();
    for (Change change : Texts.orEmpty(run.changes())) {
      String step = Texts.orEmpty(change.step());
      for (String warning : Texts.orEmpty(change.warnings())) {
        items.add(
            element(
                "li",
                element("b", Ledger.name(step)),
                Ledger.place(step).isEmpty() ? null : element("span.place", Ledger.place(step)),
                element("span.text", warning)));
      }
    }
    return items.isEmpty()
        ? Markup.NONE
        : element(
            "div.warnings",
            attribute("id", ANCHOR),
            element("b.count", counted(items.size())),
            element("ul", items));
  }

  /** How many there are, and the way to them, for the top of the page. */
  static Markup mention(Run run) {
    List<Change> warning =
        Texts.orEmpty(run.changes()).stream()
            .filter(change -> !Texts.orEmpty(change.warnings()).isEmpty())
            .toList();
    if (warning.isEmpty()) {
      return Markup.NONE;
    }
    int count = warning.stream().mapToInt(change -> change.warnings().size()).sum();
    List<String> steps =
        warning.stream().map(c -> Ledger.name(Texts.orEmpty(c.step()))).distinct().toList();
    return element(
        "p.warned",
        element("a", attribute("href", "#" + ANCHOR), counted(count)),
        " from " + Texts.enumerate(steps));
  }

  private static String counted(int warnings) {
    return Numbers.count(warnings, "warning");
  }
}

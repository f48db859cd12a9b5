package io.sluice.report;

import io.sluice.result.Run;
import io.sluice.result.Run.Output;
import java.util.List;
import java.util.Optional;

/** What was written, and where it lies. */
final class Outputs {

  private Outputs() {}

  static Optional<Chapter> of(Run run) {
    List<Output> outputs = Texts.orEmpty(run.outputs());
    if (outputs.isEmpty()) {
      return Optional.empty();
    }
    DataTable table = new DataTable().text("Output").text("Path").text("Format").number("Rows");
    for (Output output : outputs) {
      table.row(
          output.kind(),
          Markup.element("span.path", Texts.orEmpty(output.path())),
          output.format(),
          output.rows() < 0 ? Numbers.DASH : Numbers.count(output.rows()));
    }
    List<String> kinds = outputs.stream().map(Output::kind).distinct().toList();
    return Optional.of(
        new Chapter("outputs", "Outputs", "Written: " + Texts.enumerate(kinds), table.markup()));
  }
}

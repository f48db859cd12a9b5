package io.sluice.report;

import io.sluice.result.Run;
import io.sluice.result.Run.Section;
import java.util.List;
import java.util.Optional;

/** How long each section of the job took. */
final class Times {

  private Times() {}

  static Optional<Chapter> of(Run run) {
    List<Section> sections = Texts.orEmpty(run.sections());
    if (sections.isEmpty()) {
      return Optional.empty();
    }
    Section longest = sections.get(0);
    for (Section section : sections) {
      longest = section.seconds() > longest.seconds() ? section : longest;
    }
    double sum = sections.stream().mapToDouble(Section::seconds).sum();
    DataTable table =
        new DataTable().text("Section").number("Time").number("Core time").number("Share");
    for (Section section : sections) {
      double share = sum == 0 ? 0 : section.seconds() / sum;
      table.row(
          section.name(),
          Numbers.duration(section.seconds()),
          Numbers.duration(section.coreSeconds()),
          DataTable.share(share));
    }
    String finding =
        Numbers.duration(run.seconds())
            + " in all"
            + (sections.size() == 1
                ? ""
                : ", the longest for "
                    + longest.name()
                    + " ("
                    + Numbers.duration(longest.seconds())
                    + ")");
    return Optional.of(new Chapter("times", "Times", finding, table.markup()));
  }
}

package io.sluice.report;

import static io.sluice.report.Markup.element;

import io.sluice.result.Run;
import io.sluice.result.Run.Section;
import io.sluice.result.Run.Work;
import java.util.List;
import java.util.Optional;

/** How long each section of the job took, what that cost of a cluster, and what would help. */
final class Times {

  private static final Work NOTHING = new Work(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

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
    List<Markup> advice =
        sections.stream().flatMap(s -> Advice.of(s).stream()).map(a -> element("li", a)).toList();
    return Optional.of(
        new Chapter(
            "times",
            "Times and cost",
            finding,
            Markup.join(
                table(sections).markup(),
                advice.isEmpty() ? Markup.NONE : element("ul.advice", advice))));
  }

  private static DataTable table(List<Section> sections) {
    double sum = sections.stream().mapToDouble(Section::seconds).sum();
    DataTable table =
        new DataTable()
            .text("Section")
            .number("Time")
            .number("Core time")
            .number("Share")
            .number("Stages")
            .number("Tasks")
            .number("Longest task")
            .number("Freeing memory")
            .number("Shuffled")
            .number("Spilled");
    for (Section section : sections) {
      Work work = section.work() == null ? NOTHING : section.work();
      table.row(
          section.name(),
          Numbers.duration(section.seconds()),
          Numbers.duration(work.coreSeconds()),
          DataTable.share(sum == 0 ? 0 : section.seconds() / sum),
          Numbers.count(work.stages()),
          Numbers.count(work.tasks()),
          Numbers.duration(work.longest()),
          Numbers.duration(work.gcSeconds()),
          bytes(work.shuffled()),
          bytes(work.spilled()));
    }
    return table;
  }

  private static String bytes(long bytes) {
    return bytes == 0 ? "\u2013" : Numbers.bytes(bytes);
  }
}

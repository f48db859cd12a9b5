package io.sluice.report;

import static io.sluice.report.Markup.element;

import io.sluice.result.Profile;
import io.sluice.result.Run;
import java.util.ArrayList;
import java.util.List;

/** What a job's section {@code explore} found, beside the columns. */
final class Explorations {

  private Explorations() {}

  static List<Chapter> of(Run run) {
    Profile profile = run.exploration();
    List<Chapter> chapters = new ArrayList<>();
    if (profile != null) {
      Changes.chapter(profile.against()).map(c -> withBefore(c, profile)).ifPresent(chapters::add);
      chapters.addAll(Relations.chapters(profile.explored(), profile.rows()));
      GroupTables.chapter(profile.groups()).ifPresent(chapters::add);
    }
    return chapters;
  }

  /** What cleaning changed, and the columns before it to be unfolded. */
  private static Chapter withBefore(Chapter changes, Profile profile) {
    Markup before =
        ColumnProfiles.of(profile.against().columns(), "row")
            .map(Chapter::body)
            .orElse(Markup.NONE);
    return new Chapter(
        changes.id(),
        "By cleaning",
        changes.finding(),
        Markup.join(
            changes.body(),
            element("details", element("summary", "The columns as they are read"), before)));
  }
}

package io.sluice.report;

import static io.sluice.report.Markup.attribute;
import static io.sluice.report.Markup.element;

import io.sluice.result.Run;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The report of a run: one HTML page that loads nothing and runs no script, to be read on a screen,
 * on a phone and on paper. What a job has no section for is not on the page. The same run gives the
 * same page.
 */
public final class Report {

  private static final List<Function<Run, Optional<Chapter>>> CHAPTERS =
      List.of(
          TablesRead::of,
          RowChanges::of,
          ColumnProfiles::of,
          Experiment::of,
          SplitParts::of,
          TuningTrials::of,
          LearnedFeatures::of,
          TrainedModel::of,
          Judgement::of,
          Rankings::of,
          Permutations::of,
          LearningCurves::of,
          Variants::of,
          Clusters::of,
          Times::of,
          Outputs::of);

  private Report() {}

  /** The page, which is well-formed XML after its first line. */
  public static String html(Run run) {
    List<Chapter> chapters =
        CHAPTERS.stream().map(chapter -> chapter.apply(run)).flatMap(Optional::stream).toList();
    Markup page =
        element(
            "html",
            attribute("lang", "en"),
            element(
                "head",
                element("meta", attribute("charset", "utf-8")),
                element(
                    "meta",
                    attribute("name", "viewport"),
                    attribute("content", "width=device-width, initial-scale=1")),
                element("title", Texts.orEmpty(run.job()), " \u2013 Sluice run"),
                Style.sheet()),
            element(
                "body",
                element(
                    "main",
                    new Headline(run).markup(),
                    contents(chapters),
                    chapters.stream().map(Chapter::markup).toList(),
                    Versions.of(run))));
    return "<!DOCTYPE html>\n" + page.html() + "\n";
  }

  private static Markup contents(List<Chapter> chapters) {
    return chapters.isEmpty()
        ? Markup.NONE
        : element(
            "nav",
            attribute("aria-label", "Contents"),
            chapters.stream()
                .map(c -> element("a", attribute("href", "#" + c.id()), c.name()))
                .toList());
  }
}

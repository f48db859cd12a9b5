package io.sluice.report;

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
    return HtmlPage.html(
        Texts.orEmpty(run.job()) + " \u2013 Sluice run",
        new Headline(run).markup(),
        chapters,
        Versions.of(run.environment()));
  }
}

package io.sluice.report;

import io.sluice.result.Run;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The report of a run: one HTML page that loads nothing, to be read on a screen, on a phone and on
 * paper. What a job has no section for is not on the page. The same run gives the same page.
 */
public final class Report {

  private static final List<Function<Run, List<Chapter>>> CHAPTERS =
      List.of(
          one(TablesRead::of),
          one(RowChanges::of),
          one(ColumnProfiles::of),
          Explorations::of,
          one(Experiment::of),
          one(SplitParts::of),
          one(TuningTrials::of),
          one(LearnedFeatures::of),
          one(TrainedModel::of),
          one(Judgement::of),
          one(Rankings::of),
          one(Permutations::of),
          one(LearningCurves::of),
          one(Variants::of),
          one(Clusters::of),
          one(Times::of),
          one(Outputs::of),
          one(JobFile::of));

  private Report() {}

  private static Function<Run, List<Chapter>> one(Function<Run, Optional<Chapter>> chapter) {
    return run -> chapter.apply(run).stream().toList();
  }

  /** The page, which is well-formed XML after its first line. */
  public static String html(Run run) {
    List<Chapter> chapters = CHAPTERS.stream().flatMap(some -> some.apply(run).stream()).toList();
    return HtmlPage.html(
        Texts.orEmpty(run.job()) + " \u2013 Sluice run",
        new Headline(run).markup(),
        chapters,
        Versions.of(run.environment()));
  }
}

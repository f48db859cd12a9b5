package io.sluice.report;

import static io.sluice.report.Markup.element;

import io.sluice.result.Run;
import java.util.Optional;

/** The job file, so that the page says by itself how it came about. */
final class JobFile {

  private JobFile() {}

  static Optional<Chapter> of(Run run) {
    String text = Texts.orEmpty(run.text());
    return text.isBlank()
        ? Optional.empty()
        : Optional.of(
            new Chapter(
                "job",
                "Job",
                "The job file" + (run.file() == null ? "" : ", " + run.file()),
                element("pre", element("code", text.stripTrailing()))));
  }
}

package io.sluice;

import io.sluice.job.Sessions;
import io.sluice.read.Source;
import io.sluice.read.StoredAs;
import io.sluice.stage.Nearest;
import io.sluice.stage.ProblemException;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which table, without a job. */
final class TableOptions {

  @Parameters(
      index = "0",
      paramLabel = "TABLE",
      description = "A file, folder or glob, on this machine or any Hadoop file system.")
  private String table;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "How it is stored; by default as its name or its files say.")
  private String format;

  @Option(names = "--verbose", description = "Says the stack trace of a failure.")
  @SuppressWarnings("UnusedVariable") // Failures looks for it among the arguments
  private boolean verbose;

  /** The table as a job would read it. */
  Source source() {
    return source(table);
  }

  /** Another table, stored as the options say. */
  Source source(String path) {
    Source source = new Source();
    source.set(source.path(), path);
    source.set(source.format(), storedAs(path, source.fileFormats()));
    return source;
  }

  private String storedAs(String path, List<String> formats) {
    if (format == null) {
      return StoredAs.guess(path, Sessions.hadoop())
          .orElseThrow(
              () ->
                  ProblemException.inJob(
                      path,
                      "its name does not tell how it is stored. Add --format with one of "
                          + String.join(", ", formats)
                          + "."));
    }
    if (!formats.contains(format)) {
      throw ProblemException.inJob(
          "--format",
          "'%s' is not one of %s.%s"
              .formatted(format, String.join(", ", formats), Nearest.hint(format, formats)));
    }
    return format;
  }
}

package io.sluice;

import io.sluice.stage.Problem;
import io.sluice.stage.ProblemException;
import io.sluice.stage.SparkStage;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns a failure into lines that say where and why, and an exit code. */
final class Failures implements IExecutionExceptionHandler {

  private static final int FAILED = 1;

  /** What to do where an exception of a file system or of Spark says one of these. */
  private record Remedy(String text, String... signs) {

    boolean isFor(String said) {
      return Stream.of(signs).anyMatch(said::contains);
    }
  }

  private static final List<Remedy> REMEDIES =
      List.of(
          new Remedy(
              "A disk is full: make room where the outputs go, and where Spark keeps what does not"
                  + " fit into memory (spark.local.dir).",
              "No space left on device"),
          new Remedy(
              "The file is damaged: write it anew, or take it out of the folder.",
              "is not a Parquet file",
              "CANNOT_READ_FILE_FOOTER"),
          new Remedy(
              "A file that was there when the run began is gone: run again when nobody writes"
                  + " there.",
              "FileNotFoundException"),
          new Remedy(
              "Whoever runs this may not do that there.",
              "AccessControlException",
              "AccessDeniedException",
              "Permission denied"),
          new Remedy(
              "No folder can be made there: is the path right, and may it be written to?",
              "Mkdirs failed"),
          new Remedy(
              "The memory is used up: give the executors more, or the driver (SLUICE_MEMORY for"
                  + " bin/sluice).",
              "OutOfMemoryError"));

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    lines(e).forEach(err::println);
    if (parsed.originalArgs().contains("--verbose")) {
      e.printStackTrace(err);
    } else if (ProblemException.in(e).isEmpty()) {
      err.println("Add --verbose to see where in the code.");
    }
    return exitCode(e);
  }

  /** What a user reads. */
  static List<String> lines(Exception e) {
    Optional<ProblemException> problem = ProblemException.in(e);
    Stream<String> what =
        problem.isPresent()
            ? problem.get().problems().stream().map(Problem::line).distinct()
            : Stream.concat(
                Stream.of("failed: " + SparkStage.message(SparkStage.cause(e))),
                remedy(e).stream());
    return Stream.concat(what, Stream.of(e.getSuppressed()).map(Throwable::getMessage)).toList();
  }

  static int exitCode(Exception e) {
    return ProblemException.in(e).map(ProblemException::exitCode).orElse(FAILED);
  }

  private static Optional<String> remedy(Throwable failure) {
    StringBuilder said = new StringBuilder();
    for (Throwable e = failure; e != null; e = e.getCause()) {
      said.append(e).append('\n');
    }
    return REMEDIES.stream()
        .filter(known -> known.isFor(said.toString()))
        .map(Remedy::text)
        .findFirst();
  }
}

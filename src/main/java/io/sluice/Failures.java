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
    return tell(e, command.getErr(), parsed.originalArgs().contains("--verbose"));
  }

  private static int tell(Exception e, PrintWriter err, boolean verbose) {
    Optional<ProblemException> problem = ProblemException.in(e);
    if (problem.isPresent()) {
      problem.get().problems().stream().map(Problem::line).distinct().forEach(err::println);
    } else {
      err.println("failed: " + SparkStage.message(SparkStage.cause(e)));
      remedy(e).ifPresent(err::println);
    }
    for (Throwable hidden : e.getSuppressed()) {
      err.println(hidden.getMessage());
    }
    if (verbose) {
      e.printStackTrace(err);
    } else if (problem.isEmpty()) {
      err.println("Add --verbose to see where in the code.");
    }
    return problem.map(ProblemException::exitCode).orElse(FAILED);
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

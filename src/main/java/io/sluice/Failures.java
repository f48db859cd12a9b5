package io.sluice;

import io.sluice.stage.Problem;
import io.sluice.stage.ProblemException;
import io.sluice.stage.SparkStage;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns a failure into lines that say where and why, and an exit code. */
final class Failures implements IExecutionExceptionHandler {

  private static final int FAILED = 1;

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    return tell(e, command.getErr(), parsed.originalArgs().contains("--verbose"));
  }

  private static int tell(Exception e, PrintWriter err, boolean verbose) {
    Optional<ProblemException> problem = ProblemException.in(e);
    if (problem.isPresent()) {
      problem.get().problems().stream().map(Problem::line).distinct().forEach(err::println);
    } else {
      err.println("failed: " + SparkStage.message(rootCause(e)));
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

  private static Throwable rootCause(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    return cause;
  }
}

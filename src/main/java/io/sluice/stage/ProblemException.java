package io.sluice.stage;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The one exception for what a user can mend. It carries every problem found, each a line of its
 * own; {@link #exitCode()} is 2 where the job file or the command is wrong and 3 where the data is.
 */
public final class ProblemException extends RuntimeException {

  private final int exitCode;
  private final transient List<Problem> problems;

  private ProblemException(int exitCode, List<Problem> problems) {
    super(problems.stream().map(Problem::line).collect(Collectors.joining("\n")));
    this.exitCode = exitCode;
    this.problems = List.copyOf(problems);
  }

  /** The job file or the command is wrong. */
  public static ProblemException inJob(List<Problem> problems) {
    return new ProblemException(2, problems);
  }

  /** The step as a whole is wrong. */
  public static ProblemException inJob(String text) {
    return inJob("", text);
  }

  /** One setting is wrong. */
  public static ProblemException inJob(String setting, String text) {
    return inJob(List.of(new Problem(setting, text)));
  }

  /** The data cannot be worked with as the job wants it. */
  public static ProblemException inData(String text) {
    return inData("", text);
  }

  /** The data does not go with one setting. */
  public static ProblemException inData(String setting, String text) {
    return inData(List.of(new Problem(setting, text)));
  }

  /** The data cannot be worked with as the job wants it, for several reasons. */
  public static ProblemException inData(List<Problem> problems) {
    return new ProblemException(3, problems);
  }

  /** The first such exception among a failure's causes: Spark wraps what is thrown in a task. */
  public static Optional<ProblemException> in(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof ProblemException problem) {
        return Optional.of(problem);
      }
    }
    return Optional.empty();
  }

  /**
   * The same problems, each with its setting replaced by the full place that {@code place} says.
   */
  public ProblemException at(UnaryOperator<String> place) {
    List<Problem> placed =
        problems().stream().map(p -> new Problem(place.apply(p.where()), p.text())).toList();
    return new ProblemException(exitCode, placed);
  }

  /** What is wrong; one problem with the whole message where the exception came from a task. */
  public List<Problem> problems() {
    return problems == null ? List.of(new Problem("", getMessage())) : problems;
  }

  public int exitCode() {
    return exitCode;
  }
}

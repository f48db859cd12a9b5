package io.sluice.learn;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.UnresolvedReferenceException;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/**
 * The Java of one notebook: JShell in this JVM, on its class path, so that values are objects and
 * failures the exceptions themselves. Two at once, or two over one Spark session, would share names
 * of classes: stop Spark between them.
 */
public final class Session implements AutoCloseable {

  private static final List<String> STARTUP =
      List.of(
          "import java.util.*;",
          "import java.util.stream.*;",
          "import org.apache.spark.sql.*;",
          "import org.apache.spark.sql.types.*;",
          "import org.apache.spark.sql.expressions.*;",
          "import org.apache.spark.sql.api.java.*;",
          "import org.apache.spark.api.java.function.*;",
          "import org.apache.spark.ml.*;",
          "import org.apache.spark.ml.classification.*;",
          "import org.apache.spark.ml.clustering.*;",
          "import org.apache.spark.ml.evaluation.*;",
          "import org.apache.spark.ml.feature.*;",
          "import org.apache.spark.ml.linalg.Vector;",
          "import org.apache.spark.ml.regression.*;",
          "import static org.apache.spark.sql.functions.*;",
          "import static io.sluice.learn.Lab.*;");

  /** A cell did not compile, or what it ran threw, which is the cause then. */
  public static final class CellFailed extends Exception {
    private final String source;

    CellFailed(String message, String source, Throwable cause) {
      super(message, cause, false, false);
      this.source = source;
    }

    String source() {
      return source;
    }

    /** What a learner reads, no stack of the machinery. */
    public List<String> lines() {
      if (getCause() == null) {
        return Stream.concat(
                Stream.of("This does not compile:"),
                Stream.concat(getMessage().lines(), source.lines().map(l -> "    " + l)))
            .toList();
      }
      Throwable cause = getCause();
      return Stream.concat(
              Stream.of(cause.getClass().getSimpleName() + ":"),
              String.valueOf(cause.getMessage()).lines().limit(MOST_LINES))
          .toList();
    }

    private static final int MOST_LINES = 12;
  }

  /** Runs what JShell compiled in the thread that asks for it. */
  private static final class Control extends DirectExecutionControl {
    private volatile Thread running;
    private Object value;
    private Throwable thrown;

    @Override
    protected String invoke(Method method) throws Exception {
      value = null;
      thrown = null;
      running = Thread.currentThread();
      try {
        value = method.invoke(null);
        return "";
      } finally {
        running = null;
        Thread.interrupted(); // an interruption that came too late is not the next cell's
      }
    }

    @Override
    protected String throwConvertedInvocationException(Throwable failure)
        throws RunException, InternalException {
      thrown =
          failure instanceof InvocationTargetException && failure.getCause() != null
              ? failure.getCause()
              : failure;
      return super.throwConvertedInvocationException(thrown);
    }

    @Override
    public void stop() {
      Thread its = running;
      if (its != null) {
        its.interrupt();
      }
    }
  }

  /** Gives JShell the one control. */
  private record Provider(Control control) implements ExecutionControlProvider {
    @Override
    public String name() {
      return "notebook";
    }

    @Override
    public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
      return control;
    }
  }

  private final Control control = new Control();
  private final JShell shell;
  private final SourceCodeAnalysis analysis;

  Session() {
    shell =
        JShell.builder()
            .executionEngine(new Provider(control), Map.of())
            .compilerOptions(
                "-classpath",
                System.getProperty("java.class.path"),
                "-Xlint:-options",
                "--release",
                "17")
            .build();
    analysis = shell.sourceCodeAnalysis();
    try {
      for (String line : STARTUP) {
        eval(line);
      }
    } catch (CellFailed e) {
      throw new IllegalStateException(e);
    }
  }

  /** Runs a cell; gives the value of its last expression, null where it ends in a semicolon. */
  Object eval(String cell) throws CellFailed {
    String rest = cell;
    Object last = null;
    while (!rest.isBlank()) {
      CompletionInfo info = analysis.analyzeCompletion(rest);
      if (info.completeness() == Completeness.EMPTY) {
        break;
      }
      if (!info.completeness().isComplete()) {
        throw incomplete(info.source() == null || info.source().isBlank() ? rest : info.source());
      }
      String source = info.source().strip(); // JShell takes leading blanks amiss
      boolean isStatement = info.completeness() == Completeness.COMPLETE && source.endsWith(";");
      Object value = run(source);
      last = isStatement ? null : value;
      rest = info.remaining();
    }
    return last;
  }

  /** JShell says only that it does not know: the compiler says more. */
  private CellFailed incomplete(String source) {
    String message =
        shell.eval(source.strip()).stream()
            .flatMap(e -> shell.diagnostics(e.snippet()))
            .map(d -> d.getMessage(Locale.ENGLISH))
            .distinct()
            .collect(Collectors.joining("\n"));
    return new CellFailed(
        message.isEmpty() ? "a bracket, a quote or a semicolon is missing" : message,
        source.strip(),
        null);
  }

  private Object run(String source) throws CellFailed {
    Object value = null;
    for (SnippetEvent event : shell.eval(source)) {
      if (event.causeSnippet() == null) {
        value = result(event, source);
      }
    }
    return value;
  }

  private Object result(SnippetEvent event, String source) throws CellFailed {
    if (event.exception() instanceof UnresolvedReferenceException u) {
      String names = shell.unresolvedDependencies(u.getSnippet()).collect(Collectors.joining(", "));
      throw new CellFailed("not defined yet: " + names, source, null);
    }
    if (event.exception() != null) {
      Throwable thrown = control.thrown != null ? control.thrown : event.exception();
      throw new CellFailed(String.valueOf(thrown), source, thrown);
    }
    Snippet snippet = event.snippet();
    if (event.status() == Snippet.Status.REJECTED
        || event.status() == Snippet.Status.RECOVERABLE_NOT_DEFINED) {
      String message =
          shell
              .diagnostics(snippet)
              .filter(Diag::isError)
              .map(d -> d.getMessage(Locale.ENGLISH))
              .distinct()
              .collect(Collectors.joining("\n"));
      throw new CellFailed(
          message.isEmpty() ? "it names what is not there" : message, source, null);
    }
    return switch (snippet.subKind()) {
      case VAR_VALUE_SUBKIND, OTHER_EXPRESSION_SUBKIND, TEMP_VAR_EXPRESSION_SUBKIND ->
          control.value;
      default -> null;
    };
  }

  /** Interrupts the cell that runs. */
  void interrupt() {
    control.stop();
  }

  SourceCodeAnalysis analysis() {
    return analysis;
  }

  @Override
  public void close() {
    shell.close();
  }
}

package io.sluice.learn;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.sluice.learn.Session.CellFailed;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import jdk.jshell.SourceCodeAnalysis;
import org.apache.spark.sql.SparkSession;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.kernel.LanguageInfo;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/** The kernel of Jupyter: a thin front of the same session that runs a lesson elsewhere. */
public final class Kernel extends BaseKernel {

  private final Session session = new Session();

  private Kernel() {
    Lab.showTo(shown -> display(data(shown)));
  }

  private static DisplayData data(Shown shown) {
    DisplayData data = new DisplayData();
    data.putData("text/html", shown.html());
    data.putData("text/plain", shown.text());
    return data;
  }

  @Override
  public DisplayData eval(String code) throws Exception {
    Object value = session.eval(code);
    return value == null ? null : data(Shown.of(value));
  }

  @Override
  public LanguageInfo getLanguageInfo() {
    return new LanguageInfo.Builder("java")
        .version(Runtime.version().toString())
        .mimetype("text/x-java-source")
        .fileExtension(".jshell")
        .pygments("java")
        .codemirror("java")
        .build();
  }

  @Override
  public List<String> formatError(Exception e) {
    return e instanceof CellFailed failed ? failed.lines() : List.of(String.valueOf(e));
  }

  @Override
  public ReplacementOptions complete(String code, int at) {
    int[] anchor = new int[1];
    List<String> names =
        session.analysis().completionSuggestions(code, at, anchor).stream()
            .sorted(Comparator.comparing(s -> !s.matchesType()))
            .map(SourceCodeAnalysis.Suggestion::continuation)
            .distinct()
            .toList();
    return names.isEmpty() ? null : new ReplacementOptions(names, anchor[0], at);
  }

  @Override
  public String isComplete(String code) {
    return switch (session.analysis().analyzeCompletion(code).completeness()) {
      case COMPLETE, COMPLETE_WITH_SEMI, EMPTY -> IS_COMPLETE_YES;
      case UNKNOWN -> IS_COMPLETE_BAD;
      default -> "";
    };
  }

  /** Ends Spark's jobs; a loop of the cell's own that never waits goes on. */
  @Override
  public void interrupt() {
    session.interrupt();
    if (SparkSession.getDefaultSession().isDefined()) {
      SparkSession.getDefaultSession().get().sparkContext().cancelAllJobs();
    }
  }

  @Override
  public void onShutdown(boolean isRestarting) {
    session.close();
  }

  /** Started by Jupyter, with the file that says how to talk to it. */
  public static void main(String[] args) throws Exception {
    Logger.getLogger("").setLevel(Level.WARNING); // else each message of the protocol is logged
    String properties = Files.readString(Path.of(args[0]));
    JupyterConnection connection =
        new JupyterConnection(KernelConnectionProperties.parse(properties));
    Exercise.listen(Desk.ofUser()::keep);
    new Kernel().becomeHandlerForConnection(connection);
    connection.connect();
    connection.waitUntilClose();
    System.exit(0);
  }

  /** Tells Jupyter of the kernel, for this user: the JVM, flags and class path of this process. */
  static Path install(Path jupyter) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(
            flag -> flag.startsWith("--add-") || flag.startsWith("-D") || flag.startsWith("-Xm"))
        .forEach(command::add);
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            Kernel.class.getName(),
            "{connection_file}"));
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("argv", command);
    spec.put("display_name", "Java 17 with Sluice");
    spec.put("language", "java");
    spec.put("interrupt_mode", "message");
    spec.put("env", Map.of("SPARK_LOCAL_IP", "127.0.0.1"));
    Path folder = Files.createDirectories(jupyter.resolve("kernels").resolve(Lesson.KERNEL));
    Files.writeString(
        folder.resolve("kernel.json"),
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(spec));
    return folder;
  }
}

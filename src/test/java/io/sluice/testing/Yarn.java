package io.sluice.testing;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A cluster of YARN on this machine, and spark-submit to it, with the jar as it is shipped. */
public final class Yarn implements AutoCloseable {

  /** One compiler: these processes are short-lived. */
  private static final String QUICK = "-XX:TieredStopAtLevel=1";

  private static final Path LIB = Path.of("target/sluice/lib").toAbsolutePath();
  private static final Path HADOOP = Path.of("target/yarn").toAbsolutePath();
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  private final Path folder;
  private final Path settings;
  private final Process server;

  /** Starts it; its files lie in the folder. */
  public Yarn(Path folder) throws IOException, InterruptedException {
    this.folder = folder;
    this.settings = Files.createDirectories(folder.resolve("conf"));
    Files.createSymbolicLink(folder.resolve("jars"), LIB);
    List<String> command =
        List.of(
            JAVA,
            "-Xmx768m",
            QUICK,
            "@" + Path.of("conf/jvm-opens").toAbsolutePath(),
            "-cp",
            jars(HADOOP, "") + File.pathSeparator + jars(LIB, "hadoop-client-"),
            Path.of("src/test/yarn/MiniYarn.java").toAbsolutePath().toString(),
            settings.toString());
    ProcessBuilder builder = process(command, "yarn.log");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    this.server = builder.start();
    long until = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (!Files.exists(settings.resolve("core-site.xml"))) {
      if (!server.isAlive() || System.nanoTime() > until) {
        throw new IllegalStateException(Files.readString(folder.resolve("yarn.log")));
      }
      Thread.sleep(200);
    }
  }

  private static String jars(Path folder, String prefix) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(f -> f.getFileName().toString().startsWith(prefix))
          .map(Path::toString)
          .sorted()
          .reduce((a, b) -> a + File.pathSeparator + b)
          .orElseThrow();
    }
  }

  /**
   * Submits in cluster mode: the driver runs in a container.
   *
   * @param attempts how often YARN starts the driver
   * @param arguments of our main class
   */
  public Process submit(int attempts, String... arguments) throws IOException {
    String opens = Files.readString(Path.of("conf/jvm-opens")).strip().replace('\n', ' ');
    String log = "-Dlog4j2.configurationFile=" + Path.of("conf/log4j2-emr.properties").toUri();
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of(JAVA, "-Xmx512m", QUICK, "@" + Path.of("conf/jvm-opens").toAbsolutePath(), log));
    command.addAll(
        List.of(
            "-cp",
            settings
                + File.pathSeparator
                + LIB
                + "/*"
                + File.pathSeparator
                + HADOOP.resolveSibling("yarn-spark")
                + "/*",
            "org.apache.spark.deploy.SparkSubmit",
            "--master",
            "yarn",
            "--deploy-mode",
            "cluster",
            "--class",
            "io.sluice.Main",
            "--driver-memory",
            "1g",
            "--executor-memory",
            "1g",
            "--num-executors",
            "2"));
    Stream.of(
            "spark.driver.extraJavaOptions=" + opens + " " + QUICK + " " + log,
            "spark.executor.extraJavaOptions=" + QUICK + " " + log,
            "spark.yarn.jars=local:"
                + LIB
                + "/*,local:"
                + HADOOP.resolveSibling("yarn-spark")
                + "/*",
            "spark.yarn.stagingDir=" + folder.toUri(),
            "spark.yarn.maxAppAttempts=" + attempts,
            "spark.yarn.report.interval=200ms",
            "spark.sql.shuffle.partitions=2",
            "spark.ui.enabled=false")
        .forEach(setting -> command.addAll(List.of("--conf", setting)));
    try (Stream<Path> jar = Files.list(Path.of("target"))) {
      command.add(
          jar.filter(f -> f.getFileName().toString().startsWith("sluice-"))
              .filter(f -> f.toString().endsWith(".jar"))
              .findFirst()
              .orElseThrow()
              .toAbsolutePath()
              .toString());
    }
    command.addAll(List.of(arguments));
    return process(command, "submit.log").start();
  }

  private ProcessBuilder process(List<String> command, String log) {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(log).toFile());
    builder.environment().put("SPARK_HOME", folder.toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.12");
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    builder.environment().put("HADOOP_CONF_DIR", settings.toString());
    return builder;
  }

  /** What spark-submit said of the application. */
  public String said() throws IOException {
    return Files.readString(folder.resolve("submit.log"));
  }

  /** What containers wrote to this stream, stdout or stderr. */
  public String written(String stream) throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder.resolve("target"))) {
      for (Path file : files.filter(f -> f.endsWith(stream)).sorted().toList()) {
        all.append(Files.readString(file));
      }
    }
    return all.toString();
  }

  /** Kills, as by -9, the first process of this main class that runs in a container here. */
  public void kill(String mainClass) throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (System.nanoTime() < until) {
      Optional<ProcessHandle> found =
          ProcessHandle.allProcesses()
              .filter(p -> p.info().command().filter(c -> c.endsWith("/java")).isPresent())
              .filter(p -> commandLine(p).contains(mainClass))
              .filter(p -> commandLine(p).contains(folder.toString()))
              .findFirst();
      if (found.isPresent()) {
        found.get().destroyForcibly();
        return;
      }
      Thread.sleep(50);
    }
    throw new IllegalStateException("no " + mainClass);
  }

  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
    } catch (IOException e) {
      return ""; // it has ended
    }
  }

  @Override
  public void close() {
    server.destroyForcibly().onExit().join();
    ProcessHandle.allProcesses()
        .filter(p -> commandLine(p).contains(folder.toString()))
        .forEach(ProcessHandle::destroyForcibly);
  }
}

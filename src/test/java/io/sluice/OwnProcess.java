package io.sluice;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a command in a process of its own, from the tests' class path. */
final class OwnProcess {

  private OwnProcess() {}

  /**
   * The process, not started yet.
   *
   * @param console where all that it prints goes
   * @param flags of the JVM, beside those that Spark needs
   * @param arguments the command
   */
  static ProcessBuilder of(Path console, List<String> flags, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@conf/jvm-opens");
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.sluice.Main"));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(console.toFile());
  }
}

package io.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs a command in this process, in the tests' session, and keeps what it prints. */
record Commands(int exitCode, String out, String err) {

  /** Runs a job of this text, whose outputs lie in the folder; it must have nothing to say. */
  static Commands job(Path folder, String text) throws IOException {
    Path job = folder.resolve("job.yaml");
    Files.writeString(job, text);
    Commands run = run("run", job.toString(), "--out", folder.toString());
    assertThat(run.err).isEmpty();
    return run;
  }

  static Commands run(String... arguments) {
    io.sluice.testing.LocalSpark.SPARK.catalog();
    PrintStream before = System.out;
    ByteArrayOutputStream console = new ByteArrayOutputStream();
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    System.setOut(new PrintStream(console, true, StandardCharsets.UTF_8));
    try {
      int code =
          Main.command(new PrintWriter(out, true), new PrintWriter(err, true)).execute(arguments);
      return new Commands(code, console.toString(StandardCharsets.UTF_8) + out, err.toString());
    } finally {
      System.setOut(before);
    }
  }
}

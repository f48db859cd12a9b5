package io.sluice;

import io.sluice.sample.TicketSample;
import io.sluice.sample.TicketSample.Existing;
import io.sluice.sample.TicketSample.Packing;
import io.sluice.stage.Nearest;
import io.sluice.stage.ProblemException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes data to try things on. */
@Command(
    name = "sample",
    description = {
      "Writes made-up data to try things on, with a truth table that says what is wrong in it.",
      "tickets: support tickets of a streaming service."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "1:failed", "2:the command is wrong, or the files are there already"})
final class SampleCommand implements Callable<Integer> {

  private static final List<String> NAMES = List.of("tickets");

  @Parameters(index = "0", paramLabel = "NAME", description = "Which data: tickets.")
  private String name;

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "10000",
      description = "How many rows. Default: ${DEFAULT-VALUE}.")
  private long rows;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "7",
      description = "A whole number; the same one gives the same bytes. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--out",
      paramLabel = "PATH",
      required = true,
      description = "A folder on this machine, made where there is none.")
  private String out;

  @Option(names = "--gzip", description = "Writes .jsonl.gz instead of .jsonl.")
  private boolean gzip;

  @Option(names = "--overwrite", description = "Replaces the files of an earlier call.")
  private boolean overwrite;

  @SuppressWarnings("UnusedVariable") // Failures looks for it among the arguments
  @Option(names = "--verbose", description = "Shows the stack trace of a failure.")
  private boolean verbose;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    check();
    long begin = System.nanoTime();
    List<Path> files =
        new TicketSample(rows, seed)
            .write(
                Path.of(out),
                gzip ? Packing.GZIP : Packing.PLAIN,
                overwrite ? Existing.REPLACE : Existing.KEEP);
    PrintWriter console = spec.commandLine().getOut();
    for (Path file : files) {
      console.printf(Locale.ROOT, "%,15d bytes  %s%n", Files.size(file), file);
    }
    console.printf(Locale.ROOT, "%,d rows in %.1f s%n", rows, (System.nanoTime() - begin) / 1e9);
    return 0;
  }

  private void check() {
    if (!NAMES.contains(name)) {
      throw ProblemException.inJob(
          "sample",
          "'" + name + "' is not one of " + Nearest.list(NAMES) + "." + Nearest.hint(name, NAMES));
    }
    if (rows < 1) {
      throw ProblemException.inJob(
          "--rows", rows + " is not a number of rows; allowed: 1 or more.");
    }
    if (out.contains("://")) {
      throw ProblemException.inJob(
          "--out", "'" + out + "' is not a folder on this machine. Name one, then copy the files.");
    }
  }
}

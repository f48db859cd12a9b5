package io.sluice;

import io.sluice.job.Audit;
import io.sluice.job.Console;
import io.sluice.job.Environments;
import io.sluice.job.Job;
import io.sluice.job.Json;
import io.sluice.job.Runner;
import io.sluice.job.Sessions;
import io.sluice.job.Walk;
import io.sluice.result.Run;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.hadoop.util.ShutdownHookManager;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a job. */
@Command(
    name = "run",
    description = "Runs a job: checks it whole, then its sections, then writes the report.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:failed",
      "2:the job file or the command is wrong",
      "3:a data check failed"
    })
final class RunCommand implements Callable<Integer> {

  /** Before Spark's own, which stops the session at priority 50. */
  private static final int BEFORE_SPARK = 60;

  /** As of a process that a signal ended. */
  private static final int STOPPED = 143;

  private static final class Voices {
    @Option(names = "--quiet", description = "Says nothing but what went wrong.")
    private boolean quiet;

    @Option(names = "--json", description = "Prints what run.json holds, and nothing else.")
    private boolean json;
  }

  @Mixin private JobOptions options;

  @Option(
      names = "--audit",
      description =
          "Also keeps every row that cleaning drops, with the reason, and every value that it"
              + " changes, in OUT/JOB/audit; of sql, the rows that its result lacks and those new"
              + " in it.")
  private boolean audit;

  @Option(
      names = "--resume",
      description =
          "Goes on where an earlier run of the job has ended: cleaned rows, trials and model are"
              + " taken as it left them, if what they depend on is as it was. A run with it keeps"
              + " them in OUT/JOB/.resume until it is through; of trials every run does.")
  private boolean resume;

  @Option(
      names = "--status",
      paramLabel = "FILE",
      description =
          "Where a JSON says how the run goes and ended, on any Hadoop file system. Default:"
              + " OUT/JOB/status.json.")
  private String statusFile;

  @ArgGroup private Voices voices = new Voices();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Optional<Status> status = Optional.ofNullable(statusFile).map(Status::new);
    try {
      Job job = options.job();
      Status its = status.orElseGet(() -> new Status(job.out() + "/status.json"));
      status = Optional.of(its);
      its.begin(options.file());
      run(job, its);
      its.end(0, List.of());
      return 0;
    } catch (Exception e) { // Spark throws checked ones without declaring them
      status.ifPresent(its -> its.failed(e));
      throw e;
    }
  }

  private void run(Job job, Status status) throws Exception {
    Console console =
        new Console(new PrintStream(System.out, true, StandardCharsets.UTF_8), voice());
    console.line("sluice " + Environments.version() + ", " + options.file());
    console.begin("start");
    Logs logs = Logs.of(job);
    try (logs;
        Sessions.Lease lease = Sessions.lease(job.name());
        Runner runner =
            new Runner(job, lease.spark(), console, audit ? Audit.ALL : Audit.USUAL, resume)) {
      Runnable stop = () -> stop(runner, console, status);
      ShutdownHookManager.get().addShutdownHook(stop, BEFORE_SPARK);
      try {
        List<Walk.Stop> stops = Walk.through(job, lease.spark());
        if (options.isVerbose()) {
          stops.forEach(s -> console.line("  " + s.where() + "  " + s.what()));
        }
        say(runner.run(), job, console);
      } catch (Exception e) {
        e.addSuppressed(new Written(runner.published()));
        throw e;
      } finally {
        console.clear();
        ShutdownHookManager.get().removeShutdownHook(stop);
      }
    }
  }

  private Console.Voice voice() {
    if (voices.quiet || voices.json) {
      return Console.Voice.QUIET;
    }
    boolean colours = CommandLine.Help.Ansi.AUTO.enabled();
    return colours ? Console.Voice.TERMINAL : Console.Voice.PLAIN;
  }

  private void say(Run run, Job job, Console console) {
    if (voices.json) {
      spec.commandLine().getOut().print(Json.write(run));
      spec.commandLine().getOut().flush();
    }
    run.outputs().stream()
        .filter(o -> o.rows() < 0 && !o.kind().equals("summary"))
        .forEach(o -> console.pair(o.kind(), o.path()));
    if (System.getProperty("sluice.home") != null) {
      console.pair("log", job.out() + "/spark.log");
    }
    console.line(String.format(Locale.ROOT, "done in %.1f s", run.seconds()));
  }

  /** Ctrl-C or kill -TERM. */
  private static void stop(Runner runner, Console console, Status status) {
    console.clear();
    runner.stop();
    String said = "stopped. " + new Written(runner.published()).getMessage();
    System.err.println(said);
    status.end(STOPPED, List.of(said));
  }

  /** The last line of a failure. */
  private static final class Written extends Exception {
    Written(List<String> published) {
      super(
          published.isEmpty()
              ? "Nothing was written; earlier outputs are as they were."
              : "Written before: " + String.join(", ", published) + ".");
    }
  }
}

package io.sluice;

import io.sluice.job.Sessions;
import io.sluice.read.Increments;
import io.sluice.read.Increments.Increment;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what incremental runs have read, and lets them read it again. */
@Command(
    name = "state",
    description = "Shows what incremental runs have read; pauses them, or lets them read it again.",
    mixinStandardHelpOptions = true)
final class StateCommand implements Callable<Integer> {

  /** One change at a time. */
  private static final class Change {
    @Option(
        names = "--rewind",
        paramLabel = "RUN",
        description = "Forgets the runs after this one, so that the next reads their files again.")
    private Long rewind;

    @Option(names = "--reset", description = "Forgets all runs.")
    private boolean reset;

    @Option(names = "--pause", description = "From now on runs read nothing.")
    private boolean pause;

    @Option(names = "--continue", description = "Ends a pause.")
    private boolean goOn;
  }

  @Parameters(index = "0", paramLabel = "FOLDER", description = "incremental's state of a job.")
  private String folder;

  @ArgGroup private Change change;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Increments state = new Increments(folder, Sessions.hadoop());
    if (change != null) {
      apply(state);
    }
    PrintWriter out = spec.commandLine().getOut();
    List<Increment> done = state.done();
    done.forEach(i -> out.println(line(i, "read")));
    state.pending().ifPresent(i -> out.println(line(i, "not finished: the next run reads them")));
    if (done.isEmpty() && state.pending().isEmpty()) {
      out.println("nothing has been read");
    }
    if (state.isPaused()) {
      out.println("paused");
    }
    return 0;
  }

  private void apply(Increments state) {
    if (change.rewind != null) {
      state.rewind(change.rewind);
    } else if (change.reset) {
      state.rewind(0);
    } else if (change.pause || change.goOn) {
      state.pause(change.pause);
    }
  }

  private static String line(Increment increment, String what) {
    String read =
        increment.upTo() == null
            ? "%,d files".formatted(increment.files().size())
            : "rows up to " + increment.upTo();
    return "run %,d  %s  %s  %s".formatted(increment.run(), increment.time(), read, what);
  }
}

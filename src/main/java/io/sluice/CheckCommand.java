package io.sluice;

import io.sluice.job.Job;
import io.sluice.job.Plan;
import io.sluice.job.Sessions;
import io.sluice.job.Walk;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Checks a job without reading a row. */
@Command(
    name = "check",
    description = "Names every mistake of a job at once, or shows what it will do; reads no row.",
    mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {

  @Mixin private JobOptions options;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Job job = options.job();
    try (Sessions.Lease lease = Sessions.lease(job.name())) {
      Plan.lines(job, Walk.through(job, lease.spark()))
          .forEach(spec.commandLine().getOut()::println);
    }
    return 0;
  }
}

package io.sluice;

import io.sluice.job.Sessions;
import io.sluice.job.Suggestions;
import io.sluice.read.Source;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Proposes the rules of a check. */
@Command(
    name = "suggest",
    description = "Prints the rules that a table keeps, as a step check to paste into a job.",
    mixinStandardHelpOptions = true)
final class SuggestCommand implements Callable<Integer> {

  @Mixin private TableOptions table;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Source source = table.source();
    try (Sessions.Lease lease = Sessions.lease("suggest")) {
      Suggestions.of(source, lease.spark()).forEach(spec.commandLine().getOut()::println);
    }
    return 0;
  }
}

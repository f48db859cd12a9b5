package io.sluice;

import io.sluice.job.Catalogue;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the catalogue of steps. */
@Command(
    name = "steps",
    description = "Lists the steps that a job can use, or shows one with its settings.",
    mixinStandardHelpOptions = true)
final class StepsCommand implements Callable<Integer> {

  @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "A step or section.")
  private String name;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    List<String> lines = name == null ? Catalogue.all() : Catalogue.one(name);
    lines.forEach(spec.commandLine().getOut()::println);
    return 0;
  }
}

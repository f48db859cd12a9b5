package io.sluice;

import io.sluice.job.Environments;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.apache.spark.SparkUserAppException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The commands. */
@Command(
    name = "sluice",
    description = "Runs machine learning jobs on Apache Spark, one YAML file a job.",
    subcommands = {
      RunCommand.class,
      CheckCommand.class,
      StepsCommand.class,
      ProfileCommand.class,
      SuggestCommand.class,
      SampleCommand.class,
      StateCommand.class,
      EmrCommand.class,
      LearnCommand.class
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
public final class Main implements Callable<Integer> {

  static final int WRONG_COMMAND = 2;

  @Spec private CommandSpec spec;

  /** Runs a command; does not return where it fails, so that whoever started it sees the code. */
  public static void main(String[] args) throws SparkUserAppException {
    int code =
        command(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8))
            .execute(args);
    if (code == 0) {
      return; // YARN takes any System.exit of a driver for a failure, 0 too
    }
    if (isContainerOfYarn()) {
      throw new SparkUserAppException(code); // with System.exit YARN would not know which
    }
    System.exit(code);
  }

  private static boolean isContainerOfYarn() {
    return "yarn".equals(System.getProperty("spark.master"))
        && "cluster".equals(System.getProperty("spark.submit.deployMode"));
  }

  /** The command line, printing to these. */
  static CommandLine command(PrintWriter out, PrintWriter err) {
    return new CommandLine(new Main())
        .setOut(out)
        .setErr(err)
        .setExecutionExceptionHandler(new Failures())
        .setUsageHelpAutoWidth(true);
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return WRONG_COMMAND;
  }

  /** Says which Sluice this is. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"sluice " + Environments.version()};
    }
  }
}

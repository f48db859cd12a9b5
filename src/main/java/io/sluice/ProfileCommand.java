package io.sluice;

import io.sluice.job.Json;
import io.sluice.job.Profiling;
import io.sluice.job.Sessions;
import io.sluice.read.Source;
import io.sluice.report.ProfilePage;
import io.sluice.report.ProfileText;
import io.sluice.result.Profile;
import io.sluice.stage.ProblemException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what a table holds. */
@Command(
    name = "profile",
    description = "Shows what the columns of a table hold, and what of them deserves a look.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:failed",
      "2:the command is wrong, or there is no such table",
      "3:the table cannot be read"
    })
final class ProfileCommand implements Callable<Integer> {

  @Mixin private TableOptions table;

  @Option(
      names = "--by",
      paramLabel = "COLUMN",
      description = "Looks at the columns of numbers by the values of this one, too.")
  private String by;

  @Option(
      names = "--against",
      paramLabel = "TABLE",
      description = "An earlier table to compare with; stored as TABLE is, if --format is given.")
  private String against;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Writes a page with pictures, on this machine.")
  private Path html;

  @Option(names = "--json", paramLabel = "FILE", description = "Writes all of it as JSON, here.")
  private Path json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    requireFolder("--html", html);
    requireFolder("--json", json);
    Source source = table.source();
    Optional<Source> earlier = Optional.ofNullable(against).map(table::source);
    Profile profile;
    try (Sessions.Lease lease = Sessions.lease("profile")) {
      profile = Profiling.of(source, Optional.ofNullable(by), earlier, lease.spark());
    }
    PrintWriter out = spec.commandLine().getOut();
    ProfileText.lines(profile).forEach(out::println);
    if (html != null) {
      Files.writeString(html, ProfilePage.html(profile));
      out.println("page  " + html);
    }
    if (json != null) {
      Files.writeString(json, Json.write(profile));
      out.println("json  " + json);
    }
    return 0;
  }

  /** Before the work, so that it is not lost. */
  private static void requireFolder(String option, Path file) {
    Path folder = file == null ? null : file.toAbsolutePath().getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      throw ProblemException.inJob(option, "there is no folder '%s'. Make it.".formatted(folder));
    }
    if (file != null && Files.isDirectory(file)) {
      throw ProblemException.inJob(option, "'%s' is a folder. Name a file.".formatted(file));
    }
  }
}

package io.sluice;

import io.sluice.job.Job;
import io.sluice.job.JobReader;
import io.sluice.job.Sessions;
import io.sluice.stage.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which job, and with which variables. */
final class JobOptions {

  @Parameters(
      index = "0",
      paramLabel = "JOB",
      description = "The job file, on this machine or any Hadoop file system.")
  private String file;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "Gives ${NAME} in the job file a value; may be given several times.")
  private final Map<String, String> set = new LinkedHashMap<>();

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "Where the outputs go, each job's in a folder of its name. Default: out.")
  private String out;

  @Option(names = "--verbose", description = "Says more, and the stack trace of a failure.")
  private boolean verbose;

  boolean isVerbose() {
    return verbose;
  }

  String file() {
    return file;
  }

  Map<String, String> set() {
    return set;
  }

  /** The folder of outputs that was given. */
  Optional<String> out() {
    return Optional.ofNullable(out);
  }

  /** Reads the job file; fails with all of its problems. */
  Job job() {
    return new JobReader(file, out().orElse("out"), set).read(text());
  }

  /** Where the job file will lie, if it lies on this machine and is to be copied there. */
  String file(String folder) {
    Path path = new Path(file);
    return path.toUri().getScheme() == null ? folder + "/" + path.getName() : file;
  }

  /** Reads the job file as if it and its data lay in this folder, and its outputs in the other. */
  Job job(String folder, String outputs) {
    Map<String, String> there = new LinkedHashMap<>(set);
    there.putIfAbsent("data", folder + "/data");
    return new JobReader(file, outputs, there).read(text());
  }

  private String text() {
    try {
      Path path = new Path(file);
      try (InputStream in = path.getFileSystem(Sessions.hadoop()).open(path)) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
    } catch (IOException | IllegalArgumentException e) {
      throw ProblemException.inJob(file, "cannot be read: " + e.getMessage());
    }
  }
}

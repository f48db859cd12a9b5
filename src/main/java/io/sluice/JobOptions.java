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
      defaultValue = "out",
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

  /** Reads the job file; fails with all of its problems. */
  Job job() {
    return new JobReader(file, out, set).read(text());
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

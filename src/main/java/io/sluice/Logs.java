package io.sluice;

import io.sluice.job.Job;
import io.sluice.job.Sessions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.logging.log4j.core.config.Configurator;

/**
 * Sends Spark's log to {@code out/<job>/spark.log} where bin/sluice started this process; a
 * cluster's logging is left as it is. A log for another file system is written here first.
 */
final class Logs implements AutoCloseable {

  /** Set by bin/sluice. */
  private static final String HOME = "sluice.home";

  /** Read by conf/log4j2-local.properties. */
  private static final String FILE = "sluice.log";

  private final Optional<java.nio.file.Path> local;
  private final Path place;

  private Logs(Optional<java.nio.file.Path> local, Path place) {
    this.local = local;
    this.place = place;
  }

  static Logs of(Job job) {
    Path place = new Path(job.out(), "spark.log");
    if (System.getProperty(HOME) == null) {
      return new Logs(Optional.empty(), place);
    }
    try {
      FileSystem fs = place.getFileSystem(Sessions.hadoop());
      boolean here = fs instanceof LocalFileSystem;
      java.nio.file.Path file =
          here
              ? ((LocalFileSystem) fs).pathToFile(place).toPath()
              : Files.createTempFile("sluice-", ".log");
      System.setProperty(FILE, file.toString());
      Configurator.reconfigure();
      return new Logs(here ? Optional.empty() : Optional.of(file), place);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    if (local.isPresent()) {
      try {
        FileSystem fs = place.getFileSystem(Sessions.hadoop());
        fs.copyFromLocalFile(true, true, new Path(local.get().toUri()), place);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}

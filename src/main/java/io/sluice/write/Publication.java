package io.sluice.write;

import io.sluice.stage.ProblemException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;

/**
 * All that a run writes, made ready beside its place and put there at the end: whoever looks finds
 * the old result or the new one, never half of one.
 *
 * <p>A folder is swapped by two renames: the old one steps aside as {@code .NAME.previous}, the new
 * one takes its place. A process killed between the two leaves the old one whole under that name,
 * and {@link #recover} puts it back. An object store copies each file where it renames: there the
 * old folder is deleted and the new one moved, and whoever looks meanwhile finds less than a whole
 * one. Markers beside the folder say how far that has come, and {@link #recover} finishes it, for
 * the new folder was whole before the first of them. A file replaces its predecessor by one rename,
 * on an object store by being written. Files appended to a table are moved one by one; a marker
 * written before the first move lets {@link #recover} finish them. Delta tables have transactions
 * of their own.
 */
public final class Publication implements AutoCloseable {

  private static final String STAGING = ".staging";
  private static final String PREVIOUS = ".previous";
  private static final String DELETING = ".deleting"; // the old folder, the new one being whole
  private static final String MOVING = ".moving"; // the new one, the old one being gone
  private static final String APPENDING = "_sluice_append";

  private interface Step {
    void run() throws IOException;
  }

  private final Configuration configuration;
  private final List<Path> staged = new ArrayList<>(); // the places, not what lies beside them
  private final List<JdbcWrite> besides = new ArrayList<>(); // tables to be taken away
  private final List<Step> steps = new ArrayList<>();
  private final List<String> published = new CopyOnWriteArrayList<>();
  private boolean closed;

  public Publication(Configuration configuration) {
    this.configuration = configuration;
  }

  /** Puts right what a killed run has left at this folder. */
  public void recover(String folder) {
    Path place = new Path(folder);
    Path previous = sibling(place, PREVIOUS);
    Path staging = sibling(place, STAGING);
    io(
        () -> {
          FileSystem fs = fs(place);
          if (fs.exists(new Path(staging, APPENDING))) {
            moveFiles(fs, staging, place, Publication::isRow);
          }
          if (fs.exists(sibling(place, DELETING)) || fs.exists(sibling(place, MOVING))) {
            finish(fs, staging, place);
          }
          fs.delete(staging, true);
          if (fs.exists(previous) && !fs.exists(place)) {
            fs.rename(previous, place);
          }
          fs.delete(previous, true);
        });
  }

  /** The same of a table; a database mends itself. */
  public void recover(Target target) {
    if (!target.isJdbc()) {
      recover(target.at());
    }
  }

  /** A folder to fill, which will take the place of this one. */
  public String stage(String folder) {
    Path place = new Path(folder);
    Path staging = stagingOf(place);
    io(() -> fs(staging).mkdirs(staging));
    steps.add(
        () -> {
          swap(fs(place), staging, place);
          published.add(folder);
        });
    return staging.toString();
  }

  /** A folder to fill beside this one, which is gone when this is closed. */
  public String scratch(String folder) {
    return stagingOf(new Path(folder)).toString();
  }

  /** The size of all files in a folder. */
  public long bytes(String folder) {
    Path place = new Path(folder);
    try {
      return fs(place).getContentSummary(place).getLength();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** This folder will be gone. */
  public void remove(String folder) {
    Path place = new Path(folder);
    Path staging = stagingOf(place);
    steps.add(
        () -> {
          if (fs(place).exists(place)) {
            rename(fs(place), place, staging); // where a run that is killed here leaves it to die
            fs(staging).delete(staging, true);
          }
        });
  }

  /** Prepares a table; a delta table is written when all is published. */
  public void stage(Target target, Dataset<Row> rows) {
    requireAbsent(target);
    if (target.isMerge()) {
      target.requireKeys(rows);
    }
    if (target.isDelta()) {
      DeltaWrite write = new DeltaWrite(target, rows);
      write.requireFit();
      steps.add(
          () -> {
            write.run();
            published.add(target.at());
          });
    } else if (target.isJdbc()) {
      JdbcWrite write = new JdbcWrite(target, configuration);
      besides.add(write);
      write.stage(rows);
      steps.add(
          () -> {
            write.run(List.of(rows.schema().fieldNames()));
            besides.remove(write);
            published.add(target.at());
          });
    } else if (target.whenThere().equals("append")) {
      Path place = new Path(target.at());
      Path staging = stagingOf(place);
      target.writer(rows).save(staging.toString());
      steps.add(
          () -> {
            fs(place).create(new Path(staging, APPENDING)).close();
            moveFiles(fs(place), staging, place, Publication::isRow);
            published.add(target.at());
          });
    } else {
      target.writer(rows).mode(SaveMode.Overwrite).save(stage(target.at()));
    }
  }

  /** Fails where the table is there already and must not be. */
  public void requireAbsent(Target target) {
    if (target.whenThere().equals("error") && isThere(target)) {
      throw ProblemException.inJob(
          "mode",
          "error: there is something at '%s' already. Remove it, or use overwrite or append."
              .formatted(target.at()));
    }
  }

  private boolean isThere(Target target) {
    if (target.isJdbc()) {
      return new JdbcWrite(target, configuration).isThere();
    }
    Path place = new Path(target.at());
    try {
      return fs(place).exists(place);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts everything in its place, in the order in which it was staged. */
  public synchronized void publish() {
    if (closed) {
      throw new IllegalStateException("stopped");
    }
    for (Step step : steps) {
      io(step);
    }
    steps.clear();
  }

  /** What has been put in its place. */
  public List<String> published() {
    return List.copyOf(published);
  }

  /** Replaces a file by one of this content, at once. */
  public void replaceFile(String file, String content) {
    Path place = new Path(file);
    io(
        () -> {
          FileSystem fs = fs(place);
          Path staging = Renames.areAtomic(fs) ? sibling(place, STAGING) : place;
          fs.setWriteChecksum(false); // no .crc beside files that people look at
          try (OutputStream out = fs.create(staging, true)) {
            out.write(content.getBytes(StandardCharsets.UTF_8));
          }
          if (Renames.areAtomic(fs)) {
            Renames.replace(fs, staging, place);
          }
        });
  }

  /**
   * Removes what was made ready and not published; waits where publishing has begun. An append that
   * broke off stays beside its table, for the next run to finish.
   */
  @Override
  public synchronized void close() {
    closed = true;
    for (Path place : staged) {
      Path appending = new Path(sibling(place, STAGING), APPENDING);
      io(
          () -> {
            if (!fs(place).exists(appending)) {
              recover(place.toString());
            }
          });
    }
    besides.forEach(JdbcWrite::drop);
  }

  private Path stagingOf(Path place) {
    recover(place.toString());
    staged.add(place);
    return sibling(place, STAGING);
  }

  private static void swap(FileSystem fs, Path staging, Path place) throws IOException {
    if (!Renames.areAtomic(fs)) {
      fs.create(sibling(place, DELETING)).close();
      finish(fs, staging, place);
      return;
    }
    Path previous = sibling(place, PREVIOUS);
    if (fs.exists(place)) {
      rename(fs, place, previous);
    }
    rename(fs, staging, place);
    fs.delete(previous, true);
  }

  /** Each step may have been done already, or in part. */
  private static void finish(FileSystem fs, Path staging, Path place) throws IOException {
    Path deleting = sibling(place, DELETING);
    Path moving = sibling(place, MOVING);
    if (!fs.exists(moving)) {
      fs.delete(place, true);
      fs.create(moving).close();
    }
    moveFiles(fs, staging, place, file -> true);
    fs.delete(deleting, false);
    fs.delete(moving, false); // last: without it, the other would have the new folder deleted
  }

  /** Moves what is left in a folder, if anything is. */
  private static void moveFiles(FileSystem fs, Path from, Path to, Predicate<Path> which)
      throws IOException {
    if (!fs.exists(from)) {
      return;
    }
    RemoteIterator<LocatedFileStatus> files = fs.listFiles(from, true);
    String root = fs.makeQualified(from).toUri().getPath();
    while (files.hasNext()) {
      Path file = files.next().getPath();
      String relative = file.toUri().getPath().substring(root.length() + 1);
      if (which.test(file)) {
        Path place = new Path(to, relative);
        fs.mkdirs(place.getParent());
        if (!Renames.areAtomic(fs)) {
          fs.delete(place, false); // a copy that broke off
        }
        rename(fs, file, place);
      }
    }
    fs.delete(from, true);
  }

  private static boolean isRow(Path file) {
    return !file.getName().startsWith("_") && !file.getName().startsWith(".");
  }

  private static void rename(FileSystem fs, Path from, Path to) throws IOException {
    if (!fs.rename(from, to)) {
      throw new IOException("cannot rename " + from + " to " + to);
    }
  }

  private static Path sibling(Path place, String suffix) {
    return new Path(place.getParent(), "." + place.getName() + suffix);
  }

  private FileSystem fs(Path path) throws IOException {
    return path.getFileSystem(configuration);
  }

  private static void io(Step step) {
    try {
      step.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.sluice.read;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.stage.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Which files of a table have been read by which run, so that a run reads only those that are new:
 * a folder with a file of JSON for each run. A run says what it has read before it publishes
 * anything ({@code run-000007.pending}) and that it has published after all of it ({@code
 * run-000007.json}). One that dies between leaves the first, and the next run reads those files and
 * no others, under the same number, by which a table of delta knows rows that it has already.
 *
 * <p>A run that is forgotten ({@code run-000007.forgotten}) leaves its number unused, so that delta
 * does not take its rows for known when they are read again.
 *
 * <p>Rows of a database are told apart by a key that grows: a run reads those above the largest of
 * the run before.
 *
 * <p>A file is known by its path. One that comes late is new, whatever its time; one that has been
 * read and has changed since is not read again. One run at a time may use a state.
 */
public final class Increments {

  private static final String RUN = "run-%06d";
  private static final String DONE = ".json";
  private static final String PENDING = ".pending";
  private static final String FORGOTTEN = ".forgotten";
  private static final String PAUSED = "paused";
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * What a run has read: files, or the rows of a table of a database whose key lies in a range.
   *
   * @param after the key that rows lie above; null where there is none before them
   * @param upTo the largest key of them; null where files were read
   */
  public record Increment(long run, String time, List<String> files, String after, String upTo) {

    public Increment {
      files = List.copyOf(files);
    }

    boolean isNothing() {
      return files.isEmpty() && upTo == null;
    }
  }

  private static final Increment NOTHING = new Increment(0, "", List.of(), null, null);

  private final Path folder;
  private final FileSystem fs;

  public Increments(String folder, Configuration hadoop) {
    this.folder = new Path(folder);
    try {
      this.fs = this.folder.getFileSystem(hadoop);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the runs have read, in their order; those that are finished. */
  public List<Increment> done() {
    return all(DONE);
  }

  /** What a run was about to publish that did not say that it had. */
  public Optional<Increment> pending() {
    return pending(done());
  }

  private Optional<Increment> pending(List<Increment> done) {
    List<Long> runs = done.stream().map(Increment::run).toList();
    return all(PENDING).stream().filter(i -> !runs.contains(i.run)).findFirst();
  }

  /** Whether runs are to read nothing for now. */
  public boolean isPaused() {
    return io(() -> fs.exists(new Path(folder, PAUSED)));
  }

  /** What a run has to read of the files that there are. */
  Increment next(List<String> found) {
    return next(
        done -> {
          Set<String> known = new HashSet<>();
          done.forEach(i -> known.addAll(i.files));
          List<String> fresh =
              found.stream().filter(file -> !known.contains(file)).sorted().toList();
          return new Increment(number(done), now(), fresh, null, null);
        });
  }

  /**
   * What a run has to read of rows whose key grows.
   *
   * @param largest the largest key that there is, if there is any row
   */
  Increment nextKeys(Supplier<Optional<String>> largest) {
    return next(
        done -> {
          String after = done.isEmpty() ? null : done.get(done.size() - 1).upTo;
          return largest
              .get()
              .filter(key -> !key.equals(after))
              .map(key -> new Increment(number(done), now(), List.of(), after, key))
              .orElse(NOTHING);
        });
  }

  /** What a run that died was about to publish comes first. */
  private Increment next(Function<List<Increment>, Increment> fresh) {
    if (isPaused()) {
      return NOTHING;
    }
    List<Increment> done = done();
    return pending(done).orElseGet(() -> fresh.apply(done));
  }

  private long number(List<Increment> done) {
    return 1
        + Stream.concat(done.stream(), all(FORGOTTEN).stream())
            .mapToLong(Increment::run)
            .max()
            .orElse(0);
  }

  /** Says what a run has read, before it publishes anything. */
  void prepare(Increment increment) {
    write(file(increment.run, PENDING), increment);
  }

  /** Says that a run has published all. */
  void commit(Increment increment) {
    write(file(increment.run, DONE), increment);
    delete(file(increment.run, PENDING));
  }

  /** Forgets the runs after this one, 0 for all, so that the next one reads their files again. */
  public void rewind(long run) {
    if (run != 0 && done().stream().noneMatch(i -> i.run == run)) {
      throw ProblemException.inJob("there is no run %,d in '%s'.".formatted(run, folder));
    }
    pending().ifPresent(i -> forget(i, PENDING));
    List<Increment> later = new ArrayList<>(done());
    later.sort(Comparator.comparingLong(Increment::run).reversed()); // no gap if this dies
    later.stream().filter(i -> i.run > run).forEach(i -> forget(i, DONE));
  }

  private void forget(Increment increment, String ending) {
    write(file(increment.run, FORGOTTEN), increment);
    delete(file(increment.run, ending));
  }

  /** From now on runs read nothing, or go on. */
  public void pause(boolean is) {
    Path mark = new Path(folder, PAUSED);
    if (is) {
      io(
          () -> {
            fs.create(mark, true).close();
            return null;
          });
    } else {
      delete(mark);
    }
  }

  /** The files below a path or glob that are not hidden. */
  static List<String> files(FileSystem fs, Path path) throws IOException {
    List<String> files = new ArrayList<>();
    FileStatus[] found = fs.globStatus(path);
    for (FileStatus each : found == null ? new FileStatus[0] : found) {
      var below = fs.listFiles(each.getPath(), true);
      while (below.hasNext()) {
        String file = below.next().getPath().toString();
        String inside = file.substring(each.getPath().toString().length());
        if (!inside.contains("/_") && !inside.contains("/.")) {
          files.add(file);
        }
      }
    }
    return files;
  }

  private List<Increment> all(String ending) {
    return io(
        () -> {
          List<Increment> all = new ArrayList<>();
          if (fs.exists(folder)) {
            for (FileStatus file : fs.listStatus(folder)) {
              if (file.getPath().getName().endsWith(ending)) {
                all.add(read(file.getPath()));
              }
            }
          }
          all.sort(Comparator.comparingLong(Increment::run));
          return all;
        });
  }

  private Increment read(Path file) throws IOException {
    try (InputStream in = fs.open(file)) {
      return JSON.readValue(in, Increment.class);
    } catch (JsonProcessingException e) {
      throw ProblemException.inData(
          "'%s' is not what a run has written: %s".formatted(file, e.getOriginalMessage()));
    }
  }

  /** Under another name first, for whoever looks finds all of it or none. */
  private void write(Path file, Increment increment) {
    io(
        () -> {
          Path beside = new Path(folder, "." + file.getName());
          try (OutputStream out = fs.create(beside, true)) {
            out.write(JSON.writeValueAsString(increment).getBytes(StandardCharsets.UTF_8));
          }
          fs.delete(file, false);
          if (!fs.rename(beside, file)) {
            throw new IOException("cannot rename " + beside + " to " + file);
          }
          return null;
        });
  }

  private void delete(Path file) {
    io(() -> fs.delete(file, false));
  }

  private Path file(long run, String ending) {
    return new Path(folder, RUN.formatted(run) + ending);
  }

  private static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private interface Work<T> {
    T done() throws IOException;
  }

  private static <T> T io(Work<T> work) {
    try {
      return work.done();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

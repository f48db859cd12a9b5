package io.sluice.tune;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.result.Run;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The trials of a search, a small file each as soon as one is done, so that a run that is killed
 * loses no more than those under way. They belong to a search of a certain {@code identity}: what
 * was tried with other settings or on other rows is forgotten.
 */
public final class TrialLog {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String IDENTITY = "search";
  private static final String SUFFIX = ".json";

  private final FileSystem fs;
  private final Path folder;
  private final Map<Integer, Run.Trial> known = new TreeMap<>();

  private TrialLog(FileSystem fs, Path folder) {
    this.fs = fs;
    this.folder = folder;
  }

  /**
   * The log in a folder.
   *
   * @param identity what the scores depend on, as a text
   * @param resume whether to go on with what is there
   */
  public static TrialLog open(
      Configuration configuration, String folder, String identity, boolean resume) {
    try {
      Path place = new Path(folder);
      TrialLog log = new TrialLog(place.getFileSystem(configuration), place);
      log.begin(identity, resume);
      return log;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many trials an earlier run has left. */
  public int size() {
    return known.size();
  }

  /** Removes all of it, when the search is over and its result in place. */
  public void remove() {
    try {
      fs.delete(folder, true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The trial of this number, where an earlier run has made it. */
  Optional<Run.Trial> find(int number, Search.Proposal proposal) {
    return Optional.ofNullable(known.get(number))
        .filter(t -> t.settings().equals(proposal.settings()) && t.share() == proposal.share());
  }

  /** Notes a trial. */
  void keep(Run.Trial trial) {
    try {
      write("%06d%s".formatted(trial.number(), SUFFIX), JSON.writeValueAsString(trial));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void begin(String identity, boolean resume) throws IOException {
    Path its = new Path(folder, IDENTITY);
    if (!resume || !fs.exists(its) || !read(its).equals(identity)) {
      fs.delete(folder, true);
      fs.mkdirs(folder);
      write(IDENTITY, identity);
      return;
    }
    for (FileStatus file : fs.listStatus(folder)) {
      if (file.getPath().getName().endsWith(SUFFIX)) {
        Run.Trial trial = JSON.readValue(read(file.getPath()), Run.Trial.class);
        known.put(trial.number(), trial);
      }
    }
  }

  /** Under another name first, so that a file that is there is whole. */
  private void write(String name, String text) throws IOException {
    Path made = new Path(folder, "." + name);
    try (OutputStream out = fs.create(made, true)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    if (!fs.rename(made, new Path(folder, name))) {
      throw new IOException("cannot rename " + made);
    }
  }

  private String read(Path file) throws IOException {
    try (InputStream in = fs.open(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

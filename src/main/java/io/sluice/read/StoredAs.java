package io.sluice.read;

import io.sluice.stage.ProblemException;
import io.sluice.stage.SparkStage;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** How a table is stored, as its name or the files in its folder tell. */
public final class StoredAs {

  private record Ending(String pattern, String format) {}

  private static final String PACKED = "([.](gz|bz2|zst|xz|lz4|snappy|deflate))?";
  private static final List<Ending> ENDINGS =
      List.of(
          new Ending("csv", "csv"),
          new Ending("(json|jsonl|ndjson)", "json"),
          new Ending("(parquet|pq)", "parquet"),
          new Ending("orc", "orc"),
          new Ending("avro", "avro"),
          new Ending("(txt|text)", "text"));

  private StoredAs() {}

  /** The format of what lies at a path or glob; nothing where it cannot be told. */
  public static Optional<String> guess(String path, Configuration hadoop) {
    try {
      Path place = new Path(path);
      FileSystem fs = place.getFileSystem(hadoop);
      FileStatus[] found = fs.globStatus(place);
      if (found == null || found.length == 0) {
        throw ProblemException.inJob("there is nothing at '" + path + "'.");
      }
      return found[0].isDirectory()
          ? ofFolder(fs, found[0].getPath())
          : ofName(found[0].getPath().getName());
    } catch (IOException | IllegalArgumentException e) {
      throw ProblemException.inJob(
          "cannot look at '%s': %s.".formatted(path, SparkStage.message(e)));
    }
  }

  /** By the first file that Spark would read. */
  private static Optional<String> ofFolder(FileSystem fs, Path folder) throws IOException {
    if (fs.exists(new Path(folder, "_delta_log"))) {
      return Optional.of("delta");
    }
    RemoteIterator<LocatedFileStatus> files = fs.listFiles(folder, true);
    while (files.hasNext()) {
      Path file = files.next().getPath();
      String below = file.toString().substring(folder.toString().length());
      if (!below.contains("/_") && !below.contains("/.")) {
        return ofName(file.getName());
      }
    }
    return Optional.empty();
  }

  private static Optional<String> ofName(String name) {
    return ENDINGS.stream()
        .filter(e -> name.matches(".*[.]" + e.pattern + PACKED))
        .map(Ending::format)
        .findFirst();
  }
}

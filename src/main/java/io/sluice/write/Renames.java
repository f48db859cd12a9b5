package io.sluice.write;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;

/** What renaming does, which is not the same on all file systems. */
final class Renames {

  private static final Set<String> ATOMIC = Set.of("file", "hdfs", "viewfs");

  private Renames() {}

  /**
   * Whether a folder is renamed in one step. Object stores copy and delete one file after the
   * other, but show a file that is written only once all of it is.
   */
  static boolean areAtomic(FileSystem fs) {
    return ATOMIC.contains(fs.getUri().getScheme());
  }

  /** Replaces one file by another in one step, as far as the file system can. */
  static void replace(FileSystem fs, Path from, Path to) throws IOException {
    if (fs instanceof LocalFileSystem local) {
      // Hadoop's own local rename deletes the old file first
      Files.move(
          local.pathToFile(from).toPath(),
          local.pathToFile(to).toPath(),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } else {
      FileContext.getFileContext(fs.getUri(), fs.getConf())
          .rename(from, to, Options.Rename.OVERWRITE);
    }
  }
}

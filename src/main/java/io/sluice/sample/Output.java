package io.sluice.sample;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.GZIPOutputStream;

/**
 * A file of lines that takes its name when it is whole. Until then it is a hidden file beside,
 * which a run that is killed leaves and the next one replaces.
 */
final class Output implements Closeable {

  private final Path path;
  private final Path unfinished;
  private final OutputStream out;

  Output(Path path) throws IOException {
    this.path = path;
    this.unfinished = path.resolveSibling("." + path.getFileName() + ".unfinished");
    OutputStream file = Files.newOutputStream(unfinished);
    // the header that Java writes has no time in it
    boolean packed = path.toString().endsWith(".gz");
    this.out =
        new BufferedOutputStream(packed ? new GZIPOutputStream(file, 1 << 16) : file, 1 << 16);
  }

  void line(byte[] line) throws IOException {
    out.write(line);
    out.write('\n');
  }

  /** Gives the file its name, after {@link #close}. */
  void publish() throws IOException {
    Files.move(
        unfinished, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}

package io.sluice.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.FaultyProxy;
import io.sluice.testing.FaultyProxy.Fate;
import io.sluice.testing.S3Server;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;

/** A folder is replaced on a server of S3 that is gone after some requests, be they few or many. */
class PublicationS3Test {

  private static final Map<String, String> OLD = Map.of("a", "1", "sub/b", "2");
  private static final Map<String, String> NEW = Map.of("sub/b", "3", "c", "4", "_SUCCESS", "");

  private final AtomicInteger left = new AtomicInteger();

  @Test
  void theNextRunFindsTheOldFolderOrTheNewOneWhereverThisOneDied() throws IOException {
    S3Server.SHARED.create("dying");
    Configuration direct = configuration(S3Server.SHARED.port());
    boolean sawOld = false;
    boolean sawUnfinished = false;
    boolean isWhole = false;
    try (FaultyProxy proxy =
        new FaultyProxy(
            S3Server.SHARED.port(), i -> left.getAndDecrement() > 0 ? Fate.PASSES : Fate.CUT)) {
      Configuration dying = configuration(proxy.port());
      for (int last = 1; !isWhole; last += 3) {
        String folder = "://dying/" + last + "/t";
        write(direct, "s3a" + folder, OLD);
        left.set(last);
        isWhole = publish(dying, "s3" + folder); // another file system than s3a, for Hadoop
        sawUnfinished |= exists(direct, "s3a://dying/" + last + "/.t.deleting");
        new Publication(direct).recover("s3a" + folder);

        Map<String, String> found = read(direct, "s3a" + folder);
        assertThat(found).isIn(OLD, NEW);
        assertThat(read(direct, "s3a://dying/" + last).keySet()).allMatch(f -> f.startsWith("t/"));
        sawOld |= found.equals(OLD);
        assertThat(isWhole && found.equals(OLD)).isFalse();
      }
    }
    assertThat(sawOld).isTrue();
    assertThat(sawUnfinished).isTrue();
    FileSystem.closeAll();
  }

  /** Whether the folder could be replaced. */
  private static boolean publish(Configuration dying, String folder) {
    try (Publication publication = new Publication(dying)) {
      write(dying, publication.stage(folder), NEW);
      publication.publish();
      return true;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  private static Configuration configuration(int port) {
    Configuration configuration = new Configuration();
    S3Server.settings("dying", port).forEach(configuration::set);
    configuration.set("fs.s3.impl", "org.apache.hadoop.fs.s3a.S3AFileSystem");
    configuration.set("fs.s3a.bucket.dying.attempts.maximum", "1");
    configuration.set("fs.s3a.bucket.dying.retry.limit", "0");
    return configuration;
  }

  private static void write(Configuration configuration, String folder, Map<String, String> files) {
    new TreeMap<>(files)
        .forEach(
            (name, text) -> {
              Path path = new Path(folder, name);
              try (OutputStream out = path.getFileSystem(configuration).create(path)) {
                out.write(text.getBytes(StandardCharsets.UTF_8));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  private static boolean exists(Configuration configuration, String file) throws IOException {
    Path path = new Path(file);
    return path.getFileSystem(configuration).exists(path);
  }

  private static Map<String, String> read(Configuration configuration, String folder)
      throws IOException {
    Map<String, String> files = new TreeMap<>();
    Path path = new Path(folder);
    FileSystem fs = path.getFileSystem(configuration);
    var all = fs.listFiles(path, true);
    while (all.hasNext()) {
      Path file = all.next().getPath();
      try (InputStream in = fs.open(file)) {
        files.put(
            file.toString().substring(folder.length() + 1),
            new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return files;
  }
}

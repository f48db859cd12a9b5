package io.sluice.write;

import io.delta.storage.HadoopFileSystemLogStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.util.Iterator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.s3a.RemoteFileChangedException;

/**
 * Delta's log on S3 for any number of writers: a commit is put where no file is yet
 * (If-None-Match), so that of two writers of one version S3 refuses the later, which Delta tries
 * again with the next. Delta's own log store for S3 holds for the writers of one driver only. Needs
 * hadoop-aws 3.4.2; with an older one the write fails.
 */
public final class ConditionalLogStore extends HadoopFileSystemLogStore {

  private static final String IF_ABSENT = "fs.option.create.conditional.overwrite";

  public ConditionalLogStore(Configuration configuration) {
    super(configuration);
  }

  @Override
  public void write(Path path, Iterator<String> actions, Boolean overwrite, Configuration hadoop)
      throws IOException {
    ByteArrayOutputStream commit = new ByteArrayOutputStream(); // closing a stream publishes it
    while (actions.hasNext()) {
      commit.write((actions.next() + "\n").getBytes(StandardCharsets.UTF_8));
    }
    FileSystem fs = path.getFileSystem(hadoop);
    FSDataOutputStreamBuilder<?, ?> builder = fs.createFile(path).recursive().overwrite(true);
    if (!overwrite) {
      builder.must(IF_ABSENT, true);
    }
    try (OutputStream out = builder.build()) {
      commit.writeTo(out);
    } catch (RemoteFileChangedException e) {
      FileAlreadyExistsException there = new FileAlreadyExistsException(path.toString());
      there.initCause(e);
      throw there;
    }
  }

  @Override
  public Boolean isPartialWriteVisible(Path path, Configuration hadoop) {
    return false;
  }
}

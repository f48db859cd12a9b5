package io.sluice.stage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Where a secret is, as it must not stand in a job: a file, or a variable of the driver. */
public final class Secret {

  private Secret() {}

  /**
   * What a file holds, wherever Hadoop finds it.
   *
   * @param ifMissing what is said after its name where it is not there
   * @param most bytes that are read
   */
  public static byte[] inFile(
      String setting, String path, String ifMissing, int most, Configuration hadoop) {
    Path file = new Path(path);
    try (InputStream in = file.getFileSystem(hadoop).open(file)) {
      return in.readNBytes(most);
    } catch (FileNotFoundException e) {
      throw ProblemException.inJob(setting, "there is no file '" + path + "'" + ifMissing);
    } catch (IOException e) {
      throw ProblemException.inJob(
          setting, "'" + path + "' cannot be read: " + e.getMessage() + ".");
    }
  }

  /**
   * What an environment variable of the driver holds.
   *
   * @param ifMissing what is said after its name where it is not there
   */
  public static String inVariable(String setting, String name, String ifMissing) {
    String value = System.getenv(name);
    if (value == null) {
      throw ProblemException.inJob(
          setting, "the environment has no variable '" + name + "'" + ifMissing);
    }
    return value;
  }
}

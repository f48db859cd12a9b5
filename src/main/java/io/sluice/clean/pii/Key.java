package io.sluice.clean.pii;

import io.sluice.stage.ProblemException;
import io.sluice.stage.Secret;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.hadoop.conf.Configuration;

/**
 * A secret key: the bytes of a file or of an environment variable, without blanks and line ends
 * around them. Sent to the executors with the tasks that need it; never shown.
 */
public final class Key implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final String HMAC = "HmacSHA256";
  private static final int MIN_BYTES = 16;
  private static final int MAX_BYTES = 4096;
  private static final String REMEDY = " Make a key: openssl rand -hex 32.";

  private final byte[] bytes;

  private Key(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The key in a file, wherever Hadoop finds it. */
  public static Key inFile(String setting, String path, Configuration hadoop) {
    byte[] content = Secret.inFile(setting, path, "." + REMEDY, MAX_BYTES + 1, hadoop);
    return of(setting, "'" + path + "'", content);
  }

  /** The key in an environment variable of the driver. */
  public static Key inVariable(String setting, String name) {
    String value = Secret.inVariable(setting, name, "." + REMEDY);
    return of(setting, "the variable '" + name + "'", value.getBytes(StandardCharsets.UTF_8));
  }

  private static Key of(String setting, String where, byte[] content) {
    byte[] key = stripped(content);
    if (key.length < MIN_BYTES || key.length > MAX_BYTES) {
      throw ProblemException.inJob(
          setting,
          "%s holds %s bytes; a key has %d to %,d.%s"
              .formatted(
                  where,
                  key.length > MAX_BYTES ? "too many" : key.length,
                  MIN_BYTES,
                  MAX_BYTES,
                  REMEDY));
    }
    return new Key(key);
  }

  private static byte[] stripped(byte[] content) {
    int from = 0;
    int to = content.length;
    while (from < to && isBlank(content[from])) {
      from++;
    }
    while (to > from && isBlank(content[to - 1])) {
      to--;
    }
    return java.util.Arrays.copyOfRange(content, from, to);
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  /** HMAC-SHA-256 (RFC 2104) of a text in UTF-8: 32 bytes. */
  byte[] hmac(String text) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(bytes, HMAC));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java platform has no " + HMAC, e);
    }
  }

  /** Nothing of the key. */
  @Override
  public String toString() {
    return "[redacted]";
  }
}

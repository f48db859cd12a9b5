package io.sluice.clean.pii;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What stands in place of a value. */
public interface Mask extends Serializable {

  /**
   * The text that a value becomes.
   *
   * @param label what it is, in capitals: EMAIL
   * @param canonical the value in its one spelling, with what it is before it: {@code
   *     email:a@b.org}
   * @param group what may be told of it
   */
  String of(String label, String canonical, String group);

  /** {@code [EMAIL]}. */
  static Mask redact() {
    return new Redact();
  }

  /** SHA-256 of the value in its one spelling, as 64 hexadecimal digits. */
  static Mask hash() {
    return new Hash();
  }

  /** {@code EMAIL_} and the first 128 bits of HMAC-SHA-256 as 32 hexadecimal digits. */
  static Mask pseudonymize(Key key) {
    return new Pseudonymize(key);
  }

  /** {@code [EMAIL @b.org]}: the group that the value belongs to. */
  static Mask generalize() {
    return new Generalize();
  }

  /** The same for every value of a kind. */
  final class Redact implements Mask {
    private static final long serialVersionUID = 1L;

    @Override
    public String of(String label, String canonical, String group) {
      return "[" + label + "]";
    }
  }

  /** A digest without a key. */
  final class Hash implements Mask {
    private static final long serialVersionUID = 1L;

    @Override
    public String of(String label, String canonical, String group) {
      try {
        String value = canonical.substring(canonical.indexOf(':') + 1);
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        return HexFormat.of().formatHex(sha.digest(value.getBytes(StandardCharsets.UTF_8)));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e); // every Java platform has it
      }
    }
  }

  /** A token that nobody without the key can make or undo. */
  final class Pseudonymize implements Mask {
    private static final long serialVersionUID = 1L;
    private static final int BYTES = 16;

    private final Key key;

    Pseudonymize(Key key) {
      this.key = key;
    }

    @Override
    public String of(String label, String canonical, String group) {
      return label + "_" + HexFormat.of().formatHex(key.hmac(canonical), 0, BYTES);
    }
  }

  /** What many values share. */
  final class Generalize implements Mask {
    private static final long serialVersionUID = 1L;

    @Override
    public String of(String label, String canonical, String group) {
      return "[" + (group.isEmpty() ? label : label + " " + group) + "]";
    }
  }
}

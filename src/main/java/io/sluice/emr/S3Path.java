package io.sluice.emr;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place on S3.
 *
 * @param bucket its bucket
 * @param key what follows, up to the first wildcard, without a slash at its end
 * @param isPattern whether a wildcard followed
 */
record S3Path(String bucket, String key, boolean isPattern) {

  private static final Pattern PATH = Pattern.compile("s3a?://([^/]+)/*(.*?)/*");
  private static final Pattern WILDCARD = Pattern.compile("[*?\\[{]");

  static boolean isOne(String path) {
    return PATH.matcher(path).matches();
  }

  static S3Path of(String path) {
    Matcher parts = PATH.matcher(path);
    if (!parts.matches()) {
      throw new IllegalArgumentException(path);
    }
    Matcher wildcard = WILDCARD.matcher(parts.group(2));
    return wildcard.find()
        ? new S3Path(parts.group(1), parts.group(2).substring(0, wildcard.start()), true)
        : new S3Path(parts.group(1), parts.group(2), false);
  }

  /** The object, or all below the folder, whichever it is, as IAM's wildcards say it. */
  List<String> keys() {
    if (isPattern || key.isEmpty()) {
      return List.of(key + "*");
    }
    return List.of(key, key + "/*");
  }

  boolean isBelow(S3Path other) {
    return bucket.equals(other.bucket) && key.startsWith(other.key + "/");
  }

  /** What a file system asks for above it, from the bucket down: is there such a folder? */
  List<String> above() {
    List<String> above = new ArrayList<>(List.of(""));
    for (int slash = key.indexOf('/'); slash >= 0; slash = key.indexOf('/', slash + 1)) {
      above.add(key.substring(0, slash));
    }
    return above;
  }
}

package io.sluice.emr;

import io.sluice.stage.ProblemException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A release of EMR: {@code emr-7.13.0} has Spark 3.5, {@code emr-spark-8.0.0} Spark 4.
 *
 * @param label as AWS writes it
 * @param sparkLine 3 or 4
 */
public record Release(String label, int sparkLine) {

  private static final Pattern LABEL = Pattern.compile("emr-(spark-)?(\\d+)\\.(\\d+)\\.(\\d+)");

  /** With EMR 7 came Spark 3.5 and JDK 17; from 7.10 on S3A serves s3://. */
  private static final int SPARK_3 = 7;

  private static final int S3A_SINCE = 10;
  private static final int SPARK_4 = 8;
  private static final int SPARK_3_LINE = 3;
  private static final int SPARK_4_LINE = 4;

  /** The file that the build makes for its Spark. */
  public String jar(String version) {
    return "sluice-" + version + (sparkLine == SPARK_4_LINE ? "-spark4" : "") + ".jar";
  }

  /** The release of this label. */
  public static Release of(String label) {
    Matcher parts = LABEL.matcher(label);
    if (parts.matches()) {
      int major = Integer.parseInt(parts.group(2));
      int minor = Integer.parseInt(parts.group(3));
      boolean isOfSpark = parts.group(1) != null;
      if (isOfSpark && major >= SPARK_4) {
        return new Release(label, SPARK_4_LINE);
      }
      if (!isOfSpark && (major > SPARK_3 || (major == SPARK_3 && minor >= S3A_SINCE))) {
        return new Release(label, SPARK_3_LINE);
      }
    }
    throw ProblemException.inJob(
        "--release",
        "'%s' is not a release that runs this: emr-7.%d.0 or later (Spark 3.5, S3A), or emr-spark-%d.0.0 or later (Spark 4)."
            .formatted(label, S3A_SINCE, SPARK_4));
  }
}

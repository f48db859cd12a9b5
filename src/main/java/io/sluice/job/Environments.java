package io.sluice.job;

import io.sluice.result.Run;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/** Where a run takes place. */
public final class Environments {

  private Environments() {}

  static Run.Environment of(SparkSession spark) {
    return new Run.Environment(
        version(),
        spark.version(),
        System.getProperty("java.version"),
        spark.sparkContext().master(),
        spark.sparkContext().applicationId());
  }

  /** The version in the jar's manifest; classes that lie in a folder have none. */
  public static String version() {
    return Optional.ofNullable(Environments.class.getPackage().getImplementationVersion())
        .orElse("development");
  }
}

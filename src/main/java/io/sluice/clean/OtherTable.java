package io.sluice.clean;

import static scala.collection.JavaConverters.seqAsJavaList;

import io.sluice.stage.Nearest;
import io.sluice.stage.ProblemException;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.TableIdentifier;

/** A table of {@code read} that a step or rule uses beside its rows, by its name there. */
public final class OtherTable {

  private OtherTable() {}

  /**
   * The table as it was read.
   *
   * @param setting the setting that names it, where there is no such table
   */
  public static Dataset<Row> of(Dataset<Row> rows, String setting, String name) {
    SparkSession spark = rows.sparkSession();
    List<String> known =
        seqAsJavaList(spark.sessionState().catalog().listLocalTempViews("*")).stream()
            .map(TableIdentifier::table)
            .filter(table -> !table.equals(Sql.ROWS))
            .sorted()
            .toList();
    if (known.stream().noneMatch(name::equalsIgnoreCase)) { // Spark keeps them in lower case
      throw ProblemException.inJob(
          setting, "read has no table '%s'.%s".formatted(name, Nearest.hint(name, known)));
    }
    return spark.table(name);
  }
}

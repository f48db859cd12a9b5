package io.sluice.write;

import static java.util.stream.Collectors.joining;
import static org.apache.spark.sql.functions.expr;

import io.delta.exceptions.DeltaConcurrentModificationException;
import io.delta.tables.DeltaMergeBuilder;
import io.delta.tables.DeltaTable;
import io.sluice.stage.Columns;
import io.sluice.stage.ProblemException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Writes a delta table, each time in one transaction. */
final class DeltaWrite {

  private static final int ATTEMPTS = 10;

  private final Target target;
  private final Dataset<Row> rows;
  private final SparkSession spark;

  DeltaWrite(Target target, Dataset<Row> rows) {
    this.target = target;
    this.rows = rows;
    this.spark = rows.sparkSession();
  }

  /** Fails where the table that is there does not take these columns. */
  void requireFit() {
    boolean isReplaced = target.whenThere().equals("overwrite");
    if (isReplaced || target.evolves() || !isThere()) {
      return;
    }
    StructType there = table().toDF().schema();
    List<String> news =
        Stream.of(rows.schema().fieldNames()).filter(name -> !Columns.has(there, name)).toList();
    if (!news.isEmpty()) {
      throw ProblemException.inJob(
          "table",
          "the table at '%s' has no column '%s'. Add it by evolve: true, or drop it before."
              .formatted(target.at(), String.join("', '", news)));
    }
    for (StructField field : rows.schema().fields()) {
      StructField its = Columns.require(there, field.name());
      if (!its.dataType().sameType(field.dataType())) {
        throw ProblemException.inJob(
            "table",
            "column '%s' is %s, in the table at '%s' it is %s. Cast it before."
                .formatted(
                    field.name(),
                    field.dataType().simpleString(),
                    target.at(),
                    its.dataType().simpleString()));
      }
    }
  }

  void run() {
    if (target.isMerge() && isThere()) {
      merge();
    } else {
      target.writer(rows).mode(saveMode()).save(target.at());
    }
    if (target.optimizes()) {
      table().optimize().executeCompaction();
    }
    target.vacuumsAfter().ifPresent(hours -> table().vacuum(hours));
  }

  private SaveMode saveMode() {
    return switch (target.whenThere()) {
      case "append" -> SaveMode.Append;
      case "overwrite" -> SaveMode.Overwrite;
      default -> SaveMode.ErrorIfExists;
    };
  }

  /** Again, where another writer was quicker: a merge that is repeated changes nothing. */
  private void merge() {
    for (int attempt = 1; ; attempt++) {
      try {
        mergeOnce();
        return;
      } catch (DeltaConcurrentModificationException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private void mergeOnce() {
    DeltaMergeBuilder merge = table().as("t").merge(changed().as("s"), same(target.keyed()));
    if (target.evolves()) {
      merge = merge.withSchemaEvolution();
    }
    merge.whenMatched().updateAll().whenNotMatched().insertAll().execute();
  }

  /**
   * The rows that are not there already, as Delta rewrites each file with a row that is matched;
   * all of them where there are maps, which cannot be compared, or new columns.
   */
  private Dataset<Row> changed() {
    Dataset<Row> there = table().toDF();
    boolean canTell =
        Stream.of(rows.schema().fields())
            .allMatch(
                f -> Columns.has(there.schema(), f.name()) && !(f.dataType() instanceof MapType));
    return canTell
        ? rows.as("s")
            .join(there.as("t"), expr(same(List.of(rows.schema().fieldNames()))), "left_anti")
        : rows;
  }

  private static String same(List<String> columns) {
    return columns.stream().map(DeltaWrite::same).collect(joining(" AND "));
  }

  private static String same(String name) {
    String quoted = Columns.quoted(name);
    return "t." + quoted + " <=> s." + quoted;
  }

  private boolean isThere() {
    return DeltaTable.isDeltaTable(spark, target.at());
  }

  private DeltaTable table() {
    return DeltaTable.forPath(spark, target.at());
  }
}

package io.sluice.read;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.sluice.stage.Columns;
import io.sluice.stage.Tally;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Parts a csv or json table into the rows that fit its schema and those that do not. Both read the
 * files; the corrupt ones are read again only where some were counted.
 */
final class CorruptRows {

  private static final String RAW = "sluice_raw";
  private static final String FILE = "file";
  private static final String PARSED = "sluice_parsed";
  private static final String BROKEN = "sluice_broken";

  private final Source source;
  private final StructType table;

  CorruptRows(Source source, StructType table) {
    this.source = source;
    this.table = table;
  }

  Loaded open(SparkSession spark) {
    // a pruned column is not parsed, so whether a row is corrupt would depend on who asks
    spark.conf().set("spark.sql.csv.parser.columnPruning.enabled", "false");
    Dataset<Row> all =
        source
            .load(
                source
                    .reader(spark)
                    .schema(table.add(RAW, "string"))
                    .option("mode", "PERMISSIVE")
                    .option("columnNameOfCorruptRecord", RAW))
            .withColumn(FILE, col("_metadata.file_path"));
    Tally counts = new Tally();
    Dataset<Row> rows =
        counts
            .on(all, count(lit(1)).as("rows"), count(col(RAW)).as("corrupt"))
            .where(col(RAW).isNull())
            .drop(RAW, FILE);
    Dataset<Row> corrupt =
        all.where(col(RAW).isNotNull())
            .withColumn(PARSED, parsedAsTexts())
            .select(col(RAW).as("line"), col(FILE), reason().as("reason"));
    return new Loaded(rows, Optional.of(corrupt), counts);
  }

  /** The line read again with every column as text. */
  private Column parsedAsTexts() {
    StructType texts = new StructType();
    for (StructField field : table.fields()) {
      texts = texts.add(field.name(), "string");
    }
    StructType schema = texts.add(BROKEN, "string");
    Map<String, String> options = new LinkedHashMap<>(source.readerOptions());
    options.put("mode", "PERMISSIVE");
    options.put("columnNameOfCorruptRecord", BROKEN);
    return source.storedAs().equals("csv")
        ? functions.from_csv(col(RAW), lit(schema.toDDL()), options)
        : functions.from_json(col(RAW), schema, options);
  }

  /** Says which values do not fit. */
  private Column reason() {
    String shape = source.storedAs().equals("csv") ? "not " + table.size() + " fields" : "not JSON";
    List<Column> misfits = new ArrayList<>();
    misfits.add(when(col(PARSED).getField(BROKEN).isNotNull(), lit(shape)));
    for (StructField field : table.fields()) {
      boolean nested =
          field.dataType() instanceof StructType
              || field.dataType() instanceof ArrayType
              || field.dataType() instanceof MapType;
      if (!Columns.isText(field.dataType()) && !nested) {
        misfits.add(misfit(field));
      }
    }
    Column reasons = filter(array(misfits.toArray(new Column[0])), Column::isNotNull);
    return when(functions.size(reasons).gt(0), concat_ws("; ", reasons))
        .otherwise(lit("does not fit the schema"));
  }

  private static Column misfit(StructField field) {
    String type = field.dataType().sql();
    String name = PARSED + "." + Columns.quoted(field.name());
    return when(
        expr("%s IS NOT NULL AND try_cast(%s AS %s) IS NULL".formatted(name, name, type)),
        concat(lit("column '" + field.name() + "': '"), expr(name), lit("' is no " + type)));
  }
}

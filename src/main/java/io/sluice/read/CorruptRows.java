package io.sluice.read;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.sluice.stage.Columns;
import io.sluice.stage.Tally;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Parts a csv or json table into the rows that fit its schema and those that do not. Both read the
 * files; the corrupt ones are read again only where some were counted.
 */
final class CorruptRows {

  private static final String RAW = "sluice_raw";
  private static final String FILE = "sluice_file";
  private static final String TEXTS = "sluice_texts";
  private static final String TYPED = "sluice_typed";
  private static final String BROKEN = "sluice_broken";

  private final Source source;
  private final StructType table;

  CorruptRows(Source source, StructType table) {
    this.source = source;
    this.table = table;
  }

  Loaded open(SparkSession spark) {
    Dataset<Row> all =
        source
            .load(
                source
                    .reader(spark)
                    .schema(table.add(RAW, "string"))
                    .option("enforceSchema", !hasNamesOfHeader())
                    .option("mode", "PERMISSIVE")
                    .option("columnNameOfCorruptRecord", RAW))
            .withColumn(FILE, col("_metadata.file_path"))
            .withColumn(RAW, rawOfAllColumns());
    Tally counts = new Tally();
    Dataset<Row> rows =
        counts
            .on(all, count(lit(1)).as("rows"), count(col(RAW)).as("corrupt"))
            .where(col(RAW).isNull())
            .drop(RAW, FILE);
    Dataset<Row> corrupt =
        all.where(col(RAW).isNotNull())
            .withColumn(TEXTS, parsed(texts()))
            .withColumn(TYPED, parsed(table))
            .select(col(RAW).as("line"), col(FILE).as("file"), reason().as("reason"));
    return new Loaded(rows, Optional.of(corrupt), counts);
  }

  /**
   * Whether the header of every file can be compared with the schema, so that none is read by
   * position alone. Spark calls a column without a name, or with that of another, by its index.
   */
  private boolean hasNamesOfHeader() {
    String[] names = table.fieldNames();
    return IntStream.range(0, names.length).noneMatch(i -> names[i].endsWith(Integer.toString(i)));
  }

  /**
   * The raw line, in words that need every column: Spark does not parse a column that nobody asks
   * for, so whether a row is corrupt would depend on who asks.
   */
  private Column rawOfAllColumns() {
    Column someValue =
        Arrays.stream(table.fieldNames())
            .map(name -> Columns.col(name).isNotNull())
            .reduce(lit(false), Column::or);
    return when(someValue, col(RAW)).otherwise(concat(col(RAW), lit("")));
  }

  /** The line read again as this schema. */
  private Column parsed(StructType as) {
    StructType schema = as.add(BROKEN, "string");
    Map<String, String> options = new LinkedHashMap<>(source.readerOptions());
    options.put("mode", "PERMISSIVE");
    options.put("columnNameOfCorruptRecord", BROKEN);
    return isCsv()
        ? functions.from_csv(col(RAW), lit(schema.toDDL()), options)
        : functions.from_json(col(RAW), schema, options);
  }

  private StructType texts() {
    StructType texts = new StructType();
    for (StructField field : table.fields()) {
      texts = texts.add(field.name(), "string");
    }
    return texts;
  }

  /** Says which values do not fit. */
  private Column reason() {
    String shape = isCsv() ? "not " + table.size() + " fields" : "not JSON";
    List<Column> misfits = new ArrayList<>();
    misfits.add(when(col(TEXTS).getField(BROKEN).isNotNull(), lit(shape)));
    for (StructField field : table.fields()) {
      misfits.add(misfit(field));
    }
    Column reasons = filter(array(misfits.toArray(new Column[0])), Column::isNotNull);
    return when(functions.size(reasons).gt(0), concat_ws("; ", reasons))
        .otherwise(lit("does not fit the schema"));
  }

  private static Column misfit(StructField field) {
    Column text = col(TEXTS).getField(field.name());
    Column typed = col(TYPED).getField(field.name());
    return when(
        text.isNotNull().and(typed.isNull()),
        concat(
            lit("column '" + field.name() + "': '"),
            text,
            lit("' is no " + field.dataType().sql())));
  }

  private boolean isCsv() {
    return source.storedAs().equals("csv");
  }
}

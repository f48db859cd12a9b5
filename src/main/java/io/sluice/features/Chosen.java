package io.sluice.features;

import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The columns that a step works on, in their table as it comes to the step. */
record Chosen(StructType table, List<StructField> columns) {

  List<String> names() {
    return columns.stream().map(StructField::name).toList();
  }

  Stream<StructField> stream() {
    return columns.stream();
  }

  boolean has(String name) {
    return names().contains(name);
  }
}

package io.sluice.clean;

import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.StructType;

/**
 * Which row of a cluster stays.
 *
 * @param keep first, last, longest, min, max, or all: then the first gives the cluster its id
 * @param order columns that order the rows, before all columns
 * @param texts the columns whose length counts with longest
 */
record Survivor(String keep, List<String> order, List<String> texts) {

  /** An aggregate: this, of the row that stays. */
  Column of(StructType table, Column wanted) {
    Stream<Column> rank = Arrays.stream(RowOrder.columns(table, order, keep));
    if (keep.equals("longest")) {
      Column shorter = length(NearDuplicateSource.text(texts)).multiply(-1).as("sluice_length");
      rank = Stream.concat(Stream.of(shorter), rank);
    }
    Column both = struct(struct(rank.toArray(Column[]::new)).as("rank"), wanted.as("wanted"));
    return (Set.of("last", "max").contains(keep) ? max(both) : min(both)).getField("wanted");
  }

  boolean keepsAll() {
    return keep.equals("all");
  }
}

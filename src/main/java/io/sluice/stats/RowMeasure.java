package io.sluice.stats;

import org.apache.spark.sql.catalyst.InternalRow;

/** Counts row by row what is no block of numbers. */
interface RowMeasure {

  /** What is being counted; whole only after {@link #finish}. */
  Measure measure();

  void add(InternalRow row);

  void finish();
}

package io.sluice.job;

import io.sluice.clean.Cleaned;
import io.sluice.result.Run;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The tables that cleaning leaves beside the rows: the quarantine, and what an audit wants. */
final class Aside {

  private final Audit audit;
  private final Map<String, Dataset<Row>> quarantine = new LinkedHashMap<>();
  private final Map<String, Dataset<Row>> audited = new LinkedHashMap<>();
  private long quarantined;

  Aside(Audit audit) {
    this.audit = audit;
  }

  /** Takes so many rows for the quarantine. */
  void quarantine(String name, Dataset<Row> rows, long count) {
    quarantine.put(name, rows);
    quarantined += count;
  }

  /** Takes what an earlier run has set aside. */
  void restore(Checkpoint.Rows saved, Checkpoint checkpoint) {
    saved
        .quarantine()
        .forEach(name -> quarantine.put(name, checkpoint.table(Checkpoint.QUARANTINE + name)));
    quarantined = saved.quarantined();
    saved.audit().forEach(name -> audited.put(name, checkpoint.table(Checkpoint.AUDIT + name)));
  }

  /** Takes what a step leaves. */
  void take(String name, Cleaned cleaned, Run.Change change) {
    if (change.quarantined() > 0) {
      quarantine(name, cleaned.quarantined().orElseThrow(), change.quarantined());
    }
    cleaned.aside().forEach((what, table) -> audited.put(name + "-" + what, table));
    if (audit == Audit.ALL) {
      cleaned
          .dropped()
          .filter(rows -> change.removed() > change.quarantined() || cleaned.added().isPresent())
          .ifPresent(rows -> audited.put(name + "-dropped", rows));
      cleaned.added().ifPresent(rows -> audited.put(name + "-added", rows));
      cleaned
          .changed()
          .filter(values -> change.changedValues() > 0)
          .ifPresent(values -> audited.put(name + "-changed", values));
    }
  }

  /** The tables for the quarantine by name. */
  Map<String, Dataset<Row>> quarantine() {
    return quarantine;
  }

  /** How many rows these hold. */
  long quarantined() {
    return quarantined;
  }

  /** What steps leave, and what the audit adds, by name. */
  Map<String, Dataset<Row>> audit() {
    return audited;
  }
}

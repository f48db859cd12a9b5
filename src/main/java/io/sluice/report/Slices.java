package io.sluice.report;

import static io.sluice.report.Markup.element;

import io.sluice.result.Run.Slice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How good the model is on the rows of each value of a column. */
final class Slices {

  private static final List<String> SHOWN =
      List.of(
          MetricName.AUC_ROC,
          MetricName.MACRO_F1,
          MetricName.PRECISION,
          MetricName.RECALL,
          MetricName.RMSE,
          MetricName.MAE);

  private final List<Slice> slices;
  private final String part;
  private final List<String> titles;

  Slices(List<Slice> slices, String part) {
    this.slices = Texts.orEmpty(slices);
    this.part = part;
    Set<String> found = new LinkedHashSet<>();
    for (Slice slice : this.slices) {
      Texts.orEmpty(slice.metrics()).forEach(m -> found.add(MetricName.of(m.name()).title()));
    }
    this.titles = SHOWN.stream().filter(found::contains).toList();
  }

  Markup markup() {
    Map<String, DataTable> tables = new LinkedHashMap<>();
    for (Slice slice : slices) {
      tables.computeIfAbsent(slice.column(), this::head).row(cells(slice));
    }
    return Markup.join(tables.values().stream().map(DataTable::markup).toArray());
  }

  private DataTable head(String column) {
    DataTable table =
        new DataTable()
            .text(Markup.join("By ", Texts.term(column)), element("small", "on " + part))
            .number("Rows");
    titles.forEach(title -> table.number(title).number(element("small", "95% interval")));
    return table;
  }

  private Object[] cells(Slice slice) {
    List<Object> cells = new ArrayList<>();
    cells.add(slice.value() == null ? "missing" : slice.value());
    cells.add(Numbers.count(slice.rows()));
    for (String title : titles) {
      Double value = Judged.value(slice.metrics(), title);
      Double baseline = Judged.value(slice.baseline(), title);
      cells.add(
          Markup.join(
              Numbers.metric(value),
              value == null || baseline == null
                  ? null
                  : element("small", " baseline " + Numbers.metric(baseline))));
      cells.add(MetricsTable.interval(slice.intervals(), title));
    }
    return cells.toArray();
  }
}

package io.sluice.features;

import io.sluice.stage.Loop;
import io.sluice.stage.ProblemException;
import io.sluice.stats.ColumnSummary;
import io.sluice.stats.GroupedSummary;
import io.sluice.stats.Need;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.apache.spark.sql.Column;
import org.apache.spark.unsafe.types.UTF8String;

/** What {@link Impute} fills a column with in each group of rows, in the order of the groups. */
final class GroupFills {

  private final SortedMap<String, Double> fills = new TreeMap<>();

  private GroupFills() {}

  /** The statistic of each group that is not null and has values. */
  static GroupFills of(
      GroupedSummary summary, Need need, ToDoubleFunction<ColumnSummary> statistic) {
    if (summary.hasTooMany()) {
      throw ProblemException.inData(
          String.format(
              Locale.ROOT,
              "column '%s' has more than %,d different values, too many groups to fill '%s' by."
                  + " Leave by out, or group by a column of fewer.",
              need.columns().get(1),
              summary.maxGroups(),
              need.column()));
    }
    GroupFills made = new GroupFills();
    summary
        .groups()
        .forEach(
            (group, its) -> {
              if (group.get(0) != null && its.moments().count() > 0) {
                made.fills.put(group.get(0), statistic.applyAsDouble(its));
              }
            });
    return made;
  }

  static GroupFills of(List<String> groups, double[] values) {
    GroupFills made = new GroupFills();
    for (int i = 0; i < values.length; i++) {
      made.fills.put(groups.get(i), values[i]);
    }
    return made;
  }

  List<String> groups() {
    return List.copyOf(fills.keySet());
  }

  DoubleStream values() {
    return fills.values().stream().mapToDouble(v -> v);
  }

  /** What fills a row of this group; {@code other} where the group is null or has no fill. */
  Column of(Column group, double other) {
    Map<UTF8String, Double> byText = new HashMap<>();
    fills.forEach((text, fill) -> byText.put(UTF8String.fromString(text), fill));
    return Loop.of(new OfGroup(byText, other), group);
  }

  private record OfGroup(Map<UTF8String, Double> fills, double other) implements Loop.TextToNumber {

    @Override
    public double apply(UTF8String group) {
      return fills.getOrDefault(group, other);
    }
  }
}

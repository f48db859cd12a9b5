package io.sluice.stats;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A summary of a column of numbers for each combination of the values of others, exactly, up to a
 * number of groups. Beyond it only that there are more is known, on any partitioning.
 */
public final class GroupedSummary extends Measure {

  /** The most groups of which moments are held. */
  public static final int MAX_GROUPS = 100_000;

  /** The most groups of which quantiles are held. */
  public static final int MAX_QUANTILE_GROUPS = 2_000;

  private final String column;
  private final Need.Kind kind;
  private Map<List<String>, ColumnSummary> groups = new HashMap<>();
  private boolean tooMany;

  /** No groups yet; the summary of each is of the kind that goes with {@code kind}. */
  GroupedSummary(String column, Need.Kind kind) {
    this.column = column;
    this.kind = kind;
  }

  /** An empty summary of one group. */
  ColumnSummary group() {
    return isWithQuantiles()
        ? ColumnSummary.ofGroup(column)
        : new ColumnSummary(column, Need.Kind.MOMENTS);
  }

  void add(List<String> values, ColumnSummary group) {
    if (tooMany) {
      return;
    }
    ColumnSummary known = groups.get(values);
    if (known == null) {
      groups.put(values, group);
    } else {
      known.merge(group);
    }
    if (groups.size() > maxGroups()) {
      giveUp();
    }
  }

  void giveUp() {
    tooMany = true;
    groups = new HashMap<>();
  }

  @Override
  void merge(Measure other) {
    GroupedSummary its = (GroupedSummary) other;
    if (its.tooMany) {
      giveUp();
    }
    its.groups.forEach(this::add);
  }

  /** The most groups that are held. */
  public int maxGroups() {
    return isWithQuantiles() ? MAX_QUANTILE_GROUPS : MAX_GROUPS;
  }

  /** Whether there were more groups than are held. */
  public boolean hasTooMany() {
    return tooMany;
  }

  /** The summary of each group, by the values of the other columns as text, null among them. */
  public Map<List<String>, ColumnSummary> groups() {
    return Collections.unmodifiableMap(groups);
  }

  /**
   * By f(x) for every text x of one of the other columns, null as it is; nothing where there were
   * too many groups.
   *
   * @param place which of the other columns, from 0
   */
  public Optional<GroupedSummary> mapped(int place, UnaryOperator<String> f) {
    if (tooMany) {
      return Optional.empty();
    }
    GroupedSummary made = new GroupedSummary(column, kind);
    groups.forEach(
        (values, group) -> {
          List<String> others = new ArrayList<>(values);
          others.set(place, values.get(place) == null ? null : f.apply(values.get(place)));
          ColumnSummary copy = made.group();
          copy.merge(group);
          made.add(key(others), copy);
        });
    return Optional.of(made);
  }

  Need.Kind kind() {
    return kind;
  }

  String column() {
    return column;
  }

  private boolean isWithQuantiles() {
    return kind == Need.Kind.GROUPED_NUMBERS;
  }

  /** A list that may hold nulls and never changes. */
  static List<String> key(List<String> values) {
    return Collections.unmodifiableList(new ArrayList<>(values));
  }
}

package io.sluice.stats;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/** Summarises a column by the values of others: a tree with a level for each of them. */
final class GroupCounter implements RowMeasure {

  private static final class Node {
    private final Map<UTF8String, Node> next = new HashMap<>();
    private ColumnSummary leaf;
  }

  private final GroupedSummary groups;
  private final int[] at;
  private Node root = new Node();
  private int leaves;

  /** The column's place, then those of the others. */
  GroupCounter(GroupedSummary groups, int[] at) {
    this.groups = groups;
    this.at = at;
  }

  @Override
  public Measure measure() {
    return groups;
  }

  @Override
  public void add(InternalRow row) {
    if (groups.hasTooMany()) {
      return;
    }
    ColumnSummary group = group(row);
    if (row.isNullAt(at[0])) {
      group.addNull();
    } else {
      group.add(row.getDouble(at[0]));
    }
  }

  private ColumnSummary group(InternalRow row) {
    Node node = root;
    for (int level = 1; level < at.length; level++) {
      UTF8String value = row.isNullAt(at[level]) ? null : row.getUTF8String(at[level]);
      Node child = node.next.get(value);
      if (child == null) {
        child = new Node();
        node.next.put(value == null ? null : value.copy(), child);
      }
      node = child;
    }
    if (node.leaf == null) {
      node.leaf = groups.group();
      leaves++;
      if (leaves > groups.maxGroups()) {
        groups.giveUp();
        ColumnSummary last = node.leaf;
        root = new Node();
        return last;
      }
    }
    return node.leaf;
  }

  @Override
  public void finish() {
    collect(root, List.of());
    root = new Node();
  }

  private void collect(Node node, List<String> values) {
    if (node.leaf != null) {
      groups.add(GroupedSummary.key(values), node.leaf);
    }
    node.next.forEach(
        (value, child) -> {
          List<String> longer = new ArrayList<>(values);
          longer.add(value == null ? null : value.toString());
          collect(child, longer);
        });
  }
}

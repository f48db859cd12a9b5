package io.sluice.clean.near;

import static io.sluice.testing.LocalSpark.SPARK;
import static io.sluice.testing.LocalSpark.row;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

final class ComponentsTest {

  @Test
  void bothWaysAgreeWithBruteForce() {
    Random random = new Random(3);
    for (int partitions : new int[] {1, 3, 7}) {
      int nodes = 60;
      List<long[]> edges = new ArrayList<>();
      for (int i = 0; i < 45; i++) {
        int a = random.nextInt(nodes);
        edges.add(edge(a, (a + 1 + random.nextInt(nodes - 1)) % nodes));
      }
      agree(edges, partitions);
    }
  }

  @Test
  void aLongPathIsOneComponent() {
    List<long[]> edges = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      edges.add(edge(i * 7 % 41, (i + 1) * 7 % 41));
    }
    Collections.shuffle(edges, new Random(1));
    agree(edges, 3);
  }

  @Test
  void noEdgesNoNodes() {
    agree(List.of(), 1);
  }

  @Test
  void aBigGraphInMemoryAgreesWithBruteForce() {
    Random random = new Random(9);
    UnionFind nodes = new UnionFind();
    List<long[]> edges = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      long[] edge = edge(random.nextInt(30_000), random.nextInt(30_000));
      edges.add(edge);
      nodes.union(nodes.node(edge[0], edge[1]), nodes.node(edge[2], edge[3]));
    }
    Map<List<Long>, List<Long>> expected = bruteForce(edges);
    assertThat(nodes.size()).isEqualTo(expected.size());
    expected.forEach(
        (id, root) -> {
          int found = nodes.root(nodes.node(id.get(0), id.get(1)));
          assertThat(List.of(nodes.hi(found), nodes.lo(found))).isEqualTo(root);
        });
  }

  /** Ids that differ in one half only, of both signs. */
  private static long[] edge(int a, int b) {
    return new long[] {a % 5 - 2, a * 31 - 400, b % 5 - 2, b * 31 - 400};
  }

  private static void agree(List<long[]> edges, int partitions) {
    List<Row> rows = edges.stream().map(e -> row(e[0], e[1], e[2], e[3])).toList();
    Dataset<Row> table =
        SPARK.createDataFrame(rows, Stars.SCHEMA).repartition(partitions).persist();
    Map<List<Long>, List<Long>> expected = bruteForce(edges);
    assertThat(roots(new Components(1000).of(table, edges.size()))).isEqualTo(expected);
    assertThat(roots(new Components(-1).of(table, edges.size()))).isEqualTo(expected);
    table.unpersist();
  }

  private static Map<List<Long>, List<Long>> roots(Dataset<Row> components) {
    Map<List<Long>, List<Long>> roots = new java.util.HashMap<>();
    for (Row row : components.collectAsList()) {
      List<Long> node = List.of(row.getLong(0), row.getLong(1));
      assertThat(roots.put(node, List.of(row.getLong(2), row.getLong(3)))).isNull();
    }
    return roots;
  }

  /** The least id that is passed on along edges until nothing changes. */
  private static Map<List<Long>, List<Long>> bruteForce(List<long[]> edges) {
    Map<List<Long>, List<Long>> roots = new java.util.HashMap<>();
    boolean changed = true;
    while (changed) {
      changed = false;
      for (long[] e : edges) {
        List<Long> a = List.of(e[0], e[1]);
        List<Long> b = List.of(e[2], e[3]);
        List<Long> x = roots.getOrDefault(a, a);
        List<Long> y = roots.getOrDefault(b, b);
        List<Long> least = compare(x, y) < 0 ? x : y;
        changed |= !least.equals(roots.put(a, least));
        changed |= !least.equals(roots.put(b, least));
      }
    }
    return roots;
  }

  private static int compare(List<Long> x, List<Long> y) {
    int hi = x.get(0).compareTo(y.get(0));
    return hi == 0 ? x.get(1).compareTo(y.get(1)) : hi;
  }
}

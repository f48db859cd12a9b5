package io.sluice.clean.near;

import java.util.Arrays;

/**
 * Connected components in memory: nodes are ids of 128 bits, and the root of each component is its
 * least one. Some 50 bytes a node. Union by the lesser id with paths halved.
 */
final class UnionFind {

  private long[] his = new long[16];
  private long[] los = new long[16];
  private int[] parents = new int[16];
  private int[] slots = new int[64]; // number of the node + 1; 0 where empty
  private int size;

  /** How many nodes. */
  int size() {
    return size;
  }

  long hi(int node) {
    return his[node];
  }

  long lo(int node) {
    return los[node];
  }

  /** The number of a node; a new one where the id was not there. */
  int node(long hi, long lo) {
    int mask = slots.length - 1;
    int slot = (int) Mix.of(hi ^ Mix.of(lo)) & mask;
    while (slots[slot] != 0) {
      int node = slots[slot] - 1;
      if (his[node] == hi && los[node] == lo) {
        return node;
      }
      slot = (slot + 1) & mask;
    }
    if (size == his.length) {
      his = Arrays.copyOf(his, 2 * size);
      los = Arrays.copyOf(los, 2 * size);
      parents = Arrays.copyOf(parents, 2 * size);
    }
    his[size] = hi;
    los[size] = lo;
    parents[size] = size;
    slots[slot] = ++size;
    int node = size - 1;
    if (size * 2 > slots.length) {
      rehash();
    }
    return node;
  }

  /** Puts both nodes into one component. */
  void union(int a, int b) {
    int x = root(a);
    int y = root(b);
    if (x != y) {
      boolean xIsLess = his[x] < his[y] || (his[x] == his[y] && los[x] < los[y]);
      parents[xIsLess ? y : x] = xIsLess ? x : y;
    }
  }

  /** The node of the least id of a node's component. */
  int root(int node) {
    int at = node;
    while (parents[at] != at) {
      parents[at] = parents[parents[at]];
      at = parents[at];
    }
    return at;
  }

  private void rehash() {
    slots = new int[slots.length * 4];
    int mask = slots.length - 1;
    for (int node = 0; node < size; node++) {
      int slot = (int) Mix.of(his[node] ^ Mix.of(los[node])) & mask;
      while (slots[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      slots[slot] = node + 1;
    }
  }
}

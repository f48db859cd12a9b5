package io.sluice.features;

import java.io.Serializable;

/** Where in a vector a term is counted. Any number of threads may ask. */
interface TermSlots extends Serializable {

  /** Answered where a term has no slot. */
  int NONE = -1;

  /** Number of slots. */
  int size();

  /** The slot of a term in UTF-8, which lies where Spark keeps its strings. */
  int of(Object base, long offset, int bytes);
}

package io.sluice.job;

/** What a run keeps of the rows that go and of the values that change. */
public enum Audit {

  /** Rows for the quarantine, and what a step always leaves. */
  USUAL,

  /** Every row that goes and every value that changes, which are computed again for it. */
  ALL
}

package io.sluice.clean.pii;

/** Where a value stands in a text, and who found it. */
record Span(int start, int end, Finder finder) {

  int length() {
    return end - start;
  }
}

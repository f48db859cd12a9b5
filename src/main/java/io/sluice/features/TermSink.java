package io.sluice.features;

/** Takes the terms of a text one by one. */
@FunctionalInterface
interface TermSink {

  /** A term in UTF-8. The bytes are good until this returns. */
  void accept(byte[] bytes, int offset, int length);
}

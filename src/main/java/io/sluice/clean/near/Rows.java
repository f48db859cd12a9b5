package io.sluice.clean.near;

import java.util.Iterator;
import java.util.NoSuchElementException;

/** Rows that are sought one after the other until there are no more. */
abstract class Rows<T> implements Iterator<T> {

  private T next;
  private boolean isSought;

  /** The next row, or null at the end. */
  abstract T seek();

  @Override
  public final boolean hasNext() {
    if (!isSought) {
      next = seek();
      isSought = true;
    }
    return next != null;
  }

  @Override
  public final T next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    isSought = false;
    return next;
  }
}

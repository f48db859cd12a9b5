package io.sluice.features;

import java.io.Serializable;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/** Things that serve one thread at a time, kept for the next; empty again on another machine. */
final class Pool<T> implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Makes a thing where none is idle. */
  interface Maker<T> extends Supplier<T>, Serializable {}

  private final Maker<T> maker;

  private final transient Queue<T> idle = new ConcurrentLinkedQueue<>();

  Pool(Maker<T> maker) {
    this.maker = maker;
  }

  T take() {
    T thing = idle.poll();
    return thing == null ? maker.get() : thing;
  }

  void giveBack(T thing) {
    idle.add(thing);
  }

  private Object readResolve() {
    return new Pool<>(maker);
  }
}

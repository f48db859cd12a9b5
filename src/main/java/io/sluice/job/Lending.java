package io.sluice.job;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Keeps what is dear to make: each key's value is made once, lent to several threads at a time, and
 * closed when there are too many and nobody has it. The least recently lent go first.
 */
final class Lending<K, V extends AutoCloseable> implements AutoCloseable {

  private static final class Item<V> {
    private final CompletableFuture<V> value = new CompletableFuture<>();
    private int users;
  }

  private final int most;
  private final Map<K, Item<V>> items = new LinkedHashMap<>(16, 0.75f, true);

  /** Keeps so many that nobody has. */
  Lending(int most) {
    this.most = most;
  }

  /** Works with the value of a key. */
  <T> T with(K key, Supplier<V> make, Function<V, T> work) {
    Item<V> item = take(key, make);
    try {
      return work.apply(item.value.join());
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    } finally {
      giveBack(key, item);
    }
  }

  private Item<V> take(K key, Supplier<V> make) {
    Item<V> item;
    boolean isNew;
    synchronized (items) {
      isNew = !items.containsKey(key);
      item = items.computeIfAbsent(key, k -> new Item<>());
      item.users++;
    }
    if (isNew) {
      try {
        item.value.complete(make.get());
      } catch (Exception e) { // whoever waits for it must know
        item.value.completeExceptionally(e);
      }
    }
    return item;
  }

  private void giveBack(K key, Item<V> item) {
    synchronized (items) {
      item.users--;
      if (item.value.isCompletedExceptionally() && item.users == 0) {
        items.remove(key, item);
      }
      Iterator<Item<V>> eldest = items.values().iterator();
      while (items.size() > most && eldest.hasNext()) {
        Item<V> old = eldest.next();
        if (old.users == 0) {
          close(old);
          eldest.remove();
        }
      }
    }
  }

  @Override
  public void close() {
    synchronized (items) {
      items.values().forEach(Lending::close);
      items.clear();
    }
  }

  private static void close(Item<? extends AutoCloseable> item) {
    try {
      if (item.value.isDone() && !item.value.isCompletedExceptionally()) {
        item.value.join().close();
      }
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}

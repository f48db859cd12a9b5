package io.sluice.stats;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import org.apache.hadoop.io.WritableUtils;

/**
 * Quantiles on their way between processes: of each bucket, in the order of the keys, how far its
 * key is from the one before and its count, in as few bytes as they need. That is a tenth of the
 * table, and the same bytes for the same values.
 */
final class SentQuantiles implements Serializable {

  private transient Quantiles quantiles;

  SentQuantiles(Quantiles quantiles) {
    this.quantiles = quantiles;
  }

  private void writeObject(ObjectOutputStream out) throws IOException {
    long[] keys = quantiles.bucketKeys();
    out.writeInt(quantiles.maxBuckets());
    out.writeInt(quantiles.level());
    out.writeInt(keys.length);
    long last = 0;
    for (long key : keys) {
      WritableUtils.writeVLong(out, key - last);
      WritableUtils.writeVLong(out, quantiles.countOf(key));
      last = key;
    }
  }

  private void readObject(ObjectInputStream in) throws IOException {
    int maxBuckets = in.readInt();
    int level = in.readInt();
    long[] keys = new long[in.readInt()];
    long[] counts = new long[keys.length];
    long last = 0;
    for (int i = 0; i < keys.length; i++) {
      last += WritableUtils.readVLong(in);
      keys[i] = last;
      counts[i] = WritableUtils.readVLong(in);
    }
    quantiles = Quantiles.of(maxBuckets, level, keys, counts);
  }

  private Object readResolve() {
    return quantiles;
  }
}

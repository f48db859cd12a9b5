package io.sluice.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;
import org.apache.spark.ml.feature.HashingTF;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;

class MurmurTest {

  @Test
  void putsATermIntoTheSlotOfSparksHashingTF() {
    Random random = new Random(1);
    for (int i = 0; i < 2_000; i++) {
      String term =
          random
              .ints(random.nextInt(12), 0x20, 0x2FFF)
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();
      int slots = 1 + random.nextInt(1 << random.nextInt(20));
      int expected = new HashingTF().setNumFeatures(slots).indexOf(term);
      int cut = term.isEmpty() ? 0 : random.nextInt(term.length());
      byte[] prefix = term.substring(0, cut).getBytes(StandardCharsets.UTF_8);
      assertThat(Murmur.slot(term, slots)).isEqualTo(expected);
      assertThat(Murmur.slot(UTF8String.fromString(term), slots)).isEqualTo(expected);
      assertThat(Murmur.slot(prefix, UTF8String.fromString(term.substring(cut)), slots))
          .isEqualTo(expected);
    }
  }

  @Test
  void saysWhatShareOfValuesCollides() {
    for (int values : new int[] {1_000, 10_000, 100_000}) {
      StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%,12d", values));
      int[] widths = {14, 14, 15, 17};
      int[] slots = {1 << 10, 1 << 14, 1 << 18, 1 << 20};
      for (int i = 0; i < slots.length; i++) {
        double share = 1 - Math.pow(1 - 1.0 / slots[i], values - 1);
        String text = String.format(Locale.ROOT, "%.1f%%", 100 * share);
        line.append(" ".repeat(widths[i] - text.length())).append(text);
      }
      assertThat(Murmur.COLLISIONS.lines()).contains(line.toString());
    }
  }

  @Test
  void hasAsManyCollisionsAsItSays() {
    int slots = 1 << 14;
    int[] counts = new int[slots];
    for (int i = 0; i < 10_000; i++) {
      counts[Murmur.slot("airport=" + i, slots)]++;
    }
    int sharing = 0;
    for (int count : counts) {
      sharing += count > 1 ? count : 0;
    }
    assertThat(sharing).isBetween(4_400, 4_740); // 45.7% of 10,000
  }
}

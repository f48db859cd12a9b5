package io.sluice.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies are of what the truth table says, and nothing else looks like a copy. */
class TicketCopiesTest {

  private static final int ROWS = 5000;

  @TempDir static Path out;

  private static List<byte[]> lines;
  private static List<JsonNode> truth;

  @BeforeAll
  static void write() throws IOException {
    Sampled sampled = Sampled.of(ROWS, 11, out);
    lines = sampled.lines();
    truth = sampled.truth();
  }

  @Test
  void aCopyIsOfAnEarlierTicketAndAnExactOneHasTheSameBytes() {
    Map<String, Integer> originals = new HashMap<>();
    for (int i = 0; i < ROWS; i++) {
      JsonNode row = truth.get(i);
      String cluster = row.get("cluster").asText();
      switch (row.get("kind").asText()) {
        case "original" -> assertThat(originals.put(cluster, i)).isNull();
        case "exactCopy" -> {
          int original = originals.get(cluster);
          if (row.get("corruption").isNull() && truth.get(original).get("corruption").isNull()) {
            assertThat(lines.get(i)).isEqualTo(lines.get(original));
          }
        }
        default -> {
          assertThat(originals).containsKey(cluster);
          assertThat(row.get("ticket_id").asText()).isNotEqualTo(cluster);
          assertThat(row.get("edits")).isNotEmpty();
        }
      }
    }
  }

  @Test
  void similaritiesOfNearCopiesSpreadFromFourTenthsToOne() {
    int[] tenths = new int[11];
    for (JsonNode row : truth) {
      if (row.get("kind").asText().equals("nearCopy")) {
        tenths[(int) (row.get("similarity").asDouble() * 10)]++;
      }
    }
    double all = Arrays.stream(tenths).sum();
    for (int tenth = 4; tenth < 10; tenth++) {
      assertThat(tenths[tenth] / all).as("from 0.%d", tenth).isGreaterThan(0.03);
    }
    assertThat((tenths[0] + tenths[1] + tenths[2]) / all).isLessThan(0.05);
  }

  @Test
  void differentTicketsAreNotAlike() {
    Tickets tickets = new Tickets(Grammar.read(), 11);
    String[] texts = new String[600];
    Arrays.setAll(texts, i -> tickets.original(i).draft().plain());
    Dice dice = new Dice(3);
    int pairs = 20_000;
    int overOneTenth = 0;
    int overThreeTenths = 0;
    for (int i = 0; i < pairs; i++) {
      int a = dice.below(texts.length);
      int b = (a + dice.between(1, texts.length - 1)) % texts.length;
      double similarity = Shingles.similarity(texts[a], texts[b]);
      overOneTenth += similarity > 0.1 ? 1 : 0;
      overThreeTenths += similarity > 0.3 ? 1 : 0;
    }
    assertThat(overOneTenth).isLessThan(pairs / 100);
    assertThat(overThreeTenths).isLessThan(pairs / 5000);
  }
}

package io.sluice.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.sample.TicketSample.Existing;
import io.sluice.sample.TicketSample.Packing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the truth table says of the rows is so. */
class TicketTruthTest {

  private static final int ROWS = 5000;
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path out;

  private static List<byte[]> lines;
  private static List<JsonNode> truth;
  private static List<JsonNode> annotations;

  @BeforeAll
  static void write() throws IOException {
    new TicketSample(ROWS, 11).write(out, Packing.PLAIN, Existing.KEEP);
    lines = TicketSampleTest.lines(Files.readAllBytes(out.resolve("tickets.jsonl")));
    truth = read("truth.jsonl");
    annotations = read("annotations.jsonl");
  }

  @Test
  void everyLineFitsTheSchemaUnlessTheTruthSaysThatItIsCorrupt() {
    for (int i = 0; i < ROWS; i++) {
      boolean corrupt = !truth.get(i).get("corruption").isNull();
      assertThat(fits(lines.get(i))).as("line %d", i + 1).isEqualTo(!corrupt);
      assertThat(truth.get(i).get("line").asInt()).isEqualTo(i + 1);
    }
  }

  @Test
  void plantsAsOftenAsTheDocsSay() {
    Map<String, Integer> counts = new HashMap<>();
    for (JsonNode row : truth) {
      counts.merge(row.get("kind").asText(), 1, Integer::sum);
      counts.merge("corrupt", row.get("corruption").isNull() ? 0 : 1, Integer::sum);
      for (JsonNode fault : row.get("faults")) {
        String name = fault.get("column").asText() + " " + fault.get("fault").asText();
        counts.merge(name, 1, Integer::sum);
      }
    }
    share(counts, "exactCopy", 0.02);
    share(counts, "nearCopy", 0.06);
    share(counts, "corrupt", 0.002);
    share(counts, "minutes_watched hours", 0.014);
    share(counts, "minutes_watched seconds", 0.014);
    share(counts, "minutes_watched sentinel", 0.009);
    share(counts, "minutes_watched missingByPlan", 0.029);
    share(counts, "created impossible", 0.004);
    share(counts, "created ambiguous", 0.12);
    share(counts, "email malformed", 0.015);
    share(counts, "region typo", 0.011);
  }

  @Test
  void whatTheTruthSaysOfPersonalDataStandsInTheBody() throws IOException {
    int found = 0;
    for (int i = 0; i < ROWS; i++) {
      JsonNode row = truth.get(i);
      if (row.get("corruption").isNull()) {
        String body = ticket(i).get("body").asText();
        for (JsonNode personal : row.get("pii")) {
          assertThat(body).contains(personal.get("text").asText());
          found++;
        }
        row.get("decoys").forEach(decoy -> assertThat(body).contains(decoy.asText()));
      }
    }
    assertThat(found).isGreaterThan(ROWS / 4);
  }

  @Test
  void everyCardPassesLuhnsTestAndEveryIbanItsOwn() throws IOException {
    for (int i = 0; i < ROWS; i++) {
      JsonNode card = truth.get(i).get("corruption").isNull() ? ticket(i).get("card_number") : null;
      if (card != null && !card.isNull()) {
        assertThat(luhn(card.asText())).as(card.asText()).isTrue();
      }
      for (JsonNode personal : truth.get(i).get("pii")) {
        String text = personal.get("text").asText();
        switch (personal.get("kind").asText()) {
          case "card" -> assertThat(luhn(text)).as(text).isTrue();
          case "iban" -> {
            String iban = text.replace(" ", "");
            String turned = iban.substring(4) + iban.substring(0, 4);
            assertThat(Identifiers.remainder97(turned)).as(text).isEqualTo(1);
          }
          default -> {}
        }
      }
      for (JsonNode decoy : truth.get(i).get("decoys")) {
        if (decoy.asText().matches("\\d{16}")) {
          assertThat(luhn(decoy.asText())).as(decoy.asText()).isFalse();
        }
      }
    }
  }

  @Test
  void faultsAndTrueValuesFitTheRow() throws IOException {
    for (int i = 0; i < ROWS; i++) {
      JsonNode row = truth.get(i);
      if (!row.get("corruption").isNull()) {
        continue;
      }
      JsonNode ticket = ticket(i);
      Map<String, String> faults = new HashMap<>();
      row.get("faults").forEach(f -> faults.put(f.get("column").asText(), f.get("fault").asText()));
      for (String column :
          List.of("product", "plan", "region", "tenure_months", "monthly_spend", "email")) {
        JsonNode right = row.get("true_" + column);
        String fault = faults.getOrDefault(column, "");
        if (fault.startsWith("missing")) {
          assertThat(ticket.get(column).isNull()).isTrue();
        } else {
          assertThat(ticket.get(column).equals(right)).as(column).isEqualTo(fault.isEmpty());
        }
      }
      JsonNode raw = ticket.get("minutes_watched");
      double right = row.get("true_minutes_watched").asDouble();
      switch (faults.getOrDefault("minutes_watched", "")) {
        case "hours" -> assertThat(raw.asDouble() * 60).isCloseTo(right, within(0.01));
        case "seconds" -> assertThat(raw.asDouble() / 60).isEqualTo(right);
        case "sentinel" -> assertThat(raw.asInt()).isIn(-1, -999);
        case "outlier" -> assertThat(raw.asDouble()).isGreaterThan(43_200);
        case "" -> assertThat(raw.asDouble()).isEqualTo(right);
        default -> assertThat(raw.isNull()).isTrue();
      }
    }
  }

  @Test
  void aCopyIsOfAnEarlierTicketAndAnExactOneHasTheSameBytes() throws IOException {
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
  void fewerThanThreeAnnotatorsAreNeverAskedAndEachErrsAsOftenAsTheDocsSay() {
    Map<String, String> topics = new HashMap<>();
    truth.forEach(r -> topics.put(r.get("ticket_id").asText(), r.get("topic").asText()));
    Map<String, Integer> perTicket = new HashMap<>();
    Map<String, int[]> perAnnotator = new HashMap<>();
    for (JsonNode row : annotations) {
      String ticket = row.get("ticket_id").asText();
      perTicket.merge(ticket, 1, Integer::sum);
      int[] counts = perAnnotator.computeIfAbsent(row.get("annotator").asText(), a -> new int[2]);
      counts[0]++;
      counts[1] += row.get("topic").asText().equals(topics.get(ticket)) ? 0 : 1;
    }
    assertThat(perTicket.keySet()).isEqualTo(topics.keySet());
    assertThat(Set.copyOf(perTicket.values())).containsExactlyInAnyOrder(3, 4, 5);
    for (Annotator annotator : Annotator.values()) {
      int[] counts = perAnnotator.get(annotator.word());
      assertThat((double) counts[1] / counts[0]).isCloseTo(annotator.error(), within(0.03));
    }
  }

  private static List<JsonNode> read(String file) throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    for (byte[] line : TicketSampleTest.lines(Files.readAllBytes(out.resolve(file)))) {
      rows.add(JSON.readTree(line));
    }
    return rows;
  }

  private static JsonNode ticket(int index) throws IOException {
    return JSON.readTree(lines.get(index));
  }

  private static void share(Map<String, Integer> counts, String name, double expected) {
    double deviation = Math.sqrt(expected * (1 - expected) / ROWS);
    double share = counts.getOrDefault(name, 0) / (double) ROWS;
    assertThat(share).as(name).isCloseTo(expected, within(4 * deviation));
  }

  /** Strict UTF-8, JSON, and a number where a number belongs. */
  private static boolean fits(byte[] line) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(java.nio.ByteBuffer.wrap(line));
      JsonNode row = JSON.readTree(line);
      return row.size() == 18
          && (row.get("tenure_months").isNull() || row.get("tenure_months").isNumber());
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean luhn(String text) {
    String digits = text.replaceAll("[ -]", "");
    return Identifiers.luhn(digits.substring(0, digits.length() - 1)).equals(digits);
  }
}

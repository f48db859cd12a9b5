package io.sluice.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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

  private static Sampled sampled;
  private static List<byte[]> lines;
  private static List<JsonNode> truth;

  @BeforeAll
  static void write() throws IOException {
    sampled = Sampled.of(ROWS, 11, out);
    lines = sampled.lines();
    truth = sampled.truth();
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

  /** The model of docs/sample.md: as often as it says, and as well separated as chance allows. */
  @Test
  void ticketsAreEscalatedAsOftenAsTheModelSays() throws IOException {
    double expected = 0;
    int escalated = 0;
    double[] mean = new double[2];
    for (int i = 0; i < ROWS; i++) {
      if (truth.get(i).get("corruption").isNull()) {
        double probability = truth.get(i).get("escalated_probability").asDouble();
        int label = ticket(i).get("escalated").asBoolean() ? 1 : 0;
        expected += probability;
        escalated += label;
        mean[label] += probability;
      }
    }
    assertThat(escalated / expected).isCloseTo(1, within(0.1));
    assertThat(mean[1] / escalated).isGreaterThan(2 * mean[0] / (ROWS - escalated));
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
  void fewerThanThreeAnnotatorsAreNeverAskedAndEachErrsAsOftenAsTheDocsSay() {
    Map<String, String> topics = new HashMap<>();
    truth.forEach(r -> topics.put(r.get("ticket_id").asText(), r.get("topic").asText()));
    Map<String, Integer> perTicket = new HashMap<>();
    Map<String, int[]> perAnnotator = new HashMap<>();
    for (JsonNode row : sampled.annotations()) {
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

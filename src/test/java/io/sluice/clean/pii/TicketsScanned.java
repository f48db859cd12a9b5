package io.sluice.clean.pii;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.sample.TicketSample;
import io.sluice.sample.TicketSample.Existing;
import io.sluice.sample.TicketSample.Packing;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a scan finds in the bodies of generated tickets, beside what their truth says. A value
 * counts once a ticket, and only where its first and last character are right. Called with a folder
 * and a number of rows, it prints the table of docs/privacy.md.
 */
final class TicketsScanned {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, Entity> KINDS =
      Map.of(
          "email", Entity.EMAIL,
          "iban", Entity.IBAN,
          "card", Entity.CARD,
          "national_id", Entity.NATIONAL_ID,
          "ip", Entity.IP,
          "phone", Entity.PHONE);

  /** Values of an entity: planted, found, and both. */
  static final class Counts {
    int planted;
    int found;
    int both;

    double precision() {
      return (double) both / found;
    }

    double recall() {
      return (double) both / planted;
    }
  }

  private final Scan scan = new Scan(EnumSet.allOf(Entity.class));
  private final Map<Entity, Counts> counts = new EnumMap<>(Entity.class);
  private final List<String> wrong = new ArrayList<>();
  private int decoys;
  private int decoysTaken;

  private TicketsScanned() {
    for (Entity entity : Entity.values()) {
      counts.put(entity, new Counts());
    }
  }

  static TicketsScanned of(Path folder, long rows) throws IOException {
    new TicketSample(rows, 7).write(folder, Packing.PLAIN, Existing.REPLACE);
    TicketsScanned scanned = new TicketsScanned();
    try (BufferedReader tickets = reader(folder.resolve("tickets.jsonl"));
        BufferedReader truths = reader(folder.resolve("truth.jsonl"))) {
      for (String truth = truths.readLine(); truth != null; truth = truths.readLine()) {
        scanned.add(tickets.readLine(), JSON.readTree(truth));
      }
    }
    return scanned;
  }

  private static BufferedReader reader(Path file) throws IOException {
    // a few lines are no UTF-8; the truth says which
    return new BufferedReader(
        new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8));
  }

  private void add(String line, JsonNode truth) throws IOException {
    if (!truth.get("corruption").isNull()) {
      return;
    }
    String body = JSON.readTree(line).get("body").asText();
    Map<Entity, Set<String>> planted = sets();
    truth
        .get("pii")
        .forEach(p -> planted.get(KINDS.get(p.get("kind").asText())).add(p.get("text").asText()));
    Map<Entity, Set<String>> found = sets();
    scan.in(body)
        .forEach(s -> found.get(s.finder().entity()).add(body.substring(s.start(), s.end())));
    counts.forEach((entity, c) -> count(c, entity, planted.get(entity), found.get(entity)));
    for (JsonNode decoy : truth.get("decoys")) {
      decoys++;
      decoysTaken +=
          found.values().stream().anyMatch(values -> values.contains(decoy.asText())) ? 1 : 0;
    }
  }

  private void count(Counts c, Entity entity, Set<String> planted, Set<String> found) {
    c.planted += planted.size();
    c.found += found.size();
    for (String value : found) {
      if (planted.contains(value)) {
        c.both++;
      } else {
        wrong.add(entity + " found '" + value + "'");
      }
    }
    planted.stream()
        .filter(v -> !found.contains(v))
        .forEach(v -> wrong.add(entity + " missed '" + v + "'"));
  }

  private static Map<Entity, Set<String>> sets() {
    Map<Entity, Set<String>> sets = new EnumMap<>(Entity.class);
    for (Entity entity : Entity.values()) {
      sets.put(entity, new HashSet<>());
    }
    return sets;
  }

  Counts counts(Entity entity) {
    return counts.get(entity);
  }

  List<String> wrong() {
    return wrong;
  }

  int decoys() {
    return decoys;
  }

  int decoysTaken() {
    return decoysTaken;
  }

  String table() {
    StringBuilder table =
        new StringBuilder(
            "| entity | planted | found | right | precision | recall |\n"
                + "|---|---|---|---|---|---|\n");
    counts.forEach(
        (entity, c) ->
            table.append(
                String.format(
                    Locale.ROOT,
                    "| %s | %,d | %,d | %,d | %.4f | %.4f |%n",
                    entity.word(),
                    c.planted,
                    c.found,
                    c.both,
                    c.precision(),
                    c.recall())));
    return table
        .append(
            String.format(Locale.ROOT, "%nOf %,d decoys %,d were taken.%n", decoys, decoysTaken))
        .toString();
  }

  public static void main(String[] arguments) throws IOException {
    TicketsScanned scanned = of(Path.of(arguments[0]), Long.parseLong(arguments[1]));
    System.out.println(scanned.table());
    scanned.wrong().stream().limit(40).forEach(System.out::println);
  }
}

package io.sluice.sample;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.sample.TicketSample.Existing;
import io.sluice.sample.TicketSample.Packing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The tables of a sample, read back. */
record Sampled(List<byte[]> lines, List<JsonNode> truth, List<JsonNode> annotations) {

  static Sampled of(int rows, long seed, Path folder) throws IOException {
    new TicketSample(rows, seed).write(folder, Packing.PLAIN, Existing.KEEP);
    return new Sampled(
        TicketSampleTest.lines(Files.readAllBytes(folder.resolve("tickets.jsonl"))),
        read(folder.resolve("truth.jsonl")),
        read(folder.resolve("annotations.jsonl")));
  }

  private static List<JsonNode> read(Path file) throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<JsonNode> rows = new ArrayList<>();
    for (byte[] line : TicketSampleTest.lines(Files.readAllBytes(file))) {
      rows.add(json.readTree(line));
    }
    return rows;
  }
}

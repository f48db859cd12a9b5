package io.sluice.stats;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A summary as JSON, complete: what is read back merges and answers as what was written. */
public final class SummaryJson {

  private static final ObjectMapper JSON = new ObjectMapper();

  private SummaryJson() {}

  /** The summary as text. */
  public static String write(Summary summary) {
    ObjectNode root = JSON.createObjectNode();
    root.put("rows", summary.rows());
    ArrayNode columns = root.putArray("columns");
    for (ColumnSummary column : summary.columns()) {
      ObjectNode node = columns.addObject();
      node.put("name", column.name());
      node.put("kind", column.kind().name());
      node.put("nulls", column.nulls());
      node.put("nans", column.nans());
      if (column.kind() == ColumnSummary.Kind.NUMBERS) {
        writeNumbers(column, node);
      } else {
        writeValues(column.values(), node);
      }
    }
    return root.toPrettyString() + "\n";
  }

  /** The summary that {@link #write} wrote. */
  public static Summary read(String text) {
    try {
      JsonNode root = JSON.readTree(text);
      List<ColumnSummary> columns = new ArrayList<>();
      root.get("columns").forEach(node -> columns.add(column(node)));
      return new Summary(root.get("rows").asLong(), columns);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a summary: " + e.getOriginalMessage(), e);
    }
  }

  private static void writeNumbers(ColumnSummary column, ObjectNode node) {
    Moments m = column.moments();
    node.put("count", m.count());
    if (m.count() > 0) {
      node.put("mean", m.mean());
      node.put("m2", m.m2());
      node.put("m3", m.m3());
      node.put("m4", m.m4());
      node.put("min", m.min());
      node.put("max", m.max());
    }
    Quantiles q = column.quantiles();
    node.put("level", q.level());
    ArrayNode keys = node.putArray("keys");
    ArrayNode counts = node.putArray("counts");
    for (long key : q.bucketKeys()) {
      keys.add(key);
    }
    for (long count : q.bucketCounts()) {
      counts.add(count);
    }
  }

  private static void writeValues(ValueCounts values, ObjectNode node) {
    ObjectNode counts = node.putObject("values");
    values.frequent().forEach(f -> counts.put(f.value(), f.atLeast()));
    if (!values.isExact()) {
      node.put("total", values.total());
      node.put("frequentError", values.frequentError());
      node.put("distinctSketch", values.distinctSketch());
    }
  }

  private static ColumnSummary column(JsonNode node) {
    ColumnSummary.Kind kind = ColumnSummary.Kind.valueOf(node.get("kind").asText());
    boolean numbers = kind == ColumnSummary.Kind.NUMBERS;
    return new ColumnSummary(
        node.get("name").asText(),
        kind,
        node.get("nulls").asLong(),
        node.get("nans").asLong(),
        numbers ? moments(node) : new Moments(),
        numbers
            ? Quantiles.of(
                node.get("level").asInt(), longs(node.get("keys")), longs(node.get("counts")))
            : new Quantiles(),
        numbers ? new ValueCounts() : values(node));
  }

  private static Moments moments(JsonNode node) {
    long count = node.get("count").asLong();
    return count == 0
        ? new Moments()
        : new Moments(
            count,
            node.get("mean").asDouble(),
            node.get("m2").asDouble(),
            node.get("m3").asDouble(),
            node.get("m4").asDouble(),
            node.get("min").asDouble(),
            node.get("max").asDouble());
  }

  private static ValueCounts values(JsonNode node) {
    Map<String, Long> counts = new LinkedHashMap<>();
    node.get("values")
        .fields()
        .forEachRemaining(e -> counts.put(e.getKey(), e.getValue().asLong()));
    if (node.has("distinctSketch")) {
      byte[] sketch = Base64.getDecoder().decode(node.get("distinctSketch").asText());
      return ValueCounts.of(
          node.get("total").asLong(), node.get("frequentError").asLong(), counts, sketch);
    }
    ValueCounts values = new ValueCounts();
    counts.forEach(values::add);
    return values;
  }

  private static long[] longs(JsonNode node) {
    long[] values = new long[node.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = node.get(i).asLong();
    }
    return values;
  }
}

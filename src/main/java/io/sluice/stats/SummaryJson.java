package io.sluice.stats;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A summary as JSON, complete: what is read back merges and answers as what was written. */
public final class SummaryJson {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Comparator<List<String>> BY_TEXT = Comparator.comparing(List::toString);

  private SummaryJson() {}

  /** The summary as text. */
  public static String write(Summary summary) {
    ObjectNode root = JSON.createObjectNode();
    root.put("rows", summary.rows());
    ArrayNode measures = root.putArray("measures");
    summary
        .measures()
        .forEach(
            (need, measure) -> {
              ObjectNode node = measures.addObject();
              node.put("kind", need.kind().name());
              need.columns().forEach(node.putArray("columns")::add);
              write(measure, node);
            });
    return root.toPrettyString() + "\n";
  }

  /** The summary that {@link #write} wrote. */
  public static Summary read(String text) {
    try {
      JsonNode root = JSON.readTree(text);
      Map<Need, Measure> measures = new LinkedHashMap<>();
      for (JsonNode node : root.get("measures")) {
        Need need = new Need(Need.Kind.valueOf(node.get("kind").asText()), columns(node));
        measures.put(need, measure(need, node));
      }
      return new Summary(root.get("rows").asLong(), measures);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a summary: " + e.getOriginalMessage(), e);
    }
  }

  private static void write(Measure measure, ObjectNode node) {
    if (measure instanceof ColumnSummary column) {
      writeColumn(column, node);
    } else if (measure instanceof GroupedSummary grouped) {
      writeGroups(grouped, node);
    } else if (measure instanceof SlotCounts slots) {
      node.put("vectors", slots.vectors());
      writeLongs(slots.counts(), node.putArray("counts"));
    } else if (measure instanceof DistinctCount distinct) {
      node.put("distinctSketch", Base64.getEncoder().encodeToString(distinct.bytes()));
    } else if (measure instanceof PairMoments pair) {
      node.put("count", pair.count());
      node.put("meanX", pair.meanX());
      node.put("restX", pair.restX());
      node.put("meanY", pair.meanY());
      node.put("restY", pair.restY());
      node.put("m2X", pair.m2X());
      node.put("m2Y", pair.m2Y());
      node.put("cXY", pair.cXY());
    }
  }

  private static Measure measure(Need need, JsonNode node) {
    return switch (need.kind()) {
      case MOMENTS, NUMBERS, VALUES -> column(need.column(), need.kind(), node);
      case GROUPED_MOMENTS, GROUPED_NUMBERS -> groups(need, node);
      case SLOTS -> new SlotCounts(longs(node.get("counts")), node.get("vectors").asLong());
      case DISTINCT ->
          new DistinctCount(Base64.getDecoder().decode(node.get("distinctSketch").asText()));
      case PAIR ->
          new PairMoments(
              node.get("count").asLong(),
              node.get("meanX").asDouble(),
              node.get("restX").asDouble(),
              node.get("meanY").asDouble(),
              node.get("restY").asDouble(),
              node.get("m2X").asDouble(),
              node.get("m2Y").asDouble(),
              node.get("cXY").asDouble());
    };
  }

  private static void writeColumn(ColumnSummary column, ObjectNode node) {
    node.put("nulls", column.nulls());
    node.put("nans", column.nans());
    if (column.kind() == Need.Kind.VALUES) {
      writeValues(column.values(), node);
      return;
    }
    writeMoments(column.moments(), node);
    if (column.kind() == Need.Kind.NUMBERS) {
      Quantiles q = column.quantiles();
      node.put("maxBuckets", q.maxBuckets());
      node.put("level", q.level());
      writeLongs(q.bucketKeys(), node.putArray("keys"));
      writeLongs(q.bucketCounts(), node.putArray("counts"));
    }
  }

  private static ColumnSummary column(String name, Need.Kind kind, JsonNode node) {
    return new ColumnSummary(
        name,
        kind,
        node.get("nulls").asLong(),
        node.get("nans").asLong(),
        kind == Need.Kind.VALUES ? new Moments() : moments(node),
        kind == Need.Kind.NUMBERS ? quantiles(node) : new Quantiles(),
        kind == Need.Kind.VALUES ? values(node) : new ValueCounts());
  }

  private static void writeMoments(Moments m, ObjectNode node) {
    node.put("count", m.count());
    if (m.count() > 0) {
      node.put("mean", m.mean());
      node.put("meanRest", m.meanRest());
      node.put("m2", m.m2());
      node.put("m3", m.m3());
      node.put("m4", m.m4());
      node.put("min", m.min());
      node.put("max", m.max());
    }
  }

  private static Moments moments(JsonNode node) {
    long count = node.get("count").asLong();
    return count == 0
        ? new Moments()
        : new Moments(
            count,
            node.get("mean").asDouble(),
            node.get("meanRest").asDouble(),
            node.get("m2").asDouble(),
            node.get("m3").asDouble(),
            node.get("m4").asDouble(),
            node.get("min").asDouble(),
            node.get("max").asDouble());
  }

  private static Quantiles quantiles(JsonNode node) {
    return Quantiles.of(
        node.get("maxBuckets").asInt(),
        node.get("level").asInt(),
        longs(node.get("keys")),
        longs(node.get("counts")));
  }

  private static void writeValues(ValueCounts values, ObjectNode node) {
    node.put("total", values.total());
    if (!values.isExact()) {
      node.put("frequentError", values.frequentError());
      node.put("distinctSketch", Base64.getEncoder().encodeToString(values.distinctSketch()));
    }
    ObjectNode counts = node.putObject("values");
    values.frequent().forEach(f -> counts.put(f.value(), f.atLeast()));
  }

  private static ValueCounts values(JsonNode node) {
    Map<String, Long> counts = new LinkedHashMap<>();
    node.get("values")
        .fields()
        .forEachRemaining(e -> counts.put(e.getKey(), e.getValue().asLong()));
    if (node.has("distinctSketch")) {
      return ValueCounts.of(
          node.get("total").asLong(),
          node.get("frequentError").asLong(),
          counts,
          Base64.getDecoder().decode(node.get("distinctSketch").asText()));
    }
    ValueCounts values = new ValueCounts();
    counts.forEach(values::add);
    return values;
  }

  private static void writeGroups(GroupedSummary grouped, ObjectNode node) {
    node.put("tooMany", grouped.hasTooMany());
    ArrayNode groups = node.putArray("groups");
    grouped.groups().entrySet().stream()
        .sorted(Map.Entry.comparingByKey(BY_TEXT))
        .forEach(
            e -> {
              ObjectNode group = groups.addObject();
              e.getKey().forEach(group.putArray("by")::add);
              writeColumn(e.getValue(), group);
            });
  }

  private static GroupedSummary groups(Need need, JsonNode node) {
    GroupedSummary grouped = new GroupedSummary(need.column(), need.kind());
    for (JsonNode group : node.get("groups")) {
      List<String> by = new ArrayList<>();
      group.get("by").forEach(value -> by.add(value.isNull() ? null : value.asText()));
      grouped.add(GroupedSummary.key(by), column(need.column(), grouped.group().kind(), group));
    }
    if (node.get("tooMany").asBoolean()) {
      grouped.giveUp();
    }
    return grouped;
  }

  private static List<String> columns(JsonNode node) {
    List<String> columns = new ArrayList<>();
    node.get("columns").forEach(name -> columns.add(name.asText()));
    return columns;
  }

  private static void writeLongs(long[] values, ArrayNode node) {
    for (long value : values) {
      node.add(value);
    }
  }

  private static long[] longs(JsonNode node) {
    long[] values = new long[node.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = node.get(i).asLong();
    }
    return values;
  }
}

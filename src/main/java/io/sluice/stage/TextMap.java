package io.sluice.stage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.util.Identifiable;

/** A setting that maps names to texts, in the order of the job file. */
public final class TextMap extends Param<Map<String, String>> {

  /** Whether the map is a setting of its own name or all of the step's keys. */
  public enum Keys {
    /** {@code options: {header: "true"}} */
    NESTED,
    /** The same; {@code on: [a, b]} is short for {@code on: {a: a, b: b}}. */
    NESTED_OR_NAMES,
    /** {@code derive: {year: "year(day)"}}: what is no other setting's name is a key. */
    ALL_OTHERS
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Keys keys;

  public TextMap(Identifiable parent, String name, String doc, Keys keys) {
    super(parent, name, doc);
    this.keys = keys;
  }

  /** Where the keys stand in a job file. */
  public Keys keys() {
    return keys;
  }

  @Override
  public String jsonEncode(Map<String, String> value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Map<String, String> jsonDecode(String json) {
    try {
      return JSON.readValue(json, new TypeReference<LinkedHashMap<String, String>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}

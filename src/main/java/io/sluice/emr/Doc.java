package io.sluice.emr;

import java.util.LinkedHashMap;
import java.util.Map;

/** JSON objects with their keys in the order of writing. */
final class Doc {

  private Doc() {}

  /** Keys and values in turn. */
  static Map<String, Object> of(Object... keysAndValues) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      object.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return object;
  }
}

package io.sluice.sample;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Collection;

/** Makes one JSON object at a time, in memory that is used again for the next. */
final class Lines {

  /** Writes the fields of an object. */
  interface Fields {
    void write(Lines line) throws IOException;
  }

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(8192);
  private final JsonGenerator json;

  Lines() throws IOException {
    json = new JsonFactory().createGenerator(bytes).setRootValueSeparator(null);
  }

  /** The object's bytes, without the end of the line. */
  byte[] object(Fields fields) throws IOException {
    bytes.reset();
    json.writeStartObject();
    fields.write(this);
    json.writeEndObject();
    json.flush();
    return bytes.toByteArray();
  }

  void text(String name, String value) throws IOException {
    json.writeStringField(name, value);
  }

  /** A whole number without a point, others with as many digits as they need. */
  void number(String name, Double value) throws IOException {
    if (value == null) {
      json.writeNullField(name);
    } else if (value == Math.rint(value)) {
      json.writeNumberField(name, value.longValue());
    } else {
      json.writeNumberField(name, value);
    }
  }

  void number(String name, long value) throws IOException {
    json.writeNumberField(name, value);
  }

  void flag(String name, boolean value) throws IOException {
    json.writeBooleanField(name, value);
  }

  void texts(String name, Collection<String> values) throws IOException {
    json.writeArrayFieldStart(name);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }

  /** An array of objects, each of two texts. */
  void beginPairs(String name) throws IOException {
    json.writeArrayFieldStart(name);
  }

  void pair(String name1, String value1, String name2, String value2) throws IOException {
    json.writeStartObject();
    json.writeStringField(name1, value1);
    json.writeStringField(name2, value2);
    json.writeEndObject();
  }

  void endPairs() throws IOException {
    json.writeEndArray();
  }
}

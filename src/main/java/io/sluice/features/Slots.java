package io.sluice.features;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.attribute.NumericAttribute;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;

/**
 * The names of the slots of a vector column, kept in its metadata as spark.ml's attributes. A wide
 * hashed vector keeps one name for all of its slots: {@code airport#17} is made when asked for.
 */
final class Slots {

  private Slots() {}

  /** Metadata of a vector whose slots all have names. */
  static Metadata named(String column, List<String> names) {
    Attribute[] attributes =
        names.stream()
            .map(name -> NumericAttribute.defaultAttr().withName(name))
            .toArray(Attribute[]::new);
    return new AttributeGroup(column, attributes).toMetadata();
  }

  /** Metadata of a vector whose slots have numbers only. */
  static Metadata numbered(String column, int size) {
    return new AttributeGroup(column, size).toMetadata();
  }

  /** Number of slots of a column; -1 for a vector that does not say. */
  static int size(StructField field) {
    return isVector(field) ? AttributeGroup.fromStructField(field).size() : 1;
  }

  static boolean isVector(StructField field) {
    return field.dataType().equals(SQLDataTypes.VectorType());
  }

  /** The name of each slot of a column of {@code size} slots. */
  static List<String> names(StructField field, int size) {
    if (!isVector(field)) {
      return List.of(field.name());
    }
    AttributeGroup group = AttributeGroup.fromStructField(field);
    if (group.attributes().isDefined()) {
      return Arrays.stream(group.attributes().get())
          .map(a -> a.name().isDefined() ? a.name().get() : field.name() + "#" + a.index().get())
          .toList();
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      names.add(field.name() + "#" + i);
    }
    return names;
  }
}

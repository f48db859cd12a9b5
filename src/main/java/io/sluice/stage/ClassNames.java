package io.sluice.stage;

import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructType;

/**
 * The classes that a label tells apart, in the metadata of its column, where spark.ml looks for
 * them: the label is the number of a class, from 0, in the order of the names.
 */
public final class ClassNames {

  private ClassNames() {}

  /** The names of a label's classes; empty of a label that is no index. */
  public static List<String> of(StructType table, String label) {
    Attribute attribute = Attribute.fromStructField(table.apply(label));
    return attribute instanceof NominalAttribute nominal && nominal.values().isDefined()
        ? Arrays.asList(nominal.values().get())
        : List.of();
  }

  /** The metadata of a label of these classes, beside what is there. */
  public static Metadata mark(Metadata there, String label, List<String> names) {
    return NominalAttribute.defaultAttr()
        .withName(label)
        .withValues(names.toArray(new String[0]))
        .toMetadata(there);
  }

  /** The index of a value among others; their number where it is none of them. */
  public static Column index(Column value, List<?> others) {
    Column place = functions.array_position(array(others), value);
    return functions.when(place.gt(0), place.minus(1)).otherwise(others.size()).cast("double");
  }

  /** The name of an index; null where it has none. */
  public static Column name(Column index, List<String> names) {
    Column place = index.cast("int").plus(1);
    return functions.when(
        place.between(lit(1), lit(names.size())), element_at(array(names), place));
  }

  private static Column array(List<?> values) {
    return functions.array(values.stream().map(value -> lit(value)).toArray(Column[]::new));
  }
}

package io.sluice.clean.pii;

import io.sluice.stage.Loop;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Masks the entities in a text, or a whole text whatever it holds. Says nothing of its {@link Mask}
 * as text, since a plan shows it so.
 */
public final class MaskText implements Loop.TextToRow {

  /** Whether what is found in a text is masked, or all of it. */
  private enum Reach {
    FOUND,
    WHOLE
  }

  private static final long serialVersionUID = 1L;

  /** The field of the text as it becomes. */
  public static final String TEXT = "text";

  /** The field of the values that are masked, which are counted by {@link Entity} in others. */
  public static final String ALL = "all";

  private static final Map<Entity, Integer> PLACES = new EnumMap<>(Entity.class);

  static {
    for (Entity entity : Entity.values()) {
      PLACES.put(entity, PLACES.size() + 1);
    }
  }

  private final Scan scan;
  private final Mask mask;
  private final Reach reach;
  private final String label;

  private MaskText(Set<Entity> entities, Mask mask, Reach reach, String label) {
    this.scan = new Scan(entities);
    this.mask = mask;
    this.reach = reach;
    this.label = label;
  }

  /** Masks these entities wherever they stand in the text. */
  public static MaskText found(Set<Entity> entities, Mask mask) {
    return new MaskText(entities, mask, Reach.FOUND, "");
  }

  /**
   * Masks the text as a whole: as the entity that it is from its first character to its last, or
   * else as what its column is called. A blank text stays.
   */
  public static MaskText whole(String column, Mask mask) {
    String label = column.replaceAll("[^\\p{L}\\p{N}]+", "_").toUpperCase(Locale.ROOT);
    return new MaskText(EnumSet.allOf(Entity.class), mask, Reach.WHOLE, label);
  }

  /** What becomes of a text: {@value #TEXT}, {@value #ALL}, and a number for each entity. */
  public static StructType type() {
    return new StructType(
        Stream.concat(
                Stream.of(field(TEXT, true)),
                Stream.concat(Stream.of(ALL), Entity.words().stream()).map(n -> field(n, false)))
            .toArray(StructField[]::new));
  }

  private static StructField field(String name, boolean isText) {
    return new StructField(
        name, isText ? DataTypes.StringType : DataTypes.IntegerType, false, Metadata.empty());
  }

  @Override
  public InternalRow apply(UTF8String text) {
    int[] counts = new int[1 + PLACES.size()];
    UTF8String masked = reach == Reach.WHOLE ? whole(text, counts) : found(text, counts);
    Object[] row = new Object[1 + counts.length];
    row[0] = masked;
    for (int i = 0; i < counts.length; i++) {
      row[1 + i] = counts[i];
    }
    return new GenericInternalRow(row);
  }

  private UTF8String found(UTF8String text, int[] counts) {
    if (!mayHold(text.getBytes())) {
      return text;
    }
    String chars = text.toString();
    List<Span> spans = scan.in(chars);
    if (spans.isEmpty()) {
      return text;
    }
    StringBuilder out = new StringBuilder(chars.length());
    int done = 0;
    for (Span span : spans) {
      out.append(chars, done, span.start());
      out.append(masked(span.finder(), chars.substring(span.start(), span.end())));
      counts[0]++;
      counts[PLACES.get(span.finder().entity())]++;
      done = span.end();
    }
    return UTF8String.fromString(out.append(chars, done, chars.length()).toString());
  }

  /** Every entity has a digit or the sign of an address. */
  private static boolean mayHold(byte[] text) {
    for (byte b : text) {
      if (b == '@' || Edges.isDigit((char) b)) {
        return true;
      }
    }
    return false;
  }

  private UTF8String whole(UTF8String text, int[] counts) {
    String value = text.toString().strip();
    if (value.isEmpty()) {
      return text;
    }
    counts[0]++;
    List<Span> spans = scan.in(value);
    boolean isEntity = spans.size() == 1 && spans.get(0).length() == value.length();
    return UTF8String.fromString(
        isEntity ? masked(spans.get(0).finder(), value) : mask.of(label, "text:" + value, ""));
  }

  private String masked(Finder finder, String value) {
    Entity entity = finder.entity();
    return mask.of(
        entity.name(), entity.word() + ":" + finder.canonical(value), finder.group(value));
  }

  @Override
  public String toString() {
    return "maskPii";
  }
}

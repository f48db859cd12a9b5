package io.sluice.clean;

import io.sluice.stage.Loop;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Reads a text by the first of several formats that it fits: {@code value}, a date or a timestamp
 * as Spark keeps them, null where it fits none; {@code format}, the format's index, or -1; {@code
 * other}, the index of the first other that reads something else, or -1.
 */
final class DateTexts implements Loop.TextToRow {

  private final List<String> patterns;
  private final ZoneId zone;
  private final boolean toDates;
  private transient List<DateFormat> formats;

  private DateTexts(List<String> patterns, ZoneId zone, boolean toDates) {
    this.patterns = List.copyOf(patterns);
    this.zone = zone;
    this.toDates = toDates;
  }

  static DateTexts toDates(List<String> patterns, ZoneId zone) {
    return new DateTexts(patterns, zone, true);
  }

  static DateTexts toTimestamps(List<String> patterns, ZoneId zone) {
    return new DateTexts(patterns, zone, false);
  }

  /** The fields of what is read. */
  StructType fields() {
    DataType value = toDates ? DataTypes.DateType : DataTypes.TimestampType;
    return new StructType()
        .add("value", value, true)
        .add("format", DataTypes.IntegerType, false)
        .add("other", DataTypes.IntegerType, false);
  }

  @Override
  public InternalRow apply(UTF8String text) {
    if (formats == null) {
      formats = patterns.stream().map(DateFormat::of).toList();
    }
    String cut = WhiteSpace.cutEnds(text.toString());
    Object value = null;
    int format = -1;
    int other = -1;
    for (int i = 0; i < formats.size() && other < 0; i++) {
      Optional<Object> read = formats.get(i).read(cut).flatMap(this::stored);
      if (read.isPresent() && value == null) {
        value = read.get();
        format = i;
      } else if (read.isPresent() && !read.get().equals(value)) {
        other = i;
      }
    }
    return new GenericInternalRow(new Object[] {value, format, other});
  }

  /** As Spark keeps it; nothing where that is beyond what it can keep. */
  private Optional<Object> stored(DateFormat.Reading reading) {
    try {
      if (toDates) {
        return Optional.of(Math.toIntExact(reading.dateIn(zone).toEpochDay()));
      }
      Instant instant = reading.in(zone).toInstant();
      long micros = Math.multiplyExact(instant.getEpochSecond(), 1_000_000L);
      return Optional.of(Math.addExact(micros, instant.getNano() / 1_000));
    } catch (ArithmeticException | DateTimeException e) {
      return Optional.empty(); // a year of more than six digits
    }
  }
}

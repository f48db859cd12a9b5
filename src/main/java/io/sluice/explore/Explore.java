package io.sluice.explore;

import io.sluice.stage.About;
import io.sluice.stage.Columns;
import io.sluice.stage.Problem;
import io.sluice.stage.Settings;
import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.sql.types.StructType;

/**
 * Section {@code explore}: what the columns hold before cleaning and after it, what cleaning
 * changed, and what columns have to do with each other. After cleaning only training rows are
 * looked at, so that nothing is decided by rows that judge the model. One pass over the first table
 * as it is read, and two over the training rows, one without {@code associations}.
 */
@About(
    value =
        "Shows what the columns hold before and after cleaning, and what they have to do with each"
            + " other.",
    rows = "keeps every row",
    example = "explore: {profile: true, by: damage}")
public final class Explore extends Settings {

  public Explore() {
    setDefault(profile(), true);
    setDefault(associations(), true);
  }

  public BooleanParam profile() {
    return new BooleanParam(
        this, "profile", "whether to show the columns before cleaning, and what cleaning changed");
  }

  public BooleanParam associations() {
    return new BooleanParam(
        this,
        "associations",
        "whether to look at pairs of columns, missing values together, points and times");
  }

  public Param<String> by() {
    return new Param<>(
        this,
        "by",
        "the column by whose values others are looked at (default: the label of classes)");
  }

  @Override
  public List<String> optional() {
    return List.of("by");
  }

  /** What does not fit the cleaned table. */
  public List<Problem> problems(StructType table) {
    return named()
        .flatMap(column -> Columns.incomparable(table, column))
        .map(why -> List.of(new Problem("by", why)))
        .orElse(List.of());
  }

  /** The column that {@code by} names. */
  public Optional<String> named() {
    return get(by()).isDefined() ? Optional.of(getOrDefault(by())) : Optional.empty();
  }

  public boolean showsBefore() {
    return (boolean) getOrDefault(profile());
  }

  public boolean showsAssociations() {
    return (boolean) getOrDefault(associations());
  }
}

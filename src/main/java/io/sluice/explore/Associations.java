package io.sluice.explore;

import static org.apache.spark.sql.functions.lit;

import io.sluice.result.Association;
import io.sluice.result.Explored;
import io.sluice.result.Groups;
import io.sluice.stage.Catalyst;
import io.sluice.stats.Between;
import io.sluice.stats.ColumnSummary;
import io.sluice.stats.HexGrid;
import io.sluice.stats.Joint;
import io.sluice.stats.Joint.Category;
import io.sluice.stats.Need;
import io.sluice.stats.PairMoments;
import io.sluice.stats.Summary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * What columns have to do with each other: one pass over the rows after the one that summarises
 * each column. Of the first {@value Correlations#MOST_COLUMNS} columns of numbers, and of the first
 * {@value #MOST_CATEGORIES} of 2 to {@value #MOST_VALUES} values.
 *
 * <p>Ranks are those among all numbers of a column, so that Spearman's correlation is exact where
 * none are missing and a column has no more than 8,192 different ones; beyond, neighbours have one
 * rank.
 */
public final class Associations {

  static final int MOST_CATEGORIES = 15;
  static final int MOST_VALUES = 50;
  private static final int MOST_MISSING = Long.SIZE;
  private static final int MOST_PATTERNS = 12;
  private static final int MOST_GRIDS = 3;

  private final Summary summary;
  private final StructType table;
  private final Joint.Question question;
  private final List<Association> pearson;
  private final Joint joint;
  private final List<Association> all;

  private Associations(Dataset<Row> rows, Summary summary, Optional<String> by) {
    this.summary = summary;
    this.table = rows.schema();
    this.pearson = Correlations.of(summary, table);
    this.question = question(by);
    this.joint = Joint.of(rows, question);
    this.all = all();
  }

  /**
   * Looks at the rows once more.
   *
   * @param summary that knows what {@link Profiles#needs} and {@link Correlations#needs} say
   * @param by a column whose values are looked at though it holds numbers, if they are few
   */
  public static Associations of(Dataset<Row> rows, Summary summary, Optional<String> by) {
    return new Associations(rows, summary, by);
  }

  private Joint.Question question(Optional<String> by) {
    List<ColumnSummary> numbers =
        Correlations.columns(table).stream()
            .map(name -> summary.of(Need.numbers(name)))
            .filter(c -> c.moments().count() > 0)
            .toList();
    List<Category> categories = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (StructField field : table.fields()) {
      if (!Profiles.isNested(field)) {
        ColumnSummary column = summary.of(Profiles.need(field));
        boolean isBy = by.filter(field.name()::equals).isPresent();
        category(field, column, isBy)
            .filter(c -> isBy || categories.size() < MOST_CATEGORIES)
            .ifPresent(categories::add);
        if (column.missing() > 0 && missing.size() < MOST_MISSING) {
          missing.add(field.name());
        }
      }
    }
    return new Joint.Question(
        numbers, categories, missing, Recodings.candidates(table, summary), grids());
  }

  private static Optional<Category> category(
      StructField field, ColumnSummary column, boolean isBy) {
    if (isBy && column.kind() == Need.Kind.NUMBERS) {
      List<String> values = column.quantiles().isExact() ? texts(field, column) : List.of();
      return values.size() > 1 && values.size() <= MOST_VALUES
          ? Optional.of(new Category(field.name(), values))
          : Optional.empty();
    }
    if (field.dataType() instanceof BooleanType) {
      return column.quantiles().buckets() == 2
          ? Optional.of(new Category(field.name(), List.of("false", "true")))
          : Optional.empty();
    }
    boolean isFew =
        column.kind() == Need.Kind.VALUES
            && column.values().isExact()
            && column.values().distinct() > 1
            && column.values().distinct() <= MOST_VALUES;
    return isFew
        ? Optional.of(
            new Category(
                field.name(),
                column.values().mostFrequentFirst().stream().map(v -> v.value()).toList()))
        : Optional.empty();
  }

  /** The numbers as Spark writes them in their type. */
  private static List<String> texts(StructField field, ColumnSummary column) {
    return column.weighted().stream()
        .limit(MOST_VALUES + 1L)
        .map(n -> lit(n.value()).cast(field.dataType()).cast("string"))
        .map(text -> Catalyst.expression(text).eval(null))
        .map(String::valueOf)
        .toList();
  }

  /** Of the pairs that go together most, without the points far from most. */
  private List<HexGrid> grids() {
    return pearson.stream()
        .filter(a -> Math.abs(a.strength()) < Correlations.SAME) // a line says nothing
        .map(a -> grid(a.first(), a.second()))
        .flatMap(Optional::stream)
        .limit(MOST_GRIDS)
        .toList();
  }

  private Optional<HexGrid> grid(String x, String y) {
    Fences level = Fences.of(summary.of(Need.numbers(x)));
    Fences upright = Fences.of(summary.of(Need.numbers(y)));
    return level.from() < level.to() && upright.from() < upright.to()
        ? Optional.of(new HexGrid(x, y, level.from(), level.to(), upright.from(), upright.to()))
        : Optional.empty();
  }

  /** What was found. */
  public Explored explored() {
    return new Explored(all, inflations(), missing(), points(), Seasons.of(summary, table));
  }

  private List<Association> all() {
    List<Association> found = new ArrayList<>(pearson);
    List<ColumnSummary> numbers = question.numbers();
    List<Category> categories = question.categories();
    for (int j = 0; j < numbers.size(); j++) {
      for (int i = 0; i < j; i++) {
        PairMoments ranks = joint.ranks(i, j);
        Correlations.of(numbers.get(i).name(), numbers.get(j).name(), "spearman", ranks)
            .ifPresent(found::add);
      }
    }
    for (int j = 0; j < categories.size(); j++) {
      for (int i = 0; i < j; i++) {
        long[][] both = joint.table(i, j);
        String first = categories.get(i).column();
        String second = categories.get(j).column();
        Samples.chiSquared(both)
            .ifPresent(
                t ->
                    found.add(
                        new Association(
                            first, second, "cramersV", rows(both), t.effect(), t.p(), t.p())));
      }
    }
    for (int i = 0; i < numbers.size(); i++) {
      for (int j = 0; j < categories.size(); j++) {
        Between its = joint.between(i, j);
        String number = numbers.get(i).name();
        String category = categories.get(j).column();
        if (number.equals(category)) {
          continue; // a column of numbers by whose values others are looked at
        }
        Samples.anova(its.share(), its.groups(), (double) its.rows())
            .ifPresent(
                t ->
                    found.add(
                        new Association(
                            number,
                            category,
                            "correlationRatio",
                            its.rows(),
                            Math.sqrt(t.effect()),
                            t.p(),
                            t.p())));
      }
    }
    double[] adjusted = Discoveries.adjusted(found.stream().mapToDouble(Association::p).toArray());
    return IntStream.range(0, found.size())
        .mapToObj(i -> found.get(i).adjusted(adjusted[i]))
        .sorted(Comparator.comparingDouble((Association a) -> -Math.abs(a.strength())))
        .toList();
  }

  private static long rows(long[][] table) {
    long rows = 0;
    for (long[] some : table) {
      for (long count : some) {
        rows += count;
      }
    }
    return rows;
  }

  /** Of columns that vary and have a correlation with each other. */
  private List<Explored.Inflation> inflations() {
    List<String> names =
        Correlations.columns(table).stream()
            .filter(name -> summary.of(Need.numbers(name)).moments().variance() > 0)
            .toList();
    double[][] r = new double[names.size()][names.size()];
    for (int i = 0; i < names.size(); i++) {
      r[i][i] = 1;
      for (int j = i + 1; j < names.size(); j++) {
        r[i][j] = summary.pair(Need.pair(names.get(i), names.get(j))).correlation();
        r[j][i] = r[i][j];
        if (Double.isNaN(r[i][j])) {
          return List.of();
        }
      }
    }
    return Inflations.of(names, r);
  }

  private List<Explored.Missing> missing() {
    List<Explored.Missing> patterns = new ArrayList<>();
    joint
        .patterns()
        .forEach((bits, rows) -> patterns.add(new Explored.Missing(missing(bits), rows)));
    patterns.sort(
        Comparator.comparingLong((Explored.Missing m) -> -m.rows())
            .thenComparing(m -> m.columns().toString()));
    return List.copyOf(patterns.subList(0, Math.min(MOST_PATTERNS, patterns.size())));
  }

  private List<String> missing(long bits) {
    return IntStream.range(0, question.missing().size())
        .filter(i -> (bits >>> i & 1) == 1)
        .mapToObj(question.missing()::get)
        .toList();
  }

  private List<Explored.Points> points() {
    List<Explored.Points> all = new ArrayList<>();
    for (int g = 0; g < question.grids().size(); g++) {
      HexGrid grid = question.grids().get(g);
      long[] counts = joint.points(g);
      List<Explored.Hexagon> hexagons = new ArrayList<>();
      long inside = 0;
      for (int cell = 0; cell < counts.length; cell++) {
        if (counts[cell] > 0) {
          hexagons.add(new Explored.Hexagon(grid.middleX(cell), grid.middleY(cell), counts[cell]));
          inside += counts[cell];
        }
      }
      long both = summary.pair(Need.pair(grid.x(), grid.y())).count();
      all.add(
          new Explored.Points(
              grid.x(), grid.y(), grid.width(), grid.height(), hexagons, both - inside));
    }
    return List.copyOf(all);
  }

  /** What deserves a look because two columns go together, by the later one. */
  public Map<String, List<String>> doubts() {
    Map<String, List<String>> doubts = Correlations.doubts(summary, table, pearson);
    for (int i = 0; i < question.recodings().size(); i++) {
      if (joint.isRecoding(i)) {
        Joint.Recoding pair = question.recodings().get(i);
        doubts
            .computeIfAbsent(pair.second(), c -> new ArrayList<>())
            .add("says the same as '%s', value for value".formatted(pair.first()));
      }
    }
    return doubts;
  }

  /** How the columns of few values go with another one of them; none where that has many. */
  public List<Groups.Category> by(String column) {
    List<Category> categories = question.categories();
    OptionalInt by =
        IntStream.range(0, categories.size())
            .filter(i -> categories.get(i).column().equals(column))
            .findFirst();
    List<Groups.Category> found = new ArrayList<>();
    if (by.isPresent()) {
      for (int i = 0; i < categories.size(); i++) {
        int its = by.getAsInt();
        if (i != its) {
          String name = categories.get(i).column();
          Samples.chiSquared(joint.table(Math.min(i, its), Math.max(i, its)))
              .ifPresent(
                  t ->
                      found.add(
                          new Groups.Category(
                              name, table.apply(name).dataType().simpleString(), List.of(t))));
        }
      }
    }
    return found;
  }
}

package io.sluice.clean;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.sluice.clean.pii.Entity;
import io.sluice.clean.pii.Mask;
import io.sluice.clean.pii.MaskText;
import io.sluice.result.Run;
import io.sluice.stage.Columns;
import io.sluice.stage.Loop;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Rows with masked columns, and the count of what was masked. */
final class Masking {

  /** What is counted: values of one entity, or of any, in one column. */
  private record Counter(String column, String entity, Column values) {}

  private final StructType table;
  private final Map<String, String> masked = new LinkedHashMap<>(); // column to its struct
  private final Map<String, Column> structs = new LinkedHashMap<>();
  private final List<Counter> counters = new ArrayList<>();

  private Masking(StructType table) {
    this.table = table;
  }

  static Masking of(
      StructType table,
      List<StructField> searched,
      Set<Entity> entities,
      List<StructField> whole,
      Mask mask) {
    Masking masking = new Masking(table);
    searched.forEach(f -> masking.add(f, MaskText.found(entities, mask), entities));
    whole.forEach(f -> masking.add(f, MaskText.whole(f.name(), mask), Set.of()));
    return masking;
  }

  /** A column, and the entities to count in it; the column as a whole where there are none. */
  private void add(StructField field, MaskText mask, Set<Entity> entities) {
    String name = "sluice_masked_" + masked.size();
    while (Columns.has(table, name)) {
      name += "_";
    }
    masked.put(field.name(), name);
    structs.put(
        name, Loop.of(mask, MaskText.type(), Columns.col(field.name()).cast(DataTypes.StringType)));
    if (entities.isEmpty()) {
      counters.add(new Counter(field.name(), "whole column", col(name).getField(MaskText.ALL)));
    }
    for (Entity entity : entities) {
      counters.add(new Counter(field.name(), entity.word(), col(name).getField(entity.word())));
    }
  }

  /** All rows, with what is found masked; {@code warnings} where anything is. */
  Cleaned masking(Dataset<Row> rows, List<String> warnings) {
    Account account = account(n -> warned(tell(n).changed(n[2]), n[1] == 0 ? List.of() : warnings));
    Dataset<Row> found = rows.withColumns(structs);
    Map<String, Column> changed = new LinkedHashMap<>();
    masked.keySet().forEach(name -> changed.put(name, isMasked(name)));
    return Cleaned.of(account.on(found).select(replaced()), account)
        .changing(Changes.hidden(beside(found), table, changed));
  }

  /** The rows in which nothing is found. */
  Cleaned dropping(Dataset<Row> rows, List<String> warnings) {
    Account account =
        account(n -> warned(tell(n).reason(MaskPii.WHY, Run.Fate.DROPPED, n[1]), warnings));
    Dataset<Row> found = rows.withColumns(structs);
    Column[] reasons =
        counters.stream()
            .map(c -> when(c.values().gt(0), lit(c.entity() + " in " + c.column())))
            .toArray(Column[]::new);
    Dataset<Row> out = Reasons.beside(beside(found.where(any())), concat_ws("; ", reasons));
    return Cleaned.of(account.on(found).where(not(any())).select(replaced()), account)
        .dropping(out.drop(structs.keySet().toArray(String[]::new)));
  }

  /** The masked columns in their places, and after them what was found. */
  private Dataset<Row> beside(Dataset<Row> found) {
    return found.select(
        Stream.concat(Arrays.stream(replaced()), structs.keySet().stream().map(Columns::col))
            .toArray(Column[]::new));
  }

  private Column[] replaced() {
    return Arrays.stream(table.fields())
        .map(
            f ->
                masked.containsKey(f.name())
                    ? col(masked.get(f.name())).getField(MaskText.TEXT).as(f.name(), f.metadata())
                    : Columns.col(f.name()))
        .toArray(Column[]::new);
  }

  private Column isMasked(String name) {
    return coalesce(col(masked.get(name)).getField(MaskText.ALL).gt(0), lit(false));
  }

  private Column any() {
    return masked.keySet().stream().map(this::isMasked).reduce(lit(false), Column::or);
  }

  /** All rows, rows with any, masked cells; then for each counter its values and its rows. */
  private Account account(Function<long[], Outcome> tell) {
    List<Column> counts = new ArrayList<>(List.of(count(lit(1)), count_if(any())));
    counts.add(
        masked.keySet().stream()
            .map(name -> count_if(isMasked(name)))
            .reduce(count_if(lit(false)), Column::plus));
    for (Counter counter : counters) {
      counts.add(sum(counter.values()));
      counts.add(count_if(counter.values().gt(0)));
    }
    return Account.of(row -> tell.apply(Account.numbers(row)), counts.toArray(new Column[0]));
  }

  private Outcome tell(long[] counts) {
    List<Map<String, Object>> lines = new ArrayList<>();
    for (int i = 0; i < counters.size(); i++) {
      long values = counts[3 + 2 * i];
      long rows = counts[4 + 2 * i];
      if (values > 0) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("column", counters.get(i).column());
        line.put("found", counters.get(i).entity());
        line.put("values", values);
        line.put("rows", rows);
        line.put("row share", (double) rows / counts[0]);
        lines.add(line);
      }
    }
    return Outcome.NOTHING.finding(new Run.Finding("Personal data", lines));
  }

  private static Outcome warned(Outcome outcome, List<String> warnings) {
    Outcome all = outcome;
    for (String warning : warnings) {
      all = all.warning(warning);
    }
    return all;
  }
}

package io.sluice.clean;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.sluice.result.Run;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * A step that runs actions when applied: it quarantines the rows of one condition, drops those of
 * another, doubles those of a third, and tells how many rows it read before, as a finding. Not
 * public, so that no job can name it.
 */
final class ActingStep extends CleanStep {

  private final Column quarantine;
  private final Column drop;
  private final Column twice;
  private final String alsoReads;
  private boolean acted;

  ActingStep(String quarantine, String drop, String twice, String alsoReads) {
    this.quarantine = coalesce(expr(quarantine), lit(false));
    this.drop = coalesce(expr(drop), lit(false)).and(not(this.quarantine));
    this.twice = coalesce(expr(twice), lit(false)).and(not(this.quarantine)).and(not(this.drop));
    this.alsoReads = alsoReads;
  }

  @Override
  public Cleaned apply(Dataset<Row> rows) {
    acted = true;
    long before = rows.count();
    long others = alsoReads.isEmpty() ? 0 : rows.sparkSession().table(alsoReads).count();
    Account account =
        Account.of(
            row -> tell(Account.numbers(row), before, others),
            count_if(quarantine),
            count_if(drop),
            count_if(twice));
    Dataset<Row> counted = account.on(rows);
    Dataset<Row> kept = counted.where(not(quarantine).and(not(drop)));
    Column copies = expr("sequence(0, if(sluice_twice, 1, 0))");
    Dataset<Row> out =
        kept.withColumn("sluice_twice", twice)
            .withColumn("sluice_copy", org.apache.spark.sql.functions.explode(copies))
            .drop("sluice_twice", "sluice_copy");
    return Cleaned.of(out, account)
        .quarantining(Reasons.beside(rows.where(quarantine), lit("set aside")))
        .dropping(Reasons.beside(rows.where(drop), lit("not wanted")))
        .leaving("read", rows.sparkSession().range(others).select(col("id")));
  }

  private static Outcome tell(long[] n, long before, long others) {
    return Outcome.NOTHING
        .reason("set aside", Run.Fate.QUARANTINED, n[0])
        .reason("not wanted", Run.Fate.DROPPED, n[1])
        .reason("doubled", Run.Fate.ADDED, n[2])
        .finding(new Run.Finding("Rows read", List.of(Map.of("before", before, "others", others))))
        .warning("this step acts");
  }

  @Override
  public StructType output(Dataset<Row> noRows) {
    return noRows.schema();
  }

  @Override
  public boolean readsOften() {
    return true;
  }

  @Override
  public String inWords() {
    return "acts";
  }

  boolean acted() {
    return acted;
  }
}

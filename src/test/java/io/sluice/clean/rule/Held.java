package io.sluice.clean.rule;

import io.sluice.clean.Check;
import io.sluice.clean.Cleaned;
import io.sluice.clean.Outcome;
import io.sluice.stage.Problem;
import io.sluice.stage.ProblemException;
import io.sluice.testing.FromYaml;
import io.sluice.testing.LocalSpark;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Rows held against one rule. */
final class Held {

  private Held() {}

  /** The rows that break it, each its first column and why, where the others stay. */
  static List<String> broken(Dataset<Row> rows, String rule) {
    Cleaned cleaned = check(rule.replaceFirst("}$", ", onFailure: quarantine}")).apply(rows);
    Dataset<Row> out = cleaned.quarantined().orElseThrow();
    int reason = out.columns().length - 1;
    List<String> broken =
        out.collectAsList().stream().map(r -> r.get(0) + ": " + r.get(reason)).sorted().toList();
    long stay = cleaned.rows().count();
    if (stay + broken.size() != rows.count() || !cleaned.rows().schema().equals(rows.schema())) {
      throw new AssertionError(stay + " stay, " + broken + " go");
    }
    return broken;
  }

  /** What there is to say when all rows have passed. */
  static Outcome outcome(Dataset<Row> rows, String rule) {
    Cleaned cleaned = check(rule).apply(rows);
    cleaned.rows().collectAsList();
    return cleaned.account().in(cleaned.rows());
  }

  /** What is wrong with its settings. */
  static List<String> problems(String ddl, String rule) {
    try {
      check(rule).apply(LocalSpark.table(ddl));
      return List.of();
    } catch (ProblemException e) {
      return e.problems().stream().map(Problem::line).toList();
    }
  }

  private static Check check(String rule) {
    return FromYaml.set(new Check(), "rules:\n  - " + rule);
  }
}

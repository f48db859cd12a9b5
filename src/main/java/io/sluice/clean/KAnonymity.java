package io.sluice.clean;

import io.sluice.result.Run;
import io.sluice.stage.About;
import io.sluice.stage.Choice;
import io.sluice.stage.Columns;
import io.sluice.stage.ProblemException;
import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Reports how far rows can be told apart by what others may know of people: the quasi-identifiers,
 * such as age, region and plan. Rows with equal values in all of them are a group; nulls are equal
 * to each other, and so are NaNs. A table is k-anonymous where no group has fewer than {@code k}
 * rows (Sweeney 2002, "k-anonymity: a model for protecting privacy"). With {@code sensitive} it
 * also counts the different values that a group has there, nulls aside: fewer than {@code l}, and
 * whoever knows the group knows the value (distinct l-diversity: Machanavajjhala et al. 2007,
 * "l-diversity: privacy beyond k-anonymity").
 *
 * <p>{@code warn} keeps every row; {@code quarantine} takes out the rows of groups that are too
 * small or too uniform, after which the others are k-anonymous and l-diverse; {@code fail} fails
 * the job where there are any. Changes no value. One pass that groups the rows, and for {@code
 * quarantine} one that compares them with the groups.
 */
@About(
    value = "Reports how small the groups are into which columns part the rows (k-anonymity).",
    rows = "keeps every row; those of groups that are too small as onFailure says",
    example = "kAnonymity: {quasiIdentifiers: [region, plan, age], k: 5, onFailure: warn}",
    notes =
        """
        The report shows for each column how many rows stay in groups below k without it: the
        column whose leaving helps most is the one to coarsen (bin, collapse rare values) or drop.\
        """)
public final class KAnonymity extends CleanStep {

  public KAnonymity() {
    setDefault(k(), 5);
    setDefault(sensitive(), "");
    setDefault(l(), 2);
    setDefault(onFailure(), "warn");
  }

  public StringArrayParam quasiIdentifiers() {
    return new StringArrayParam(
        this, "quasiIdentifiers", "columns that others may know of a person");
  }

  public IntParam k() {
    return new IntParam(
        this, "k", "rows that a group must have; 2 or more", ParamValidators.gtEq(2));
  }

  public Param<String> sensitive() {
    return new Param<>(this, "sensitive", "a column whose value nobody should learn");
  }

  public IntParam l() {
    return new IntParam(
        this,
        "l",
        "different values of sensitive that a group must have; 2 or more",
        ParamValidators.gtEq(2));
  }

  public Choice onFailure() {
    return new Choice(
        this, "onFailure", "what becomes of groups that fall short", "warn", "quarantine", "fail");
  }

  @Override
  public boolean readsOften() {
    return true;
  }

  @Override
  public StructType output(Dataset<Row> noRows) {
    groups(noRows.schema());
    return noRows.schema();
  }

  @Override
  public Cleaned apply(Dataset<Row> rows) {
    Groups groups = groups(rows.schema());
    GroupSizes sizes = groups.sizes(rows);
    Outcome outcome = Outcome.NOTHING;
    for (Run.Finding finding : sizes.findings()) {
      outcome = outcome.finding(finding);
    }
    if (sizes.rowsShort() == 0) {
      return Cleaned.of(rows, Account.told(outcome));
    }
    return switch (getOrDefault(onFailure())) {
      case "quarantine" ->
          Cleaned.of(
                  groups.large(rows),
                  Account.told(
                      outcome
                          .reason(groups.tooSmall(), Run.Fate.QUARANTINED, sizes.rowsBelowK())
                          .reason(groups.tooUniform(), Run.Fate.QUARANTINED, sizes.rowsBelowL())))
              .quarantining(groups.small(rows));
      case "fail" ->
          Cleaned.of(
              rows,
              Account.told(
                  outcome.problem(
                      "",
                      sizes.text() + " Coarsen or drop a column, or use onFailure: quarantine.")));
      default -> Cleaned.of(rows, Account.told(outcome.warning(sizes.text())));
    };
  }

  private Groups groups(StructType table) {
    List<String> names =
        RowOrder.names("quasiIdentifiers", table, getOrDefault(quasiIdentifiers()));
    String sensitive = getOrDefault(sensitive());
    if (!sensitive.isEmpty()) {
      requireSensitive(table, sensitive);
    }
    if (names.contains(sensitive)) {
      throw ProblemException.inJob(
          "sensitive",
          "column '%s' is a quasi-identifier too. Take it out of one of them."
              .formatted(sensitive));
    }
    return new Groups(
        table,
        names,
        sensitive.isEmpty() ? Optional.empty() : Optional.of(sensitive),
        (int) getOrDefault(k()),
        (int) getOrDefault(l()));
  }

  private static void requireSensitive(StructType table, String name) {
    try {
      Columns.require(table, name);
      RowOrder.require(table, name);
    } catch (ProblemException e) {
      throw e.at(where -> "sensitive");
    }
  }

  @Override
  public String why() {
    return "in a group that is too small";
  }

  @Override
  public String inWords() {
    String sensitive = getOrDefault(sensitive());
    return "groups of %d or more by %s%s; on failure %s"
        .formatted(
            (int) getOrDefault(k()),
            String.join(", ", getOrDefault(quasiIdentifiers())),
            sensitive.isEmpty()
                ? ""
                : ", with %d or more values of %s".formatted((int) getOrDefault(l()), sensitive),
            getOrDefault(onFailure()));
  }
}

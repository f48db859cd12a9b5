package io.sluice.clean;

import static java.util.stream.Collectors.joining;

import io.sluice.clean.pii.Entity;
import io.sluice.clean.pii.Key;
import io.sluice.clean.pii.Mask;
import io.sluice.stage.About;
import io.sluice.stage.Choice;
import io.sluice.stage.Columns;
import io.sluice.stage.Nearest;
import io.sluice.stage.ProblemException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Masks personal data: values found in texts by pattern and check digits, and whole columns.
 * docs/privacy.md says what is found and what is not.
 *
 * <p>{@code redact} puts {@code [EMAIL]} in its place; {@code pseudonymize} {@code EMAIL_} and 128
 * bits of HMAC-SHA-256, the same for the same value in every run and table with the same key, and
 * without the key not to be undone; {@code hash} its SHA-256, which can be undone by trying all
 * values; {@code generalize} the group that it belongs to, such as an address's domain; {@code
 * drop} drops the rows. One value has one token, however it is written: in another case, with
 * blanks or without.
 *
 * <p>A column of {@code whole} is masked whatever it holds, but nulls and blanks, and becomes text.
 * All other columns keep their types. The audit never holds a value as it was. No pass.
 */
@About(
    value = "Masks personal data found in texts, and whole columns.",
    rows = "keeps every row; drops those with personal data with action: drop",
    example = "maskPii: {entities: [email, phone, card], whole: [name], action: redact}",
    notes =
        """
        hash has no key: whoever has the result can hash every telephone number, card or national
        id there is and look for equal ones. It serves to match lists, not to protect.
        A key comes from keyFile or keyVariable, never from the job: openssl rand -hex 32 > pii.key
        Names and addresses of people have no pattern and are not found: use whole.
        Rows that went to the quarantine before, and corrupt rows, are not masked.\
        """)
public final class MaskPii extends CleanStep {

  static final String WHY = "holds personal data";
  private static final String PSEUDONYMIZE = "pseudonymize";

  public MaskPii() {
    setDefault(columns(), new String[0]);
    setDefault(entities(), Entity.words().toArray(String[]::new));
    setDefault(whole(), new String[0]);
    setDefault(action(), "redact");
    setDefault(keyFile(), "");
    setDefault(keyVariable(), "");
  }

  public StringArrayParam columns() {
    return new StringArrayParam(this, "columns", "text columns to look into; all if not given");
  }

  public StringArrayParam entities() {
    return new StringArrayParam(
        this, "entities", "what to find; a list of " + String.join(", ", Entity.words()));
  }

  public StringArrayParam whole() {
    return new StringArrayParam(this, "whole", "columns to mask whatever they hold");
  }

  public Choice action() {
    return new Choice(
        this,
        "action",
        "what stands in place of a value",
        "redact",
        "hash",
        PSEUDONYMIZE,
        "generalize",
        "drop");
  }

  public Param<String> keyFile() {
    return new Param<>(this, "keyFile", "a file that holds the key of pseudonymize");
  }

  public Param<String> keyVariable() {
    return new Param<>(this, "keyVariable", "an environment variable that holds it");
  }

  /** A key in a job file would be read by everybody who reads the job. */
  @Override
  public Optional<String> instead(String setting) {
    return setting.equals("key")
        ? Optional.of(
            "a key must not stand in a job file. Put it into a file (openssl rand -hex 32 >"
                + " pii.key) and set keyFile, or into an environment variable and set keyVariable.")
        : Optional.empty();
  }

  @Override
  public Cleaned apply(Dataset<Row> rows) {
    StructType table = rows.schema();
    Set<Entity> entities = entitiesChosen();
    List<StructField> whole = wholeColumns(table);
    List<StructField> searched = new ArrayList<>(searched(table));
    searched.removeAll(whole);
    if (whole.isEmpty() && searched.isEmpty()) {
      throw ProblemException.inJob(
          "columns", "no column is text. Name columns to mask in whole: [...].");
    }
    Masking masking = Masking.of(table, searched, entities, whole, mask(rows.sparkSession()));
    return getOrDefault(action()).equals("drop")
        ? masking.dropping(rows, warnings(table))
        : masking.masking(rows, warnings(table));
  }

  private Set<Entity> entitiesChosen() {
    Set<Entity> chosen = EnumSet.noneOf(Entity.class);
    for (String word : getOrDefault(entities())) {
      chosen.add(
          Entity.of(word)
              .orElseThrow(
                  () ->
                      ProblemException.inJob(
                          "entities",
                          "'%s' is not one of %s.%s"
                              .formatted(
                                  word,
                                  String.join(", ", Entity.words()),
                                  Nearest.hint(word, Entity.words())))));
    }
    return chosen;
  }

  /** All texts, those with a role too; nothing else, where columns are masked whole alone. */
  private List<StructField> searched(StructType table) {
    String[] names = getOrDefault(columns());
    if (names.length == 0) {
      return Arrays.stream(table.fields()).filter(f -> Columns.isText(f.dataType())).toList();
    }
    List<StructField> fields = chosen("columns", table, names);
    for (StructField field : fields) {
      if (!Columns.isText(field.dataType())) {
        throw ProblemException.inJob(
            "columns",
            "column '%s' is %s; maskPii looks into text. Cast it, or mask it whole."
                .formatted(field.name(), field.dataType().simpleString()));
      }
    }
    return fields;
  }

  private List<StructField> wholeColumns(StructType table) {
    String[] names = getOrDefault(whole());
    if (names.length == 0) {
      return List.of();
    }
    if (getOrDefault(action()).equals("drop")) {
      throw ProblemException.inJob(
          "whole", "action: drop would drop every row. Use the step drop for the columns.");
    }
    List<StructField> fields = chosen("whole", table, names);
    for (StructField field : fields) {
      if (isNested(field.dataType()) || field.dataType() instanceof BinaryType) {
        throw ProblemException.inJob(
            "whole",
            "column '%s' is %s, which has no text. Derive its parts, or drop it."
                .formatted(field.name(), field.dataType().simpleString()));
      }
    }
    return fields;
  }

  private static List<StructField> chosen(String setting, StructType table, String[] names) {
    try {
      return Columns.choose(table, names);
    } catch (ProblemException e) {
      throw e.at(where -> setting);
    }
  }

  private List<String> warnings(StructType table) {
    List<String> warnings = new ArrayList<>();
    if (getOrDefault(action()).equals("hash")) {
      warnings.add(
          "hash has no key: whoever hashes all telephone numbers, cards and ids finds these again."
              + " Use action: pseudonymize to protect them.");
    }
    String nested =
        Arrays.stream(table.fields())
            .filter(f -> isNested(f.dataType()))
            .map(StructField::name)
            .collect(joining(", "));
    if (getOrDefault(columns()).length == 0 && !nested.isEmpty()) {
      warnings.add("not looked into, since they are no plain text: " + nested + ".");
    }
    return warnings;
  }

  private static boolean isNested(DataType type) {
    return type instanceof ArrayType || type instanceof MapType || type instanceof StructType;
  }

  private Mask mask(SparkSession spark) {
    String action = getOrDefault(action());
    String file = getOrDefault(keyFile());
    String variable = getOrDefault(keyVariable());
    if (!action.equals(PSEUDONYMIZE)) {
      if (!file.isEmpty() || !variable.isEmpty()) {
        throw ProblemException.inJob(
            file.isEmpty() ? "keyVariable" : "keyFile",
            "action: %s has no key. Use action: pseudonymize, or take this out.".formatted(action));
      }
      return switch (action) {
        case "hash" -> Mask.hash();
        case "generalize" -> Mask.generalize();
        default -> Mask.redact();
      };
    }
    if (file.isEmpty() == variable.isEmpty()) {
      throw ProblemException.inJob(
          "keyFile",
          "action: pseudonymize needs a key: set keyFile or keyVariable%s. Make a key: openssl rand -hex 32."
              .formatted(file.isEmpty() ? "" : ", not both"));
    }
    return Mask.pseudonymize(
        file.isEmpty()
            ? Key.inVariable("keyVariable", variable)
            : Key.inFile("keyFile", file, spark.sessionState().newHadoopConf()));
  }

  @Override
  public String why() {
    return WHY;
  }

  @Override
  public String inWords() {
    String[] columns = getOrDefault(columns());
    String[] whole = getOrDefault(whole());
    return "%s %s in %s%s"
        .formatted(
            getOrDefault(action()).equals("drop") ? "drop rows with" : getOrDefault(action()),
            Arrays.stream(getOrDefault(entities())).collect(joining(", ")),
            columns.length == 0 ? "all texts" : String.join(", ", columns),
            whole.length == 0 ? "" : "; all of " + String.join(", ", whole));
  }
}

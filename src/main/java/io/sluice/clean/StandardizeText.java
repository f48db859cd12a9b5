package io.sluice.clean;

import io.sluice.stage.About;
import io.sluice.stage.Choice;
import io.sluice.stage.Columns;
import io.sluice.stage.Loop;
import io.sluice.stage.ParamValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;

/**
 * Writes texts in one way, in this order: {@code stripHtml} leaves of HTML what a reader sees;
 * {@code unicodeForm} makes letters that look alike alike; {@code trim} cuts white space off;
 * {@code case}. By default, the form NFC and no white space at the ends, which changes nothing that
 * can be seen. Keeps every row and counts the values that changed. A null stays null; a text of
 * nothing but white space becomes empty, not null: {@code nullIf} makes it so.
 *
 * <p>HTML is what is certainly meant so: tags of its elements, comments, character references with
 * their semicolon. Block elements are put on lines of their own; scripts, styles and comments are
 * left out; all else stays, {@code a < b} and {@code <me@example.com>} included. White space is
 * what Unicode calls so, no-break blanks and line breaks included, and the invisible U+200B and
 * U+FEFF. Letters change case as in no language in particular; a word of {@code title} begins after
 * anything but letters, digits and apostrophes.
 */
@About(
    value = "Writes texts in one way: HTML, Unicode form, white space, case.",
    rows = "keeps every row; counts the values",
    example =
        "standardizeText: {columns: [comment, plan], stripHtml: true, trim: all, case: lower}")
public final class StandardizeText extends CleanStep {

  public StandardizeText() {
    setDefault(columns(), new String[0]);
    setDefault(letters(), "keep");
    setDefault(unicodeForm(), "NFC");
    setDefault(trim(), "ends");
    setDefault(stripHtml(), false);
  }

  public StringArrayParam columns() {
    return new StringArrayParam(
        this, "columns", "columns of text; all without a role where not given");
  }

  public Choice letters() {
    return new Choice(this, "case", "the case of letters", "keep", "lower", "upper", "title");
  }

  public Choice unicodeForm() {
    return new Choice(
        this,
        "unicodeForm",
        "the form of Unicode; NFKC and NFKD also make full width letters, ligatures and the like"
            + " plain",
        "none",
        "NFC",
        "NFD",
        "NFKC",
        "NFKD");
  }

  public Choice trim() {
    return new Choice(
        this,
        "trim",
        "white space to cut off: none, that at the ends, or also all but one blank of each run",
        "keep",
        "ends",
        "all");
  }

  public BooleanParam stripHtml() {
    return new BooleanParam(this, "stripHtml", "whether only the text of HTML stays");
  }

  @Override
  public Cleaned apply(Dataset<Row> rows) {
    StandardText standard =
        new StandardText(
            ParamValue.of(this, stripHtml()),
            getOrDefault(unicodeForm()),
            getOrDefault(trim()),
            getOrDefault(letters()));
    Map<String, Column> after = new LinkedHashMap<>();
    for (StructField field :
        TextColumns.choose(rows.schema(), getOrDefault(columns()), "standardizeText")) {
      after.put(field.name(), Loop.of(standard, Columns.col(field.name())));
    }
    Replaced replaced = new Replaced(rows, after);
    Account account =
        Account.of(c -> Outcome.NOTHING.changed(c.getLong(0)), Changes.count(replaced.all()));
    return Cleaned.of(replaced.inPlace(account.on(replaced.rows()), replaced.all()), account)
        .changing(Changes.of(rows, after));
  }

  @Override
  public String inWords() {
    List<String> words = new ArrayList<>();
    if (ParamValue.of(this, stripHtml())) {
      words.add("text of HTML");
    }
    if (!getOrDefault(unicodeForm()).equals("none")) {
      words.add(getOrDefault(unicodeForm()));
    }
    if (!getOrDefault(trim()).equals("keep")) {
      words.add("trim " + getOrDefault(trim()));
    }
    if (!getOrDefault(letters()).equals("keep")) {
      words.add(getOrDefault(letters()) + " case");
    }
    String[] chosen = getOrDefault(columns());
    return (words.isEmpty() ? "nothing" : String.join(", ", words))
        + " in "
        + (chosen.length == 0 ? "all texts" : String.join(", ", chosen));
  }
}

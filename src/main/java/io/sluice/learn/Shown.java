package io.sluice.learn;

import static scala.collection.JavaConverters.seqAsJavaList;

import io.sluice.report.Pictures;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import scala.collection.Seq;

/**
 * What a cell shows, in both forms.
 *
 * @param html for a page or a notebook
 * @param text for a terminal
 */
public record Shown(String html, String text) {

  private static final int ROWS = 10;
  private static final int MOST_CHARS = 60;
  private static final String CELL = "padding:3px 10px;border-bottom:1px solid #8884;text-align:";

  /** A table shows its first rows, a picture itself, anything else its text. */
  static Shown of(Object value) {
    if (value instanceof Dataset<?> table) {
      return table(table.toDF());
    }
    if (value instanceof Pictures.Svg picture) {
      // the one form that notebooks which nobody has trusted show, and all others
      String data =
          Base64.getEncoder().encodeToString(picture.xml().getBytes(StandardCharsets.UTF_8));
      return new Shown(
          "<img alt=\"%s\" style=\"max-width:100%%\" src=\"data:image/svg+xml;base64,%s\"/>"
              .formatted(Pictures.escape(picture.alternative()), data),
          "[" + picture.alternative() + "]");
    }
    if (value instanceof Shown shown) {
      return shown;
    }
    String text = String.valueOf(value).stripTrailing();
    return new Shown("<pre>" + Pictures.escape(text) + "</pre>", text);
  }

  private static Shown table(Dataset<Row> table) {
    List<Row> rows = table.takeAsList(ROWS + 1);
    StructField[] fields = table.schema().fields();
    StringBuilder html =
        new StringBuilder("<table style=\"border-collapse:collapse;font-size:13px\"><tr>");
    for (StructField field : fields) {
      html.append(
          "<th style=\"text-align:%s;padding:4px 10px;border-bottom:2px solid #888\">%s<br/><span style=\"font-weight:400;font-size:11px\">%s</span></th>"
              .formatted(
                  field.dataType() instanceof NumericType ? "right" : "left",
                  Pictures.escape(field.name()),
                  Pictures.escape(field.dataType().simpleString())));
    }
    html.append("</tr>");
    List<String> lines = new ArrayList<>();
    lines.add(String.join(" | ", table.columns()));
    for (Row row : rows.subList(0, Math.min(ROWS, rows.size()))) {
      html.append("<tr>");
      List<String> cells = new ArrayList<>();
      for (int i = 0; i < fields.length; i++) {
        String text = text(row.get(i));
        String side = row.get(i) instanceof Number ? "right" : "left";
        html.append("<td style=\"%s%s\">%s</td>".formatted(CELL, side, Pictures.escape(text)));
        cells.add(text);
      }
      html.append("</tr>");
      lines.add(String.join(" | ", cells));
    }
    html.append("</table>");
    if (rows.size() > ROWS) {
      html.append("<p style=\"font-size:12px\">the first ").append(ROWS).append(" rows</p>");
      lines.add("...");
    }
    return new Shown(html.toString(), String.join("\n", lines));
  }

  private static String text(Object value) {
    if (value instanceof Vector vector) {
      SparseVector sparse = vector.toSparse();
      return "(%d, %s, %s)"
          .formatted(
              sparse.size(),
              Arrays.toString(sparse.indices()),
              Arrays.stream(sparse.values())
                  .mapToObj(Shown::text)
                  .collect(Collectors.joining(", ", "[", "]")));
    }
    if (value instanceof Seq<?> several) {
      return seqAsJavaList(several).stream()
          .map(Shown::text)
          .collect(Collectors.joining(", ", "[", "]"));
    }
    String text =
        value instanceof Double d && d == Math.rint(d * 1e4) / 1e4
            ? Double.toString(d)
            : value instanceof Double d ? "%.4f".formatted(d) : String.valueOf(value);
    return text.length() > MOST_CHARS ? text.substring(0, MOST_CHARS) + "\u2026" : text;
  }
}

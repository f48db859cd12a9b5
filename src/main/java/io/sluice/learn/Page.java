package io.sluice.learn;

import io.sluice.learn.Player.Played;
import io.sluice.learn.Player.PlayedCell;
import io.sluice.report.Pictures;
import java.util.List;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** A lesson that was run, as one page that loads nothing. */
final class Page {

  private static final List<Extension> TABLES = List.of(TablesExtension.create());
  private static final Parser PARSER = Parser.builder().extensions(TABLES).build();

  /** Markup within a lesson, such as an answer that opens, is kept. */
  private static final HtmlRenderer RENDERER = HtmlRenderer.builder().extensions(TABLES).build();

  private static final String STYLE =
      """
      :root{color-scheme:light dark}
      body{font:16px/1.55 system-ui,sans-serif;max-width:860px;margin:2rem auto;padding:0 1rem}
      pre{overflow-x:auto;padding:10px 14px;border-radius:6px;background:#8881;font-size:14px;line-height:1.45}
      code{font-family:ui-monospace,monospace}
      .java{border-left:4px solid #1f6391}
      .exercise{border-left:4px solid #b9562b}
      .shown pre{white-space:pre-wrap}
      .shown{margin:0 0 1.2rem 1rem;overflow-x:auto}
      .failed{border-left:4px solid #cf222e}
      .note{background:#1f639118;border-radius:6px;padding:8px 14px;font-size:14px}
      summary{cursor:pointer}
      details{margin:.2rem 0 1rem 1rem}
      td,th{padding:3px 10px;text-align:left;border-bottom:1px solid #8884}
      img{max-width:100%}
      """;

  private Page() {}

  static String html(Played played) {
    StringBuilder body =
        new StringBuilder(
            "<p class=\"note\">This page was run for you. Write your answers into the files <code>q1.java</code> and so on that lie beside it; then <code>bin/sluice learn %1$s --check</code> says which are right, and <code>bin/sluice learn %1$s --page</code> makes this page anew. Stuck? <code>bin/sluice learn %1$s --hint q1</code>.</p>"
                .formatted(played.lesson().id()));
    for (PlayedCell cell : played.cells()) {
      if (!cell.cell().isCode()) {
        body.append(RENDERER.render(PARSER.parse(cell.cell().text())));
        continue;
      }
      body.append(
          "<pre class=\"%s\"><code>%s</code></pre>"
              .formatted(
                  cell.cell().isExercise() ? "exercise" : "java",
                  Pictures.escape(cell.cell().text())));
      cell.shown()
          .forEach(s -> body.append("<div class=\"shown\">").append(s.html()).append("</div>"));
    }
    played
        .failure()
        .ifPresent(
            f ->
                body.append(
                    "<pre class=\"failed\">%s</pre>"
                        .formatted(Pictures.escape(String.join("\n", f.lines())))));
    return "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"/><meta name=\"viewport\" content=\"width=device-width\"/><title>%s</title><style>%s</style></head><body>%s</body></html>\n"
        .formatted(Pictures.escape(played.lesson().title()), STYLE, body);
  }
}

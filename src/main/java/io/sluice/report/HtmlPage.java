package io.sluice.report;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.Mustache;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * One HTML page that loads nothing: {@code page.mustache}, filled with texts, which are escaped,
 * and with markup, which is as it is.
 */
final class HtmlPage {

  /** The one script of a page. It has no sign that XML would take otherwise. */
  static final String SCRIPT = resource("page.js");

  private static final Mustache TEMPLATE = new Templates().compile("page.mustache");

  private static final String STYLE =
      String.join(
          "\n",
          ":root{color-scheme:light dark;" + Ink.lightVariables() + "}",
          "@media screen and (prefers-color-scheme:dark){:root{" + Ink.darkVariables() + "}}",
          Picture.rules(),
          resource("page.css"));

  private HtmlPage() {}

  /** Templates of this package; what XML cannot hold is escaped too. */
  private static final class Templates extends DefaultMustacheFactory {

    Templates() {
      super("io/sluice/report");
    }

    @Override
    public void encode(String text, Writer writer) {
      try {
        writer.write(Markup.escape(text));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The page, which is well-formed XML after its first line. */
  static String html(String title, Markup header, List<Chapter> chapters, Markup footer) {
    StringWriter page = new StringWriter();
    Map<String, Object> values =
        Map.of(
            "title", title,
            "style", STYLE,
            "header", header.html(),
            "contents", !chapters.isEmpty(),
            "chapters", chapters.stream().map(HtmlPage::values).toList(),
            "footer", footer.html(),
            "script", SCRIPT);
    TEMPLATE.execute(page, values);
    return page.toString();
  }

  private static Map<String, String> values(Chapter chapter) {
    return Map.of(
        "id", chapter.id(),
        "name", chapter.name(),
        "finding", Markup.join(chapter.finding()).html(),
        "body", chapter.body().html());
  }

  private static String resource(String name) {
    try (InputStream in = HtmlPage.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

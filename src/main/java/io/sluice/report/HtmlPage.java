package io.sluice.report;

import static io.sluice.report.Markup.attribute;
import static io.sluice.report.Markup.element;

import java.util.List;

/** One HTML page that loads nothing: its head, style and contents. */
final class HtmlPage {

  private HtmlPage() {}

  /** The page, which is well-formed XML after its first line. */
  static String html(String title, Markup header, List<Chapter> chapters, Markup footer) {
    Markup page =
        element(
            "html",
            attribute("lang", "en"),
            element(
                "head",
                element("meta", attribute("charset", "utf-8")),
                element(
                    "meta",
                    attribute("name", "viewport"),
                    attribute("content", "width=device-width, initial-scale=1")),
                element("title", title),
                Style.sheet()),
            element(
                "body",
                element(
                    "main",
                    header,
                    contents(chapters),
                    chapters.stream().map(Chapter::markup).toList(),
                    footer),
                Sorting.script()));
    return "<!DOCTYPE html>\n" + page.html() + "\n";
  }

  private static Markup contents(List<Chapter> chapters) {
    return chapters.isEmpty()
        ? Markup.NONE
        : element(
            "nav",
            attribute("aria-label", "Contents"),
            chapters.stream()
                .map(c -> element("a", attribute("href", "#" + c.id()), c.name()))
                .toList());
  }
}

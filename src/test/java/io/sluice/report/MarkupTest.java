package io.sluice.report;

import static io.sluice.report.Markup.attribute;
import static io.sluice.report.Markup.element;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MarkupTest {

  @Test
  void escapesTextAndKeepsMarkup() {
    Markup bold = element("b", "a < b & \"c\"");
    assertThat(element("p.note.wide", "'", bold, null, List.of(bold, 7)).html())
        .isEqualTo(
            "<p class=\"note wide\">&#39;<b>a &lt; b &amp; &quot;c&quot;</b>"
                + "<b>a &lt; b &amp; &quot;c&quot;</b>7</p>");
  }

  @Test
  void writesAttributesWhereverTheyAreGiven() {
    assertThat(element("a", "text", attribute("href", "#\"x\"")).html())
        .isEqualTo("<a href=\"#&quot;x&quot;\">text</a>");
  }

  @Test
  void closesEmptyElementsAsHtmlAndXmlWantIt() {
    assertThat(element("br").html()).isEqualTo("<br/>");
    assertThat(element("td").html()).isEqualTo("<td></td>");
  }

  @Test
  void replacesWhatXmlCannotHold() {
    assertThat(Markup.escape("a\u0000b\uD800c\uFFFEd\n\uD83D\uDE00"))
        .isEqualTo("a\uFFFDb\uFFFDc\uFFFDd\n\uD83D\uDE00");
  }
}

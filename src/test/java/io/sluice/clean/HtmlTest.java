package io.sluice.clean;

import static org.assertj.core.api.Assertions.assertThat;

import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HtmlTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no markup",
        "a < b and c > d",
        "a <b and c> d",
        "if (a<b && c>d) return;",
        "Me <me@example.com> wrote:\n> first\n> second",
        "AT&T, R&D, a&b; x=1&copy=2&lt=3",
        "&nosuch; & alone &;",
        "List<String> and Map<Key, Value>",
        "<http://example.com/?a=1&b=2>",
        "<3 and </3 and <- -> <!-- never ends",
        "<p never ends",
        "<p class=\"never ends>",
        "<frameset>",
        "two\n\nlines  and   blanks ",
      })
  void whatIsNoMarkupStaysAsItIs(String text) {
    assertThat(Html.text(text)).isSameAs(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<b>bold</b> and <i class='x'>italic</i>",
        "one <a href=\"http://example.com/?a=1&amp;b=2\">link</a> &amp; more",
        "<span>a\n  b</span>\t c",
        "x<sub>2</sub> &lt; y<sup>3</sup>",
        "<input disabled checked>&eacute;&#233;&#xE9;",
        "a<!-- <b>not</b> -->b",
        "<em>unclosed and <strong>nested",
      })
  void ofInlineMarkupStaysWhatJsoupCallsItsText(String html) {
    assertThat(Html.text(html)).isEqualTo(Jsoup.parse(html).text());
  }

  @Test
  void blocksAreLines() {
    assertThat(Html.text("<html><body><h1>Hello</h1><p>one\ntwo</p>\n<p>three<br>four</p></body>"))
        .isEqualTo("Hello\none two\nthree\nfour");
    assertThat(Html.text("<ul><li>a<li>b</ul>c")).isEqualTo("a\nb\nc");
    assertThat(Html.text("<div><div>a</div></div><hr/>b")).isEqualTo("a\nb");
    assertThat(Html.text("a<br><br/>b<BR >c")).isEqualTo("a\n\nb\nc");
    assertThat(Html.text("1<del>2</del><ins>3</ins>")).isEqualTo("123");
  }

  @Test
  void whatABrowserDoesNotShowLeavesNoTrace() {
    String html = "a<script type='text/javascript'>if (a<b) {x()}</script>b<style>p {}</STYLE>c";
    assertThat(Html.text(html)).isEqualTo("abc"); // jsoup makes a blank of each
  }

  @Test
  void cellsAreApart() {
    assertThat(
            Html.text("<table><tr><th>a</th><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>"))
        .isEqualTo("a b\nc d");
  }

  @Test
  void preformattedTextKeepsItsLines() {
    assertThat(Html.text("<pre>a  b\n  c</pre>d")).isEqualTo("a  b\n  c\nd");
  }

  @Test
  void withoutATagLinesStayAndReferencesAreDecoded() {
    assertThat(Html.text("Fish &amp; chips,\n3 &lt; 4 &#8364; &copy 5 &nosuch;"))
        .isEqualTo("Fish & chips,\n3 < 4 € &copy 5 &nosuch;");
    assertThat(Html.text("&amp;amp;")).isEqualTo("&amp;");
  }

  @Test
  void whatIsNoMarkupStaysBesideMarkup() {
    assertThat(Html.text("Me <me@example.com> &co wrote:<br>a < b and <b>c</b> > d &lt;e&gt;"))
        .isEqualTo("Me <me@example.com> &co wrote:\na < b and c > d <e>");
    assertThat(Html.text("<p>put <script> in</p><p>and <!-- there</p>"))
        .isEqualTo("put in\nand <!-- there");
    assertThat(Html.text("<p>the <style> of </style > him</p>")).isEqualTo("the of him");
  }

  @Test
  void officeAndDoctypeAreMarkup() {
    assertThat(
            Html.text(
                "<!DOCTYPE html PUBLIC \"-//W3C//DTD HTML 4.01//EN\"><p class=MsoNormal>Hi"
                    + "<o:p></o:p></p>"))
        .isEqualTo("Hi");
  }

  @Test
  void nothingButMarkupIsEmpty() {
    assertThat(Html.text("<p></p>")).isEmpty();
    assertThat(Html.text("<script>x</script>")).isEmpty();
  }

  @Test
  @Timeout(10)
  void aLongBadTextTakesNoLongerForIt() {
    for (String bad : new String[] {"<!--", "<script>", "<b>", "<a x=1 ", "<p", "&a", "<div>"}) {
      String text = bad.repeat(50_000);
      assertThat(Html.text(text).length()).isLessThanOrEqualTo(text.length());
    }
    String attributes = "<a" + " x=1".repeat(50_000) + ">";
    assertThat(Html.text(attributes)).isSameAs(attributes);
  }
}

package io.sluice.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.report.Bars.Bar;
import io.sluice.report.Bars.Piece;
import java.util.List;
import org.junit.jupiter.api.Test;

class BarsTest {

  @Test
  void writesLabelAndValueAtEachBar() {
    String svg =
        Bars.picture("b", List.of(bar("one & \"two\"", 3), bar("x".repeat(40), -1)))
            .svg("two bars")
            .html();
    assertThat(svg)
        .contains(">one &amp; &quot;two&quot;<", ">3.0<", ">-1.0<")
        .contains(">" + "x".repeat(27) + "\u2026<");
  }

  @Test
  void drawsInThePagesColoursOnly() {
    String svg = Bars.picture("b", List.of(bar("one", 3), bar("two", -1))).svg("two bars").html();
    assertThat(svg)
        .contains("fill=\"rgb(31,99,145)\"")
        .doesNotContain("<style", "style=", "rgb(0,0,0)\" stroke=\"rgb");
    assertThat(Ink.pictureRules())
        .contains(
            ".picture [fill=\"rgb(31,99,145)\"],.picture [fill=\"#1f6391\"]{fill:var(--accent)}");
  }

  @Test
  void drawsBarsOfNothing() {
    assertThat(Bars.picture("b", List.of(bar("zero", 0))).svg("zero").html())
        .contains(">zero<", ">0.0<")
        .doesNotContain("NaN");
  }

  private static Bar bar(String label, double size) {
    return new Bar(label, List.of(new Piece(size, Ink.ACCENT)), Double.toString(size));
  }
}

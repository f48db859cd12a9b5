package io.sluice.report;

/**
 * A part of the page.
 *
 * @param id its anchor
 * @param name what it is about, in a word
 * @param finding its title: what it found, as text or markup
 * @param body what it shows for it
 */
record Chapter(String id, String name, Object finding, Markup body) {

  /** A picture or a matrix with its title above it. */
  static Markup figure(Object finding, Object... content) {
    return Markup.element("figure", Markup.element("figcaption", finding), Markup.join(content));
  }

  /** What a colour of a picture stands for. */
  static Markup key(Ink ink, String meaning) {
    return Markup.element(
        "span.key",
        Markup.element("i", Markup.attribute("style", "background:" + ink.variable())),
        meaning);
  }
}

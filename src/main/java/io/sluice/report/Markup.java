package io.sluice.report;

import java.util.Collection;
import java.util.List;

/**
 * A well-formed piece of a page, in the syntax that HTML and XML share. Whatever is given as
 * content and is not markup itself is text, and is escaped.
 */
record Markup(String html) {

  static final Markup NONE = new Markup("");

  private static final List<String> VOID = List.of("br", "col");

  /** An attribute, to be given among the content of an element. */
  record Attribute(String name, String value) {}

  static Attribute attribute(String name, String value) {
    return new Attribute(name, value);
  }

  /**
   * An element.
   *
   * @param name its name, with its class after a dot: {@code td.number}
   * @param content attributes, markup, texts and collections of them; null is nothing
   */
  static Markup element(String name, Object... content) {
    int dot = name.indexOf('.');
    String tag = dot < 0 ? name : name.substring(0, dot);
    StringBuilder out = new StringBuilder("<").append(tag);
    if (dot >= 0) {
      append(out, new Attribute("class", name.substring(dot + 1).replace('.', ' ')));
    }
    for (Object part : content) {
      if (part instanceof Attribute attribute) {
        append(out, attribute);
      }
    }
    if (VOID.contains(tag)) {
      return new Markup(out.append("/>").toString());
    }
    out.append('>').append(join(content).html());
    return new Markup(out.append("</").append(tag).append('>').toString());
  }

  /** One after the other; attributes are left out. */
  static Markup join(Object... content) {
    StringBuilder out = new StringBuilder();
    for (Object part : content) {
      append(out, part);
    }
    return new Markup(out.toString());
  }

  /** The text with what has a meaning in markup escaped, and without what XML cannot hold. */
  static String escape(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(isCharacter(c) ? c : 0xFFFD);
              }
            });
    return out.toString();
  }

  boolean isEmpty() {
    return html.isEmpty();
  }

  private static void append(StringBuilder out, Attribute attribute) {
    out.append(' ').append(attribute.name()).append("=\"");
    out.append(escape(attribute.value())).append('"');
  }

  private static void append(StringBuilder out, Object part) {
    if (part instanceof Markup markup) {
      out.append(markup.html());
    } else if (part instanceof Collection<?> parts) {
      parts.forEach(each -> append(out, each));
    } else if (part != null && !(part instanceof Attribute)) {
      out.append(escape(part.toString()));
    }
  }

  /** The characters of XML 1.0, section 2.2. */
  private static boolean isCharacter(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || (c >= 0x20 && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || c >= 0x10000;
  }
}

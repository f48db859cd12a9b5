package io.sluice.clean;

import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/**
 * Gathers the text of a document as it is seen: blocks on lines of their own, cells apart by a
 * blank, runs of white space as one blank but where they are preformatted.
 */
final class SeenText implements NodeVisitor {

  private static final Set<String> INLINE = Set.of("ins", "del", "svg", "math", "video", "audio");
  private static final Set<String> CELLS = Set.of("td", "th");

  private final StringBuilder text = new StringBuilder();
  private int preformatted;

  @Override
  public void head(Node node, int depth) {
    if (node instanceof TextNode t) {
      if (preformatted > 0) {
        text.append(t.getWholeText());
      } else {
        flow(t.getWholeText());
      }
    } else if (node instanceof Element e) {
      preformatted += e.normalName().equals("pre") ? 1 : 0;
      if (e.normalName().equals("br")) {
        cutBlanks();
        text.append('\n');
      } else if (CELLS.contains(e.normalName())) {
        flow(" ");
      } else if (isBlock(e)) {
        line();
      }
    }
  }

  @Override
  public void tail(Node node, int depth) {
    if (node instanceof Element e) {
      preformatted -= e.normalName().equals("pre") ? 1 : 0;
      if (CELLS.contains(e.normalName())) {
        flow(" ");
      } else if (isBlock(e)) {
        line();
      }
    }
  }

  private static boolean isBlock(Element e) {
    return e.isBlock() && !INLINE.contains(e.normalName());
  }

  /** Runs of white space are one blank, and none at the beginning of a line. */
  private void flow(String piece) {
    for (int i = 0; i < piece.length(); i++) {
      char c = piece.charAt(i);
      if (c != ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f') {
        text.append(c);
      } else if (!text.isEmpty() && last() != ' ' && last() != '\n') {
        text.append(' ');
      }
    }
  }

  private void line() {
    cutBlanks();
    if (!text.isEmpty() && last() != '\n') {
      text.append('\n');
    }
  }

  private void cutBlanks() {
    while (!text.isEmpty() && last() == ' ') {
      text.setLength(text.length() - 1);
    }
  }

  private char last() {
    return text.charAt(text.length() - 1);
  }

  /** All of it, without white space at the end. */
  String text() {
    while (!text.isEmpty() && (last() == ' ' || last() == '\n')) {
      text.setLength(text.length() - 1);
    }
    return text.toString();
  }
}

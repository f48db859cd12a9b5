package io.sluice.clean;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Entities;
import org.jsoup.parser.Parser;
import org.jsoup.parser.Tag;
import org.jsoup.select.NodeTraversor;

/**
 * The text that a reader sees of HTML: block elements and {@code br} on lines of their own, cells
 * of a table apart by a blank, other white space as a browser shows it, character references
 * decoded, comments, scripts and styles left out.
 *
 * <p>Html is what is certainly meant so, and everything else stays as it is, {@code a < b}, {@code
 * <me@example.com>} and {@code AT&T} included: a tag of an element of HTML, or of Office's, that
 * ends and has nothing in it but attributes, each with a value or known to need none; a comment or
 * doctype that ends; a character reference with its semicolon. Without any tag only references are
 * decoded, and line breaks stay.
 */
final class Html {

  private static final String VALUED =
      "\\s++[A-Za-z_:@][-\\w:.@]*+\\s*+=\\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\\s\"'=<>`]++)";
  private static final String BARE =
      "\\s++(?:allowfullscreen|async|autofocus|autoplay|checked|compact|controls|default|defer"
          + "|disabled|hidden|ismap|loop|multiple|muted|nohref|noshade|novalidate|nowrap|open"
          + "|readonly|required|reversed|selected)(?=[\\s/>])";
  private static final Pattern MARKUP =
      Pattern.compile(
          "(?<comment><!--)|<!doctype\\s[^<>]*+>"
              + "|<(?<end>/?+)(?<name>[a-z][a-z0-9]*+(?::[a-z][a-z0-9]*+)?+)"
              + "(?:%s|%s){0,100}+\\s*+/?+>".formatted(VALUED, BARE)
              + "|&(?<reference>#[0-9]{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]*+);",
          Pattern.CASE_INSENSITIVE);

  private static final Set<String> UNSEEN = Set.of("script", "style");
  private static final Set<String> FRAMES = Set.of("frame", "frameset"); // in these no text is seen
  private static final Set<String> OFFICE = Set.of("o", "v", "w", "m", "x", "st1");

  private final String text;
  private final StringBuilder certain;
  private final Set<String> missing = new HashSet<>();
  private boolean tags;
  private boolean references;

  private Html(String text) {
    this.text = text;
    this.certain = new StringBuilder(text.length() + 16);
  }

  /** The text; the same object where it holds no markup. */
  static String text(String text) {
    return text.indexOf('<') < 0 && text.indexOf('&') < 0 ? text : new Html(text).text();
  }

  private String text() {
    int at = 0;
    Matcher found = MARKUP.matcher(text);
    while (found.find(at)) {
      escape(at, found.start());
      at = found.end();
      if (found.group("comment") != null) {
        at = comment(found);
      } else if (found.group("reference") != null) {
        reference(found);
      } else if (found.group("name") != null) {
        at = tag(found);
      } else {
        tags = true; // a doctype
      }
    }
    escape(at, text.length());
    if (tags) {
      return shown(certain.toString());
    }
    return references ? Parser.unescapeEntities(certain.toString(), false) : text;
  }

  private int comment(Matcher found) {
    int end = end("-->", found.end());
    tags |= end > 0;
    return end > 0 ? end : asText(found);
  }

  private void reference(Matcher found) {
    String reference = found.group("reference");
    if (reference.startsWith("#") || Entities.isNamedEntity(reference)) {
      references = true;
      certain.append(found.group());
    } else {
      asText(found);
    }
  }

  private int tag(Matcher found) {
    String name = found.group("name").toLowerCase(Locale.ROOT);
    int colon = name.indexOf(':');
    boolean known =
        colon < 0
            ? Tag.isKnownTag(name) && !FRAMES.contains(name)
            : OFFICE.contains(name.substring(0, colon));
    if (!known) {
      return asText(found);
    }
    tags = true;
    if (!UNSEEN.contains(name)) {
      certain.append(found.group());
      return found.end();
    }
    int end = found.group("end").isEmpty() ? end("</" + name + ">", found.end()) : 0;
    return Math.max(end, found.end());
  }

  private int asText(Matcher found) {
    escape(found.start(), found.end());
    return found.end();
  }

  /** Where what ends so has ended; 0 where it does not end. Looks for nothing twice in vain. */
  private int end(String closing, int from) {
    if (missing.contains(closing)) {
      return 0;
    }
    for (int i = text.indexOf(closing.charAt(0), from);
        i >= 0;
        i = text.indexOf(closing.charAt(0), i + 1)) {
      if (text.regionMatches(true, i, closing, 0, closing.length())) {
        return i + closing.length();
      }
    }
    missing.add(closing);
    return 0;
  }

  /** What is no markup, so that a parser takes it as text. */
  private void escape(int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      switch (c) {
        case '<' -> certain.append("&lt;");
        case '&' -> certain.append("&amp;");
        default -> certain.append(c);
      }
    }
  }

  private static String shown(String html) {
    SeenText lines = new SeenText();
    NodeTraversor.traverse(lines, Jsoup.parse(html));
    return lines.text();
  }
}

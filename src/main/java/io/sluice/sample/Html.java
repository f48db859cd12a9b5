package io.sluice.sample;

import java.util.List;

/** Mails as mail programs send them: markup, inline styles, entities. */
final class Html {

  /** Which mail program it looks like. */
  enum Look {
    NONE,
    OFFICE,
    WEBMAIL,
    PHONE
  }

  private static final Look[] MARKED = {Look.OFFICE, Look.WEBMAIL, Look.PHONE};

  private static final String[] FONTS = {
    "Calibri", "Arial,sans-serif", "Georgia,serif", "Verdana", "Times New Roman", "Helvetica,Arial"
  };

  private Html() {}

  static Look draw(Dice dice) {
    return dice.pick(MARKED);
  }

  /** The body as it stands in the table. */
  static String render(Draft draft, Look look) {
    return switch (look) {
      case NONE -> draft.plain();
      case OFFICE -> office(draft);
      case WEBMAIL -> webmail(draft);
      case PHONE -> phone(draft);
    };
  }

  private static String office(Draft draft) {
    StringBuilder out =
        new StringBuilder(
            "<html><head><meta"
                + " charset=\"utf-8\"><style>p.MsoNormal{margin:0cm;font-size:11.0pt;}</style></head><body"
                + " lang=\"EN-GB\"><div class=\"WordSection1\">\n");
    for (List<String> paragraph : draft.paragraphs()) {
      out.append("<p class=\"MsoNormal\"><span style=\"font-family:")
          .append(font(draft))
          .append("\">");
      text(paragraph, "<o:p></o:p><br>", out);
      out.append("</span></p>\n<p>&nbsp;</p>\n");
    }
    return out.append("</div></body></html>").toString();
  }

  private static String webmail(Draft draft) {
    StringBuilder out = new StringBuilder("<div dir=\"ltr\">");
    for (List<String> paragraph : draft.paragraphs()) {
      out.append("<div style=\"font-family:")
          .append(font(draft))
          .append(";font-size:")
          .append(size(draft))
          .append("px\">");
      text(paragraph, "<br>", out);
      out.append("</div><div><br></div>");
    }
    return out.append("</div>").toString();
  }

  private static String phone(Draft draft) {
    StringBuilder out = new StringBuilder("<body dir=\"auto\">");
    for (List<String> paragraph : draft.paragraphs()) {
      text(paragraph, "<br>", out);
      out.append("<br><br>");
    }
    return out.append("</body>").toString();
  }

  /** As the writer has set it, which the text decides. */
  private static String font(Draft draft) {
    return FONTS[Math.floorMod(draft.paragraphs().get(0).hashCode(), FONTS.length)];
  }

  private static int size(Draft draft) {
    return 10 + Math.floorMod(draft.paragraphs().get(0).hashCode() / 7, 9);
  }

  private static void text(List<String> sentences, String newLine, StringBuilder out) {
    for (int s = 0; s < sentences.size(); s++) {
      String sentence = sentences.get(s);
      out.append(s == 0 ? "" : sentence.length() % 5 == 0 ? " &nbsp;" : " ");
      for (int i = 0; i < sentence.length(); i++) {
        char c = sentence.charAt(i);
        switch (c) {
          case '&' -> out.append("&amp;");
          case '<' -> out.append("&lt;");
          case '>' -> out.append("&gt;");
          case '"' -> out.append("&quot;");
          case '\'' -> out.append("&#39;");
          case '£' -> out.append("&pound;");
          case 'é' -> out.append("&eacute;");
          case 'ü' -> out.append("&uuml;");
          case '\n' -> out.append(newLine);
          default -> out.append(c);
        }
      }
    }
  }
}

package io.sluice.report;

import io.sluice.result.Run;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** A report, read by an XML parser, which takes nothing that is not well-formed. */
record Page(String html, Document document) {

  private static final String DOCTYPE = "<!DOCTYPE html>\n";

  static Page of(Run run) {
    return of(Report.html(run));
  }

  static Page of(String html) {
    if (!html.startsWith(DOCTYPE)) {
      throw new AssertionError("the page does not begin with its doctype: " + html);
    }
    try {
      return new Page(
          html,
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new InputSource(new StringReader(html.substring(DOCTYPE.length())))));
    } catch (ParserConfigurationException | SAXException | IOException e) {
      throw new AssertionError(e.getMessage() + " in " + html, e);
    }
  }

  /** The titles of its sections. */
  List<String> findings() {
    return texts("h2");
  }

  /** The titles of its pictures. */
  List<String> captions() {
    return texts("figcaption");
  }

  /** What a screen reader says of its pictures. */
  List<String> alternatives() {
    return elements("svg").stream().map(e -> e.getAttribute("aria-label")).toList();
  }

  /** The cells of the row that begins so, in the section with this anchor. */
  List<String> row(String section, String first) {
    for (Element row : elements("tr")) {
      List<String> cells = cells(row);
      if (section.equals(section(row)) && cells.get(0).startsWith(first)) {
        return cells.subList(1, cells.size());
      }
    }
    throw new AssertionError("section " + section + " has no row " + first);
  }

  /** The cells of a row. */
  static List<String> cells(Element row) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < row.getChildNodes().getLength(); i++) {
      cells.add(row.getChildNodes().item(i).getTextContent());
    }
    return cells;
  }

  List<String> texts(String element) {
    return elements(element).stream().map(Element::getTextContent).toList();
  }

  List<Element> elements(String name) {
    NodeList nodes = document.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }

  /** The anchor of the section that it stands in. */
  static String section(Element element) {
    for (Element e = element; e.getParentNode() instanceof Element parent; e = parent) {
      if (e.getTagName().equals("section")) {
        return e.getAttribute("id");
      }
    }
    return "";
  }
}

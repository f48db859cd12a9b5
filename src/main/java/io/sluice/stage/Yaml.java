package io.sluice.stage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A YAML document as a tree whose every node knows its line, so that each problem can be shown
 * where it is. Scalars stay text: what a setting's type makes of it is for the setting to say.
 */
public sealed interface Yaml {

  /** The line in the file; the first is 1. */
  int line();

  /** What the node is, in a user's words. */
  String kind();

  /** Text, a number, true or false. */
  record Scalar(String text, int line) implements Yaml {
    @Override
    public String kind() {
      return "'" + text + "'";
    }
  }

  /** Nothing after the colon. */
  record Nothing(int line) implements Yaml {
    @Override
    public String kind() {
      return "nothing";
    }
  }

  /** A list. */
  record Items(List<Yaml> items, int line) implements Yaml {
    @Override
    public String kind() {
      return "a list";
    }
  }

  /** A mapping, in the order of the file, with the line of each key. */
  record Mapping(Map<String, Yaml> entries, Map<String, Integer> keyLines, int line)
      implements Yaml {
    @Override
    public String kind() {
      return "a mapping";
    }

    /** The line of a key. */
    public int line(String key) {
      return keyLines.getOrDefault(key, line);
    }
  }

  /**
   * Reads one document. An unreadable file, a key that stands twice and an alias are problems; the
   * place is {@code file:line}.
   */
  static Yaml parse(String file, String text) {
    try {
      LoadSettings settings = LoadSettings.builder().setLabel(file).build();
      for (Event event : new Parse(settings).parseString(text)) {
        if (event instanceof AliasEvent alias) {
          throw ProblemException.inJob(
              file + ":" + line(alias.getStartMark()),
              "'*%s' is an alias, which a job file cannot have. Write the value out."
                  .formatted(alias.getAlias()));
        }
      }
      Node root = new Compose(settings).composeString(text).orElse(null);
      if (root == null) {
        throw ProblemException.inJob(file + ":1", "the file is empty.");
      }
      return convert(file, root, 0);
    } catch (MarkedYamlEngineException e) {
      String problem = e.getProblem().replaceFirst("\\.$", "");
      throw ProblemException.inJob(
          file + ":" + line(e.getProblemMark()), "not YAML: " + problem + ".");
    } catch (ReaderException e) {
      long line = 1 + text.codePoints().limit(e.getPosition()).filter(c -> c == '\n').count();
      throw ProblemException.inJob(
          file + ":" + line,
          "not YAML: it holds the character U+%04X, which is no text.".formatted(e.getCodePoint()));
    }
  }

  /**
   * The line of what stands at a path such as {@code rules[2] inRange.min}, or as far along it as
   * there is something.
   */
  default int lineOf(String path) {
    Yaml at = this;
    int line = line();
    Matcher step = Pattern.compile("\\[([0-9]+)]|[^.\\[\\] ]+").matcher(path);
    while (step.find()) {
      String rest = path.substring(step.start());
      if (at instanceof Mapping m && m.entries.containsKey(rest)) { // a key may hold any character
        return m.line(rest);
      }
      if (at instanceof Mapping m && m.entries.containsKey(step.group())) {
        line = m.line(step.group());
        at = m.entries.get(step.group());
      } else if (at instanceof Items list && step.group(1) != null) {
        at = list.items.get(Integer.parseInt(step.group(1)));
        line = at.line();
      } else {
        return line;
      }
    }
    return line;
  }

  /** The same tree with every scalar's text replaced. */
  default Yaml map(UnaryOperator<Scalar> replace) {
    if (this instanceof Scalar s) {
      return replace.apply(s);
    }
    if (this instanceof Items list) {
      return new Items(list.items.stream().map(i -> i.map(replace)).toList(), list.line);
    }
    if (this instanceof Mapping m) {
      Map<String, Yaml> mapped = new LinkedHashMap<>();
      m.entries.forEach((key, value) -> mapped.put(key, value.map(replace)));
      return new Mapping(mapped, m.keyLines, m.line);
    }
    return this;
  }

  private static Yaml convert(String file, Node node, int depth) {
    int line = line(node.getStartMark());
    if (depth > 50) {
      throw ProblemException.inJob(file + ":" + line, "nested more than 50 deep.");
    }
    if (node instanceof ScalarNode scalar) {
      boolean nothing = scalar.getTag().equals(Tag.NULL);
      return nothing ? new Nothing(line) : new Scalar(scalar.getValue(), line);
    }
    if (node instanceof SequenceNode sequence) {
      List<Yaml> items = new ArrayList<>();
      sequence.getValue().forEach(item -> items.add(convert(file, item, depth + 1)));
      return new Items(items, line);
    }
    Map<String, Yaml> entries = new LinkedHashMap<>();
    Map<String, Integer> lines = new LinkedHashMap<>();
    for (NodeTuple entry : ((MappingNode) node).getValue()) {
      int keyLine = line(entry.getKeyNode().getStartMark());
      if (!(entry.getKeyNode() instanceof ScalarNode key)) {
        throw ProblemException.inJob(file + ":" + keyLine, "a key must be a word.");
      }
      if (entries.put(key.getValue(), convert(file, entry.getValueNode(), depth + 1)) != null) {
        throw ProblemException.inJob(
            file + ":" + keyLine, "'" + key.getValue() + "' stands twice; keep one.");
      }
      lines.put(key.getValue(), keyLine);
    }
    return new Mapping(entries, lines, line);
  }

  private static int line(Optional<Mark> mark) {
    return mark.map(m -> m.getLine() + 1).orElse(1);
  }
}

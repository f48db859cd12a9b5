package io.sluice.learn;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.stage.Nearest;
import io.sluice.stage.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A lesson: Markdown whose blocks of Java are cells. A block that begins with <code>
 * ```java exercise=q1</code> is the blank of an exercise. The notebook is made from it.
 *
 * @param id its place in the syllabus, such as 2.1
 * @param name of its file without the ending
 * @param title its first heading
 */
public record Lesson(String id, String name, String title, List<Cell> cells) {

  static final String KERNEL = "sluice";

  private static final Pattern NAME = Pattern.compile("(\\d\\.\\d)-[a-z-]+");
  private static final Pattern FENCE = Pattern.compile("```java(?: exercise=(\\w+))?");
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * A piece of a lesson.
   *
   * @param isCode whether it is Java, else Markdown
   * @param exercise whose blank it is; empty for none
   */
  public record Cell(boolean isCode, String exercise, String text) {
    /** Whether it is the blank of an exercise. */
    public boolean isExercise() {
      return !exercise.isEmpty();
    }
  }

  /** All lessons of a folder, in the order of the syllabus. */
  public static List<Lesson> all(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(f -> f.toString().endsWith(".md") && NAME.matcher(name(f)).matches())
          .sorted()
          .map(Lesson::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The lesson of this number; fails where there is none. */
  public static Lesson of(Path folder, String id) {
    List<Lesson> all = all(folder);
    return all.stream()
        .filter(l -> l.id.equals(id))
        .findFirst()
        .orElseThrow(
            () -> {
              List<String> ids = all.stream().map(Lesson::id).toList();
              return ProblemException.inJob(
                  "LESSON",
                  "no lesson is '%s'.%s Lessons: %s."
                      .formatted(id, Nearest.hint(id, ids), String.join(", ", ids)));
            });
  }

  private static String name(Path file) {
    return file.getFileName().toString().replaceFirst("\\.md$", "");
  }

  static Lesson read(Path file) {
    try {
      return parse(name(file), Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Lesson parse(String name, String markdown) {
    List<Cell> cells = new ArrayList<>();
    List<String> text = new ArrayList<>();
    String exercise = null; // null outside a block of Java
    for (String line : markdown.lines().toList()) {
      Matcher fence = FENCE.matcher(line);
      if (exercise == null && fence.matches()) {
        add(cells, false, "", text);
        exercise = fence.group(1) == null ? "" : fence.group(1);
      } else if (exercise != null && line.equals("```")) {
        add(cells, true, exercise, text);
        exercise = null;
      } else {
        text.add(line);
      }
    }
    add(cells, exercise != null, "", text);
    Matcher id = NAME.matcher(name);
    if (!id.matches() || cells.isEmpty() || !cells.get(0).text.startsWith("# ")) {
      throw new IllegalArgumentException(name + " has no number or no heading");
    }
    String title = cells.get(0).text.lines().findFirst().orElseThrow().substring(2);
    return new Lesson(id.group(1), name, title, List.copyOf(cells));
  }

  private static void add(List<Cell> cells, boolean isCode, String exercise, List<String> text) {
    String joined = String.join("\n", text).strip();
    if (!joined.isEmpty()) {
      cells.add(new Cell(isCode, exercise, joined));
    }
    text.clear();
  }

  /** Its exercises, in their order. */
  public List<String> exercises() {
    return cells.stream().filter(Cell::isExercise).map(Cell::exercise).toList();
  }

  /** What an exercise holds before it is answered; nothing where the lesson has no such. */
  String blank(String exercise) {
    return cells.stream()
        .filter(c -> c.isExercise() && c.exercise.equals(exercise))
        .map(Cell::text)
        .findFirst()
        .orElse("");
  }

  /** Cells with these answers, by exercise, in place of what they hold. */
  static List<Cell> answered(List<Cell> cells, Map<String, String> answers) {
    return cells.stream()
        .map(c -> new Cell(c.isCode, c.exercise, answers.getOrDefault(c.exercise, c.text)))
        .toList();
  }

  /** The notebook, which holds no outputs. */
  public String notebook() {
    ObjectNode root = JSON.createObjectNode();
    ArrayNode list = root.putArray("cells");
    for (int i = 0; i < cells.size(); i++) {
      Cell cell = cells.get(i);
      ObjectNode node = list.addObject();
      node.put("cell_type", cell.isCode ? "code" : "markdown");
      if (cell.isCode) {
        node.putNull("execution_count");
      }
      node.put("id", "l%s-%02d".formatted(id.replace(".", ""), i));
      ObjectNode metadata = node.putObject("metadata");
      if (cell.isExercise()) {
        metadata.put("exercise", cell.exercise);
      }
      if (cell.isCode) {
        node.putArray("outputs");
      }
      ArrayNode source = node.putArray("source");
      List<String> lines = cell.text.lines().toList();
      for (int l = 0; l < lines.size(); l++) {
        source.add(lines.get(l) + (l < lines.size() - 1 ? "\n" : ""));
      }
    }
    ObjectNode metadata = root.putObject("metadata");
    metadata
        .putObject("kernelspec")
        .put("display_name", "Java 17 with Sluice")
        .put("language", "java")
        .put("name", KERNEL);
    metadata.putObject("language_info").put("file_extension", ".jshell").put("name", "java");
    root.put("nbformat", 4).put("nbformat_minor", 5);
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    DefaultIndenter indent = new DefaultIndenter(" ", "\n");
    printer.indentArraysWith(indent);
    printer.indentObjectsWith(indent);
    try {
      return JSON.writer(printer).writeValueAsString(root) + "\n";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The cells of a notebook that somebody has worked on; what is neither text nor code is not. */
  static List<Cell> cells(Path notebook) {
    try {
      List<Cell> cells = new ArrayList<>();
      for (JsonNode node : JSON.readTree(notebook.toFile()).path("cells")) {
        boolean isCode = node.path("cell_type").asText().equals("code");
        if (isCode || node.path("cell_type").asText().equals("markdown")) {
          String exercise = node.path("metadata").path("exercise").asText("");
          cells.add(new Cell(isCode, isCode ? exercise : "", source(node.path("source"))));
        }
      }
      return cells;
    } catch (IOException e) {
      throw ProblemException.inJob("'%s' is no notebook: %s".formatted(notebook, e.getMessage()));
    }
  }

  /** A text, or a list of its lines. */
  private static String source(JsonNode source) {
    StringBuilder lines = new StringBuilder();
    source.forEach(line -> lines.append(line.asText()));
    return lines.isEmpty() ? source.asText() : lines.toString();
  }
}

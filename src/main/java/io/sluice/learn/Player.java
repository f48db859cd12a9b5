package io.sluice.learn;

import io.sluice.learn.Exercise.Result;
import io.sluice.learn.Lesson.Cell;
import io.sluice.learn.Session.CellFailed;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/** Runs the cells of a lesson, with no Jupyter, one lesson at a time in a process. */
public final class Player {

  private Player() {}

  /** A cell with its code as it ran, and what it showed. */
  public record PlayedCell(Cell cell, String code, List<Shown> shown) {}

  /**
   * A lesson that was run.
   *
   * @param results of its exercises' checks, in their order
   * @param failure of the cell that ended it, if one did
   */
  public record Played(
      Lesson lesson, List<PlayedCell> cells, List<Result> results, Optional<CellFailed> failure) {}

  /**
   * Runs it to its end or to the first cell that fails; then ends Spark.
   *
   * @param answers code in place of the blanks, by exercise
   */
  public static Played play(Lesson lesson, Map<String, String> answers) {
    return play(lesson, answers, List.of());
  }

  /** The same, with further cells at its end. */
  static Played play(Lesson lesson, Map<String, String> answers, List<String> more) {
    List<PlayedCell> cells = new ArrayList<>();
    Optional<CellFailed> failure = Optional.empty();
    Lab.clear();
    Exercise.takeResults();
    try (Session session = new Session()) {
      for (Cell cell : lesson.cells()) {
        String code = answers.getOrDefault(cell.exercise(), cell.text());
        List<Shown> shown = new ArrayList<>();
        cells.add(new PlayedCell(cell, code, shown));
        if (cell.isCode()) {
          run(session, code, shown);
        }
      }
      for (String code : more) {
        run(session, code, new ArrayList<>());
      }
    } catch (CellFailed e) {
      failure = Optional.of(e);
    } finally {
      stopSpark();
    }
    return new Played(lesson, List.copyOf(cells), Exercise.takeResults(), failure);
  }

  /** What a cell prints comes where it was printed among what it shows. */
  private static void run(Session session, String code, List<Shown> shown) throws CellFailed {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream before = System.out;
    Lab.showTo(
        it -> {
          flush(printed, shown);
          shown.add(it);
        });
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      Object value = session.eval(code);
      flush(printed, shown);
      if (value != null) {
        shown.add(Shown.of(value));
      }
    } finally {
      System.setOut(before);
      Lab.showTo(it -> {});
      flush(printed, shown);
    }
  }

  private static void flush(ByteArrayOutputStream printed, List<Shown> shown) {
    if (printed.size() > 0) {
      shown.add(Shown.of(printed.toString(StandardCharsets.UTF_8)));
      printed.reset();
    }
  }

  /** The classes of another lesson's cells have the same names: its session must not see these. */
  private static void stopSpark() {
    if (SparkSession.getDefaultSession().isDefined()) { // a lesson may fail before it starts one
      SparkSession.getDefaultSession().get().stop();
    }
    SparkSession.clearActiveSession();
    SparkSession.clearDefaultSession();
  }
}

package io.sluice.learn;

import io.sluice.learn.Exercise.Result;
import io.sluice.learn.Lesson.Cell;
import io.sluice.learn.Session.CellFailed;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/** Runs the cells of a lesson, with no Jupyter, one lesson at a time in a process. */
public final class Player {

  private Player() {}

  /** A cell with its code as it ran, and what it showed. */
  public record PlayedCell(Cell cell, List<Shown> shown) {}

  /**
   * A lesson that was run.
   *
   * @param results of its exercises' checks, in their order
   * @param failure of the cell that ended it, if one did; an answer that fails ends nothing
   */
  public record Played(
      Lesson lesson, List<PlayedCell> cells, List<Result> results, Optional<CellFailed> failure) {}

  /**
   * Runs cells to their end or to the first that fails; then ends Spark. In place of an answer that
   * fails comes the blank, so that what follows it runs.
   *
   * @param cells the lesson's own, or those of somebody who has worked on it
   */
  public static Played play(Lesson lesson, List<Cell> cells) {
    return play(lesson, cells, List.of());
  }

  /** The same, with further code at its end. */
  static Played play(Lesson lesson, List<Cell> cells, List<String> more) {
    Lab.clear();
    try {
      return run(lesson, cells, more);
    } finally {
      stopSpark();
    }
  }

  /** The same over what Spark there is, which goes on. */
  static Played run(Lesson lesson, List<Cell> cells, List<String> more) {
    List<PlayedCell> played = new ArrayList<>();
    Optional<CellFailed> failure = Optional.empty();
    Exercise.takeResults();
    try (Session session = new Session()) {
      for (Cell cell : cells) {
        List<Shown> shown = new ArrayList<>();
        played.add(new PlayedCell(cell, shown));
        if (cell.isExercise()) {
          answer(session, cell, lesson.blank(cell.exercise()), shown);
        } else if (cell.isCode()) {
          run(session, cell.text(), shown);
        }
      }
      for (String code : more) {
        run(session, code, new ArrayList<>());
      }
    } catch (CellFailed e) {
      failure = Optional.of(e);
    }
    return new Played(lesson, List.copyOf(played), Exercise.takeResults(), failure);
  }

  private static void answer(Session session, Cell cell, String blank, List<Shown> shown)
      throws CellFailed {
    try {
      run(session, cell.text(), shown);
    } catch (CellFailed e) {
      shown.add(Shown.of(String.join("\n", e.lines())));
      Exercise.failed(cell.exercise(), e.lines());
      session.eval(blank);
    }
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

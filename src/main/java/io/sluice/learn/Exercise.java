package io.sluice.learn;

import io.sluice.report.Pictures;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * An exercise of a lesson. A check never throws, so that a notebook runs to its end; it says what
 * is wrong with the answer that was given.
 *
 * @param <T> what an answer is
 */
public final class Exercise<T> {

  /** How an answer is. */
  public enum State {
    BLANK("\u25cb", "#9a6700"),
    NOT_YET("\u2718", "#cf222e"),
    RIGHT("\u2714", "#1a7f37");

    private final String sign;
    private final String colour;

    State(String sign, String colour) {
      this.sign = sign;
      this.colour = colour;
    }

    String sign() {
      return sign;
    }
  }

  /** What a check said. */
  public record Result(String id, State state, String message) {}

  /** Looks at an answer; throws {@link NotYet} where it is not right. */
  public interface Checker<T> {
    void check(T answer) throws Exception;
  }

  /** An answer is not right; the message says what of it. */
  public static final class NotYet extends RuntimeException {
    NotYet(String message) {
      super(message, null, false, false);
    }
  }

  private static final List<Result> RESULTS = Collections.synchronizedList(new ArrayList<>());

  /** Told of each check: the lesson, and what it said. */
  private static volatile BiConsumer<String, Result> listener = (lesson, result) -> {};

  /** What happened to answers that did not run, by exercise. */
  private static final Map<String, String> FAILED = new ConcurrentHashMap<>();

  private final String lesson;
  private final String id;
  private final List<String> hints;
  private final Checker<T> checker;
  private int hinted;

  /**
   * An exercise.
   *
   * @param lesson its number, such as 2.1
   * @param id such as q1
   * @param hints the first is the smallest help
   */
  public Exercise(String lesson, String id, List<String> hints, Checker<T> checker) {
    this.lesson = lesson;
    this.id = id;
    this.hints = List.copyOf(hints);
    this.checker = checker;
  }

  /** Says what is not right, unless it is. */
  public static void require(boolean isRight, String message) {
    if (!isRight) {
      throw new NotYet(message);
    }
  }

  /** Shows whether the answer is right and, if not, why. */
  public void check(T answer) {
    Result result = new Result(id, State.RIGHT, "Correct.");
    if (FAILED.containsKey(id)) {
      result = new Result(id, State.NOT_YET, FAILED.get(id));
    } else if (answer == null) {
      result =
          new Result(
              id,
              State.BLANK,
              "Not answered yet: put your code in place of todo(), and run the check again.");
    } else {
      try {
        checker.check(answer);
      } catch (NotYet e) {
        result = new Result(id, State.NOT_YET, e.getMessage());
      } catch (Exception e) { // whatever a wrong answer makes Spark throw
        String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        result = new Result(id, State.NOT_YET, "Your answer could not be looked at: " + why);
      }
    }
    RESULTS.add(result);
    State state = result.state;
    box(state.colour, state.sign + " " + id, result.message);
    try {
      listener.accept(lesson, result);
    } catch (UncheckedIOException e) { // a check never throws
      box(State.BLANK.colour, "Your progress is not kept:", e.getCause().getMessage());
    }
  }

  /** From now on each check tells this too. */
  static void listen(BiConsumer<String, Result> its) {
    listener = its;
  }

  /** The answer did not run; its next check says so. */
  static void failed(String id, List<String> why) {
    FAILED.put(id, why.stream().map(String::strip).collect(Collectors.joining(" ")));
  }

  /** Shows the next hint. */
  public void hint() {
    int number = Math.min(hinted, hints.size() - 1);
    hinted++;
    box("#0969da", "Hint %d of %d".formatted(number + 1, hints.size()), hints.get(number));
  }

  /** All hints. */
  public List<String> hints() {
    return hints;
  }

  /** Shows one right answer. */
  public void solution() {
    String code = solution(lesson, id);
    Lab.showHtml("<pre>" + Pictures.escape(code) + "</pre>", code);
  }

  static String solution(String lesson, String id) {
    String name = "solutions/" + lesson + "/" + id + ".jshell";
    try (InputStream in = Exercise.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalArgumentException("there is no " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void box(String colour, String title, String message) {
    Lab.showHtml(
        "<div role=\"status\" style=\"border-left:4px solid %s;padding:6px 12px\"><b style=\"color:%s\">%s</b> %s</div>"
            .formatted(colour, colour, title, Pictures.escape(message)),
        title + " " + message);
  }

  /** What checks have said since the last time this was asked. */
  static List<Result> takeResults() {
    synchronized (RESULTS) {
      List<Result> taken = List.copyOf(RESULTS);
      RESULTS.clear();
      FAILED.clear();
      return taken;
    }
  }
}

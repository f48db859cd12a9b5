package io.sluice.job;

import io.sluice.result.Run;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/**
 * What a person sees while a job runs: a line for each section when it is done, and, on a terminal,
 * the tasks done so far in the line below.
 */
public final class Console {

  /** How much to say. */
  public enum Voice {
    QUIET,
    PLAIN,
    TERMINAL
  }

  private static final String CLEAR_LINE = "\r\u001b[K";
  private static final String DIM = "\u001b[2m";
  private static final String BOLD = "\u001b[1m";
  private static final String RESET = "\u001b[0m";
  private static final int NAME_WIDTH = 10;
  private static final int BAR_WIDTH = 24;

  private final PrintStream out;
  private final Voice voice;
  private volatile String running = "";
  private final AtomicInteger tasksDone = new AtomicInteger();
  private final AtomicInteger tasksKnown = new AtomicInteger();

  public Console(PrintStream out, Voice voice) {
    this.out = out;
    this.voice = voice;
  }

  /** Counts Spark's tasks for the bar. */
  SparkListener listener() {
    return new SparkListener() {
      @Override
      public void onStageSubmitted(SparkListenerStageSubmitted stage) {
        tasksKnown.addAndGet(stage.stageInfo().numTasks());
        progress();
      }

      @Override
      public void onTaskEnd(SparkListenerTaskEnd task) {
        tasksDone.incrementAndGet();
        progress();
      }
    };
  }

  /** A section has begun. */
  public void begin(String section) {
    tasksDone.set(0);
    tasksKnown.set(0);
    running = section;
    progress();
  }

  /** A section is done; the first line says the most, the others are below it. */
  void done(String section, double seconds, List<String> lines) {
    if (lines.isEmpty()) {
      clear();
      return;
    }
    show(section, lines.get(0) + dim(String.format(Locale.ROOT, "  %.1f s", seconds)), lines);
  }

  /** What was done within the section before. */
  void alsoDone(String section, List<String> lines) {
    show(section, lines.get(0), lines);
  }

  private void show(String section, String first, List<String> lines) {
    running = "";
    line(bold(pad(section)) + first);
    lines.stream().skip(1).forEach(l -> line(" ".repeat(NAME_WIDTH) + l));
  }

  /** A line of its own. */
  public synchronized void line(String text) {
    if (voice != Voice.QUIET) {
      out.println(voice == Voice.TERMINAL ? CLEAR_LINE + text : text);
    }
  }

  /** Takes an unfinished progress bar away. */
  public synchronized void clear() {
    running = "";
    if (voice == Voice.TERMINAL) {
      out.print(CLEAR_LINE);
      out.flush();
    }
  }

  /** A name and what it is, in two columns. */
  public void pair(String name, String text) {
    line(pad(name) + text);
  }

  /** The metrics, a line each: each part, how sure the last one's is, and the baseline. */
  void metrics(Run.Evaluation evaluation) {
    List<Run.Scores> scores = evaluation.scores();
    Run.Scores last = evaluation.last();
    int width = last.metrics().stream().mapToInt(m -> m.name().length()).max().orElse(0);
    StringBuilder head = new StringBuilder(pad("", width));
    scores.forEach(s -> head.append(String.format(Locale.ROOT, "%12s", s.part())));
    head.append(String.format(Locale.ROOT, "%18s%12s", "95% of " + last.part(), "baseline"));
    line(dim(head.toString()));
    for (Run.Metric metric : last.metrics()) {
      StringBuilder row = new StringBuilder(pad(metric.name(), width));
      scores.forEach(s -> row.append(number(s.metric(metric.name()))));
      row.append(interval(last.interval(metric.name())));
      Double baseline =
          last.baseline().stream()
              .filter(b -> b.name().equals(metric.name()))
              .findFirst()
              .map(Run.Metric::value)
              .orElse(null);
      line(row.append(number(baseline)).toString());
    }
  }

  private synchronized void progress() {
    if (voice == Voice.TERMINAL && !running.isEmpty()) {
      int known = Math.max(1, tasksKnown.get());
      int filled = Math.min(BAR_WIDTH, BAR_WIDTH * tasksDone.get() / known);
      String bar = "━".repeat(filled) + dim("─".repeat(BAR_WIDTH - filled));
      out.print(
          CLEAR_LINE + pad(running) + bar + dim("  " + tasksDone + " of " + known + " tasks"));
      out.flush();
    }
  }

  private static String interval(Run.Interval interval) {
    return interval == null
        ? String.format(Locale.ROOT, "%18s", "-")
        : String.format(
            Locale.ROOT,
            "%18s",
            String.format(Locale.ROOT, "%.3f to %.3f", interval.low(), interval.high()));
  }

  private static String number(Double value) {
    return value == null
        ? String.format(Locale.ROOT, "%12s", "-")
        : String.format(Locale.ROOT, "%12.4f", value);
  }

  private static String pad(String name) {
    return pad(name, NAME_WIDTH - 1);
  }

  /** The name, and blanks up to this width and one more. */
  private static String pad(String name, int width) {
    return name + " ".repeat(Math.max(0, width - name.length()) + 1);
  }

  private String bold(String text) {
    return voice == Voice.TERMINAL ? BOLD + text + RESET : text;
  }

  private String dim(String text) {
    return voice == Voice.TERMINAL ? DIM + text + RESET : text;
  }
}

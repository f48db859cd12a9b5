package io.sluice;

import io.sluice.learn.Desk;
import io.sluice.learn.Exercise.Result;
import io.sluice.learn.Exercise.State;
import io.sluice.learn.Jupyter;
import io.sluice.learn.Lesson;
import io.sluice.learn.Lessons;
import io.sluice.learn.Player;
import io.sluice.stage.Nearest;
import io.sluice.stage.ProblemException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The course. */
@Command(
    name = "learn",
    description =
        "Lists the lessons, or opens one: in Jupyter where it is installed, else as a page with its"
            + " code run.",
    mixinStandardHelpOptions = true)
final class LearnCommand implements Callable<Integer> {

  private static final class Wish {
    @Option(
        names = "--check",
        description = "Runs the lesson with your answers and says which are right.")
    private boolean check;

    @Option(names = "--hint", paramLabel = "EXERCISE", description = "Prints the hints.")
    private String hint;

    @Option(names = "--solution", paramLabel = "EXERCISE", description = "Prints an answer.")
    private String solution;

    @Option(names = "--reset", description = "Forgets your answers.")
    private boolean reset;

    @Option(
        names = "--write-notebooks",
        hidden = true,
        description = "Makes the notebooks of the repository from its lessons.")
    private boolean write;

    @Option(names = "--install-kernel", description = "Makes the kernel known to Jupyter.")
    private boolean kernel;

    @Option(names = "--page", description = "Makes the page, also where there is Jupyter.")
    private boolean page;
  }

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "LESSON",
      description = "Such as 2.1; none lists all.")
  private String id;

  @ArgGroup private Wish wish = new Wish();

  @Spec private CommandSpec spec;

  private final Desk desk = Desk.ofUser();

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path folder = Lessons.folder();
    if (wish.write) {
      for (Lesson lesson : Lesson.all(folder)) {
        Files.writeString(folder.resolve(lesson.name() + ".ipynb"), lesson.notebook());
      }
      return 0;
    }
    if (wish.kernel) {
      out().println("kernel    " + Jupyter.install());
      return 0;
    }
    if (id == null) {
      list(Lesson.all(folder));
      return 0;
    }
    Lesson lesson = Lesson.of(folder, id);
    if (wish.check) {
      return check(lesson);
    }
    if (wish.hint != null) {
      List<String> hints = Lessons.exercise(lesson, known(lesson, wish.hint)).hints();
      for (int i = 0; i < hints.size(); i++) {
        out().printf("%d. %s%n", i + 1, hints.get(i));
      }
    } else if (wish.solution != null) {
      out().println(Lessons.solution(lesson, known(lesson, wish.solution)).strip());
    } else if (wish.reset) {
      desk.reset(lesson);
      out().println("forgotten: your answers to " + lesson.id());
    } else {
      return open(lesson);
    }
    return 0;
  }

  private void list(List<Lesson> lessons) {
    for (Lesson lesson : lessons) {
      int right = desk.right(lesson).size();
      out()
          .printf(
              "%s  %-60s %d of %d exercises right%n",
              lesson.id(), lesson.title(), right, lesson.exercises().size());
    }
    out().println("bin/sluice learn 2.1 opens a lesson.");
  }

  private String known(Lesson lesson, String exercise) {
    if (!lesson.exercises().contains(exercise)) {
      throw ProblemException.inJob(
          "EXERCISE",
          "no exercise of %s is '%s'.%s Exercises: %s."
              .formatted(
                  lesson.id(),
                  exercise,
                  Nearest.hint(exercise, lesson.exercises()),
                  String.join(", ", lesson.exercises())));
    }
    return exercise;
  }

  private int check(Lesson lesson) {
    Player.Played played = Player.play(lesson, desk.cells(lesson));
    desk.keep(lesson, played.results());
    for (Result result : played.results()) {
      out().printf("%-8s  %s  %s%n", said(result.state()), result.id(), result.message());
    }
    played.failure().ifPresent(f -> f.lines().forEach(out()::println));
    long right = played.results().stream().filter(r -> r.state() == State.RIGHT).count();
    int all = lesson.exercises().size();
    out().printf("%d of %d exercises right%n", right, all);
    return right == all ? 0 : 1;
  }

  private static String said(State state) {
    return switch (state) {
      case RIGHT -> "right";
      case NOT_YET -> "not yet";
      case BLANK -> "blank";
    };
  }

  private int open(Lesson lesson) throws IOException, InterruptedException {
    Optional<Jupyter> jupyter = wish.page ? Optional.empty() : Jupyter.installed();
    if (jupyter.isPresent()) {
      out().println("kernel    " + Jupyter.install());
      Path notebook = desk.notebook(lesson);
      out().println("notebook  " + notebook);
      return jupyter.get().open(notebook) == 0 ? 0 : 1;
    }
    out().println("running " + lesson.title() + " ...");
    Player.Played played = Player.play(lesson, desk.cells(lesson));
    desk.keep(lesson, played.results());
    Path page = desk.page(played);
    out().println("page      " + page);
    out().println("answers   " + desk.blanks(lesson) + "/q1.java and so on; then --check");
    if (!wish.page) {
      out().println(Jupyter.HOW_TO_GET);
    }
    Jupyter.browse(page);
    return played.failure().isPresent() ? 1 : 0;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}

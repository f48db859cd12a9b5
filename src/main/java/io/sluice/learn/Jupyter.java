package io.sluice.learn;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Jupyter, where it is installed. */
public final class Jupyter {

  /** For those who have none. */
  public static final String HOW_TO_GET =
      "Jupyter runs lessons cell by cell: 'pip install notebook', or Debian's package"
          + " jupyter-notebook; then run this again.";

  private final Path command;

  private Jupyter(Path command) {
    this.command = command;
  }

  /** Jupyter with its notebook server, if it is on the path. */
  public static Optional<Jupyter> installed() {
    return find("jupyter-notebook").or(() -> find("jupyter-lab")).map(Jupyter::new);
  }

  private static Optional<Path> find(String name) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of(path.split(File.pathSeparator, -1))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Makes the kernel known to the user's Jupyter. */
  public static Path install() throws IOException {
    String given = System.getenv("JUPYTER_DATA_DIR");
    String home = System.getProperty("user.home");
    boolean isMac = System.getProperty("os.name").startsWith("Mac");
    return Kernel.install(
        given != null
            ? Path.of(given)
            : isMac
                ? Path.of(home, "Library", "Jupyter")
                : Path.of(home, ".local", "share", "jupyter"));
  }

  /** Opens a notebook; gives Jupyter's exit code when its server has ended. */
  public int open(Path notebook) throws IOException, InterruptedException {
    return new ProcessBuilder(List.of(command.toString(), notebook.toString()))
        .inheritIO()
        .start()
        .waitFor();
  }

  /** Opens a page in the browser of the desktop, if there is one. */
  public static void browse(Path page) throws IOException {
    Optional<Path> opener = find("xdg-open").or(() -> find("open"));
    if (opener.isPresent() && (System.getenv("DISPLAY") != null || opener.get().endsWith("open"))) {
      new ProcessBuilder(opener.get().toString(), page.toString()).start();
    }
  }
}

package io.sluice.sample;

import io.sluice.stage.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Support tickets of a made-up streaming service: {@code tickets.jsonl}, the raw table; {@code
 * truth.jsonl}, a line for each of its lines that says what is wrong in it and what would be right;
 * {@code annotations.jsonl}, the topics that five people gave to each ticket. docs/sample.md
 * describes them.
 *
 * <p>The same bytes for the same seed on any JVM, and a longer table begins with a shorter one.
 * Memory does not grow with the rows: every line follows from the seed and its number alone ({@link
 * Entries}), a copy makes its original again instead of looking it up, and a line is forgotten when
 * it is written.
 */
public final class TicketSample {

  /** How the files are stored. */
  public enum Packing {
    PLAIN(".jsonl"),
    GZIP(".jsonl.gz");

    private final String suffix;

    Packing(String suffix) {
      this.suffix = suffix;
    }
  }

  /** What to do where there are files already. */
  public enum Existing {
    KEEP,
    REPLACE
  }

  /** The raw table comes last: where it is, the others are. */
  private static final List<String> TABLES = List.of("annotations", "truth", "tickets");

  private final long rows;
  private final long seed;

  public TicketSample(long rows, long seed) {
    this.rows = rows;
    this.seed = seed;
  }

  /** Writes the files; they are there whole or not at all. Gives their paths. */
  public List<Path> write(Path folder, Packing packing, Existing existing) throws IOException {
    if (existing == Existing.KEEP) {
      refuse(folder);
    }
    Files.createDirectories(folder);
    List<Path> paths = TABLES.stream().map(t -> folder.resolve(t + packing.suffix)).toList();
    try (Output annotations = new Output(paths.get(0));
        Output truth = new Output(paths.get(1));
        Output tickets = new Output(paths.get(2))) {
      write(annotations, truth, tickets);
      for (Output output : List.of(annotations, truth, tickets)) {
        output.close();
        output.publish();
      }
    }
    for (Path other : all(folder).filter(p -> !paths.contains(p)).toList()) {
      Files.deleteIfExists(other); // the same tables, packed in the other way
    }
    return List.of(paths.get(2), paths.get(1), paths.get(0));
  }

  private void write(Output annotations, Output truth, Output tickets) throws IOException {
    Entries entries = new Entries(Grammar.read(), seed);
    Lines lines = new Lines();
    for (long index = 0; index < rows; index++) {
      Entry entry = entries.at(index);
      byte[] ticket = lines.object(line -> Records.ticket(entry, line));
      Dice damage = Dice.of(seed, index, Dice.Use.DAMAGE);
      tickets.line(entry.corruption().apply(ticket, damage));
      truth.line(lines.object(line -> Records.truth(entry, line)));
      if (entry.kind() != Entry.Kind.EXACT_COPY) {
        annotate(entry, lines, annotations);
      }
    }
  }

  /** Three to five of the annotators, in their order. */
  private void annotate(Entry entry, Lines lines, Output annotations) throws IOException {
    Dice dice = Dice.of(seed, entry.index(), Dice.Use.ANNOTATIONS);
    Annotator[] all = Annotator.values();
    Ticket ticket = entry.observed().ticket();
    int wanted = dice.between(3, all.length);
    for (int i = 0; i < all.length && wanted > 0; i++) {
      if (dice.below(all.length - i) < wanted) {
        wanted--;
        Annotator annotator = all[i];
        Topic topic = annotator.annotate(ticket.kind().topic(), dice);
        annotations.line(
            lines.object(line -> Records.annotation(ticket.id(), annotator, topic, line)));
      }
    }
  }

  private static void refuse(Path folder) {
    all(folder)
        .filter(Files::exists)
        .findFirst()
        .ifPresent(
            path -> {
              throw ProblemException.inJob(
                  "--out",
                  "there is a file '"
                      + path
                      + "' already. Add --overwrite, or name another folder.");
            });
  }

  private static Stream<Path> all(Path folder) {
    return Stream.of(Packing.values())
        .flatMap(packing -> TABLES.stream().map(t -> folder.resolve(t + packing.suffix)));
  }
}

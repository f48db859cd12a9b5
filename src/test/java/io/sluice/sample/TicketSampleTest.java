package io.sluice.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.sample.TicketSample.Existing;
import io.sluice.sample.TicketSample.Packing;
import io.sluice.stage.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TicketSampleTest {

  @TempDir Path out;

  @Test
  void givesTheSameBytesForTheSameSeedAndOthersForAnother() throws IOException {
    byte[] first = tickets("first", 300, 1, Packing.PLAIN);
    assertThat(tickets("again", 300, 1, Packing.PLAIN)).isEqualTo(first);
    assertThat(tickets("other", 300, 2, Packing.PLAIN)).isNotEqualTo(first);
  }

  @Test
  void aLongerTableBeginsWithAShorterOne() throws IOException {
    List<byte[]> few = lines(tickets("few", 500, 11, Packing.PLAIN));
    List<byte[]> many = lines(tickets("many", 1500, 11, Packing.PLAIN));
    assertThat(few).hasSize(500).containsExactlyElementsOf(many.subList(0, 500));
  }

  @Test
  void packedFilesHoldTheSame() throws IOException {
    byte[] packed = tickets("packed", 300, 1, Packing.GZIP);
    assertThat(unpacked(packed)).isEqualTo(tickets("plain", 300, 1, Packing.PLAIN));
    assertThat(tickets("packedAgain", 300, 1, Packing.GZIP)).isEqualTo(packed);
  }

  @Test
  void filesThatAreThereStayUnlessTheyAreToBeReplaced() throws IOException {
    Path folder = out.resolve("twice");
    TicketSample sample = new TicketSample(10, 1);
    sample.write(folder, Packing.PLAIN, Existing.KEEP);
    assertThatThrownBy(() -> sample.write(folder, Packing.GZIP, Existing.KEEP))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "--out: there is a file '"
                + folder.resolve("annotations.jsonl")
                + "' already. Add --overwrite, or name another folder.");
    sample.write(folder, Packing.GZIP, Existing.REPLACE);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder("annotations.jsonl.gz", "truth.jsonl.gz", "tickets.jsonl.gz");
    }
  }

  /** jobs/data/SOURCES.md says with which command they were made. */
  @Test
  void theShippedFilesAreWhatTheCommandMakes() throws IOException {
    Path folder = out.resolve("shipped");
    for (Path made : new TicketSample(2000, 7).write(folder, Packing.PLAIN, Existing.KEEP)) {
      Path shipped = Path.of("jobs/data/tickets", made.getFileName() + ".gz");
      assertThat(Arrays.equals(unpacked(Files.readAllBytes(shipped)), Files.readAllBytes(made)))
          .as("%s; make it again as jobs/data/SOURCES.md says", shipped)
          .isTrue();
    }
  }

  private byte[] tickets(String folder, int rows, long seed, Packing packing) throws IOException {
    Path path = out.resolve(folder);
    List<Path> files = new TicketSample(rows, seed).write(path, packing, Existing.KEEP);
    return Files.readAllBytes(files.get(0));
  }

  private static byte[] unpacked(byte[] packed) throws IOException {
    return new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes();
  }

  static List<byte[]> lines(byte[] bytes) {
    List<byte[]> lines = new ArrayList<>();
    int begin = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        lines.add(Arrays.copyOfRange(bytes, begin, i));
        begin = i + 1;
      }
    }
    return lines;
  }
}

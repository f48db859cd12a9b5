package io.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleCommandTest {

  @TempDir Path out;

  @Test
  void saysWhichFilesItWrote() {
    Commands run = Commands.run("sample", "tickets", "--rows", "20", "--out", out.toString());
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains(
            out + "/tickets.jsonl\n", out + "/truth.jsonl\n", out + "/annotations.jsonl\n20 rows");
  }

  @Test
  void aMistakeIsSaidInOneLine() {
    String folder = out.toString();
    assertThat(Commands.run("sample", "ticket", "--out", folder))
        .isEqualTo(wrong("sample: 'ticket' is not one of tickets. Did you mean 'tickets'?"));
    assertThat(Commands.run("sample", "tickets", "--rows", "0", "--out", folder))
        .isEqualTo(wrong("--rows: 0 is not a number of rows; allowed: 1 or more."));
    assertThat(Commands.run("sample", "tickets", "--out", "s3://bucket/x"))
        .isEqualTo(
            wrong(
                "--out: 's3://bucket/x' is not a folder on this machine. Name one, then copy the"
                    + " files."));
    assertThat(out).isEmptyDirectory();
  }

  private static Commands wrong(String line) {
    return new Commands(2, "", line + "\n");
  }
}

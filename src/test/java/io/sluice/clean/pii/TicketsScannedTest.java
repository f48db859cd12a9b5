package io.sluice.clean.pii;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What docs/privacy.md says of 20,000 tickets holds for 2,000. */
final class TicketsScannedTest {

  @TempDir static Path folder;
  private static TicketsScanned scanned;

  @BeforeAll
  static void scan() throws IOException {
    scanned = TicketsScanned.of(folder, 2_000);
  }

  @ParameterizedTest
  @EnumSource(Entity.class)
  void findsWhatWasPlantedAndLittleElse(Entity entity) {
    TicketsScanned.Counts counts = scanned.counts(entity);
    assertThat(counts.planted).isGreaterThan(50);
    assertThat(counts.recall()).as("%s", scanned.wrong()).isGreaterThan(0.99);
    assertThat(counts.precision()).as("%s", scanned.wrong()).isGreaterThan(0.99);
  }

  @Test
  void takesNoDecoy() {
    assertThat(scanned.decoys()).isGreaterThan(50);
    assertThat(scanned.decoysTaken()).isZero();
  }
}

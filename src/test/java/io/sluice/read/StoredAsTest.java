package io.sluice.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoredAsTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "t.csv, csv",
    "t.csv.gz, csv",
    "t.jsonl.zst, json",
    "part-0.c000.snappy.parquet, parquet",
    "t.orc, orc",
    "t.avro, avro",
    "t.txt, text"
  })
  void byTheEnding(String name, String format) throws IOException {
    Path file = Files.createFile(folder.resolve(name));
    assertThat(StoredAs.guess(file.toString(), new Configuration())).contains(format);
  }

  @Test
  void aFolderByWhatSparkReadsOfIt() throws IOException {
    Files.createDirectories(folder.resolve("_temporary"));
    Files.createFile(folder.resolve("_temporary/x.csv"));
    Files.createFile(folder.resolve("_SUCCESS"));
    Files.createDirectories(folder.resolve("day=1"));
    Files.createFile(folder.resolve("day=1/part-0.orc"));
    assertThat(StoredAs.guess(folder.toString(), new Configuration())).contains("orc");
    Files.createDirectories(folder.resolve("_delta_log"));
    assertThat(StoredAs.guess(folder.toString(), new Configuration())).contains("delta");
  }

  @Test
  void whatIsNotKnownIsNotGuessed() throws IOException {
    Path file = Files.createFile(folder.resolve("csv"));
    assertThat(StoredAs.guess(file.toString(), new Configuration())).isEmpty();
    assertThat(
            StoredAs.guess(
                Files.createDirectory(folder.resolve("none")).toString(), new Configuration()))
        .isEmpty();
  }
}

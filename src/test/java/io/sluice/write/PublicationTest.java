package io.sluice.write;

import static io.sluice.testing.LocalSpark.SPARK;
import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static io.sluice.testing.LocalSpark.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.stage.ProblemException;
import io.sluice.stage.Roles;
import io.sluice.testing.FromYaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.Metadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PublicationTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "delta", "csv"})
  void overwriteReplacesTheWholeTable(String format) throws IOException {
    String target = "{table: " + at("t") + ", format: " + format + "}";
    write(target, table("a INT, b STRING", row(1, "x"), row(2, "y, \"z\"")));
    assertThat(texts(read("t", format))).containsExactly("[1,x]", "[2,y, \"z\"]");
    write(target, table("c INT", row(3)));
    assertThat(texts(read("t", format))).containsExactly("[3]");
    assertThat(read("t", format).schema().fieldNames()).containsExactly("c");
    assertThat(names()).containsExactly("t");
  }

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "delta", "csv"})
  void appendKeepsWhatIsThere(String format) throws IOException {
    String target = "{table: " + at("t") + ", mode: append, format: " + format + "}";
    write(target, table("a INT, b STRING", row(1, "x")));
    write(target, table("a INT, b STRING", row(2, "y")));
    write(target, table("a INT, b STRING", row(1, "x")));
    assertThat(texts(read("t", format))).containsExactly("[1,x]", "[1,x]", "[2,y]");
    assertThat(names()).containsExactly("t");
  }

  @Test
  void aFolderIsGoneOnlyWhenAllIsPublished() throws IOException {
    write("{table: " + at("t") + ", format: csv}", table("a INT", row(1)));
    try (Publication publication = new Publication(SPARK.sparkContext().hadoopConfiguration())) {
      publication.remove(at("t"));
      publication.remove(at("never"));
      assertThat(names()).containsExactly("t");
      publication.publish();
    }
    assertThat(names()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "delta", "csv"})
  void errorLeavesWhatIsThere(String format) {
    String target = "{table: " + at("t") + ", mode: error, format: " + format + "}";
    write(target, table("a INT", row(1)));
    assertThatThrownBy(() -> write(target, table("a INT", row(2))))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "mode: error: there is something at '%s' already. Remove it, or use overwrite or append."
                .formatted(at("t")));
    assertThat(texts(read("t", format))).containsExactly("[1]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "delta", "csv"})
  void eachValueOfAPartitionColumnGetsAFolder(String format) {
    String target = "{table: " + at("t") + ", partitionBy: region, format: " + format;
    Dataset<Row> rows = table("a INT, region STRING", row(1, "x"), row(2, "y z"), row(3, null));
    write(target + "}", rows);
    assertThat(texts(read("t", format))).containsExactly("[1,x]", "[2,y z]", "[3,null]");
    assertThat(folder.resolve("t/region=x")).isDirectory();
    write(target + ", mode: append}", table("a INT, region STRING", row(4, "x"), row(5, "w")));
    assertThat(texts(read("t", format)))
        .containsExactly("[1,x]", "[2,y z]", "[3,null]", "[4,x]", "[5,w]");
  }

  @Test
  void nothingIsInPlaceBeforeItIsPublishedAndAllIsAfter() {
    try (Publication publication = publication()) {
      publication.stage(target("{table: " + at("t") + "}"), table("a INT", row(1)));
      publication.stage(target("{table: " + at("d") + ", format: delta}"), table("a INT", row(2)));
      assertThat(folder.resolve("t")).doesNotExist();
      assertThat(folder.resolve("d")).doesNotExist();
      assertThat(publication.published()).isEmpty();
      publication.publish();
      assertThat(publication.published()).containsExactly(at("t"), at("d"));
    }
    assertThat(texts(read("t", "parquet"))).containsExactly("[1]");
    assertThat(texts(read("d", "delta"))).containsExactly("[2]");
  }

  @Test
  void theOldTableMayBeReadWhileTheNewOneIsMade() {
    String target = "{table: " + at("t") + "}";
    write(target, table("a INT", row(1)));
    write(target, read("t", "parquet").selectExpr("a + 1 AS a"));
    SPARK.catalog().refreshByPath(at("t"));
    assertThat(texts(read("t", "parquet"))).containsExactly("[2]");
  }

  @Test
  void rolesAreNotWritten() {
    Roles roles = FromYaml.set(new Roles(), "{id: a}");
    write("{table: " + at("t") + "}", Roles.unmark(roles.mark(table("a INT", row(1)))));
    assertThat(read("t", "parquet").schema().apply("a").metadata()).isEqualTo(Metadata.empty());
  }

  @Test
  void closeRemovesWhatWasNotPublished() throws IOException {
    write("{table: " + at("t") + "}", table("a INT", row(1)));
    Publication publication = publication();
    publication.stage(target("{table: " + at("t") + "}"), table("a INT", row(2)));
    publication.stage(target("{table: " + at("u") + ", mode: append}"), table("a INT", row(2)));
    publication.stage(at("model"));
    assertThat(names()).containsExactly(".model.staging", ".t.staging", ".u.staging", "t");
    publication.close();
    assertThat(names()).containsExactly("t");
    assertThat(texts(read("t", "parquet"))).containsExactly("[1]");
    assertThatThrownBy(publication::publish)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("stopped");
  }

  @Test
  void aKillWhileStagingLeavesTheOldTable() throws IOException {
    write("{table: " + at("t") + "}", table("a INT", row(1)));
    Files.createDirectories(folder.resolve(".t.staging/_temporary/0"));
    Files.writeString(folder.resolve(".t.staging/_temporary/0/part-0"), "half");
    publication().recover(at("t"));
    assertThat(names()).containsExactly("t");
    assertThat(texts(read("t", "parquet"))).containsExactly("[1]");
  }

  @Test
  void aKillBetweenTheRenamesPutsTheOldTableBack() throws IOException {
    write("{table: " + at("t") + "}", table("a INT", row(1)));
    write("{table: " + at("new") + "}", table("a INT", row(2)));
    Files.move(folder.resolve("t"), folder.resolve(".t.previous"));
    Files.move(folder.resolve("new"), folder.resolve(".t.staging"));
    publication().recover(at("t"));
    assertThat(names()).containsExactly("t");
    assertThat(texts(read("t", "parquet"))).containsExactly("[1]");
  }

  @Test
  void aKillAfterTheRenamesKeepsTheNewTable() throws IOException {
    write("{table: " + at("t") + "}", table("a INT", row(2)));
    write("{table: " + at(".t.previous") + "}", table("a INT", row(1)));
    publication().recover(at("t"));
    assertThat(names()).containsExactly("t");
    assertThat(texts(read("t", "parquet"))).containsExactly("[2]");
  }

  @Test
  void theNextRunRecoversByItself() throws IOException {
    write("{table: " + at(".t.previous") + "}", table("a INT", row(1)));
    Files.createDirectories(folder.resolve(".t.staging"));
    Publication publication = publication();
    publication.stage(target("{table: " + at("t") + "}"), table("a INT", row(2)));
    assertThat(texts(read("t", "parquet"))).containsExactly("[1]");
    publication.close();
    assertThat(names()).containsExactly("t");
    assertThat(texts(read("t", "parquet"))).containsExactly("[1]");
  }

  @Test
  void aKillWhileAppendingIsFinished() throws IOException {
    write("{table: " + at("t") + ", partitionBy: p}", table("a INT, p INT", row(1, 7)));
    halfAppended();
    publication().recover(at("t"));
    assertThat(names()).containsExactly("t");
    assertThat(texts(read("t", "parquet").select("a"))).containsExactly("[1]", "[2]", "[3]", "[4]");
    assertThat(Files.exists(folder.resolve("t/_sluice_append"))).isFalse();
  }

  @Test
  void aKillBeforeTheFirstMoveOfAnAppendLeavesTheOldTable() throws IOException {
    write("{table: " + at("t") + "}", table("a INT", row(1)));
    write("{table: " + at(".t.staging") + "}", table("a INT", row(2)));
    publication().recover(at("t"));
    assertThat(names()).containsExactly("t");
    assertThat(texts(read("t", "parquet"))).containsExactly("[1]");
  }

  @Test
  void anAppendThatBreaksOffIsFinishedByTheNextRun() throws IOException {
    Files.createDirectories(folder.resolve("t"));
    Files.writeString(folder.resolve("t/p=8"), "a file where a folder must go");
    Publication publication = publication();
    publication.stage(
        target("{table: " + at("t") + ", mode: append, partitionBy: p}"),
        table("a INT, p INT", row(1, 8)));
    assertThatThrownBy(publication::publish).isInstanceOf(UncheckedIOException.class);
    publication.close();
    assertThat(names()).containsExactly(".t.staging", "t");
    Files.delete(folder.resolve("t/p=8"));
    publication().recover(at("t"));
    assertThat(names()).containsExactly("t");
    assertThat(texts(read("t", "parquet"))).containsExactly("[1,8]");
  }

  @Test
  void aSwapThatBreaksOffPutsTheOldTableBack() throws IOException {
    write("{table: " + at("t") + "}", table("a INT", row(1)));
    Publication publication = publication();
    publication.stage(target("{table: " + at("t") + "}"), table("a INT", row(2)));
    delete(folder.resolve(".t.staging")); // the second rename will find nothing
    assertThatThrownBy(publication::publish).isInstanceOf(UncheckedIOException.class);
    assertThat(publication.published()).isEmpty();
    publication.close();
    assertThat(names()).containsExactly("t");
    assertThat(texts(read("t", "parquet"))).containsExactly("[1]");
  }

  @Test
  void recoverOfWhatIsWholeChangesNothing() throws IOException {
    write("{table: " + at("t") + "}", table("a INT", row(1)));
    publication().recover(at("t"));
    publication().recover(at("nowhere"));
    assertThat(names()).containsExactly("t");
    assertThat(texts(read("t", "parquet"))).containsExactly("[1]");
  }

  @Test
  void filesAreReplacedAtOnceWithNothingBeside() throws IOException {
    Path report = folder.resolve("out/report.html");
    publication().replaceFile(report.toString(), "old and long");
    publication().replaceFile(report.toString(), "größer");
    assertThat(report).hasContent("größer");
    Files.writeString(folder.resolve("out/.report.html.staging"), "half of a killed run");
    publication().replaceFile(report.toString(), "new");
    assertThat(report).hasContent("new");
    try (Stream<Path> files = Files.list(folder.resolve("out"))) {
      assertThat(files.map(f -> f.getFileName().toString())).containsExactly("report.html");
    }
  }

  /** Of two files in three folders one is in place already, as after a kill between the moves. */
  private void halfAppended() throws IOException {
    write(
        "{table: " + at(".t.staging") + ", partitionBy: p}",
        table("a INT, p INT", row(2, 7), row(3, 8), row(4, 9)));
    Files.createFile(folder.resolve(".t.staging/_sluice_append"));
    Files.createDirectories(folder.resolve("t/p=8"));
    for (Path file : files(folder.resolve(".t.staging/p=8"))) {
      Files.move(file, folder.resolve("t/p=8").resolve(file.getFileName()));
    }
  }

  private static void delete(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      for (Path file : files(path)) {
        delete(file);
      }
    }
    Files.delete(path);
  }

  private static List<Path> files(Path path) throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      return files.sorted().toList();
    }
  }

  /** What lies in the folder, hidden or not. */
  private List<String> names() throws IOException {
    return files(folder).stream().map(f -> f.getFileName().toString()).toList();
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  private Dataset<Row> read(String name, String format) {
    return SPARK
        .read()
        .format(format)
        .option("header", "true")
        .option("escape", "\"")
        .load(at(name));
  }

  private static void write(String target, Dataset<Row> rows) {
    try (Publication publication = publication()) {
      publication.stage(target(target), rows);
      publication.publish();
    }
  }

  private static Target target(String yaml) {
    return FromYaml.set(new Target(), yaml);
  }

  private static Publication publication() {
    return new Publication(SPARK.sparkContext().hadoopConfiguration());
  }
}

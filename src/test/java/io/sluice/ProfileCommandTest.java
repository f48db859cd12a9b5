package io.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileCommandTest {

  @TempDir Path out;

  @Test
  void showsWhatATableHolds() throws IOException {
    Path table = out.resolve("orders.parquet");
    LocalSpark.SPARK
        .range(0, 2_000, 1, 3)
        .selectExpr(
            "id",
            "if(id % 4 = 0, NULL, id % 100 / 8) AS amount",
            "date_add(date'2024-01-01', int(id % 300)) AS day",
            "elt(int(id % 3) + 1, 'web', 'WEB', 'shop') AS channel",
            "id % 2 = 0 AS paid",
            "id * 2 + 1 AS twice",
            "array(id) AS items")
        .write()
        .parquet(table.toString());
    Path json = out.resolve("p.json");
    Path html = out.resolve("p.html");
    Commands profiled =
        Commands.run(
            "profile", table.toString(), "--json", json.toString(), "--html", html.toString());
    assertThat(profiled.err()).isEmpty();
    assertThat(profiled.exitCode()).isZero();
    assertThat(profiled.out())
        .startsWith(table + " (parquet): 2,000 rows, 6 columns, ")
        .contains(
            "left out: nested columns, items\n",
            "channel  string        0%         3  WEB 33.4%, web 33.4%, shop 33.3%\n",
            "2 of 6 columns deserve a look\n",
            "  twice: goes along with 'id' (correlation 1.000): one of them may be enough\n",
            "   1.000  id, twice (correlation, of ranks 1.000)\n",
            "  channel: 1 value written in several ways, in case or blanks alone, such as",
            "page  " + html + "\n",
            "json  " + json + "\n");
    assertThat(profiled.out()).containsPattern("day +date +0% +300  2024-01-01 .* 2024-10-26 ");
    JsonNode columns = new ObjectMapper().readTree(json.toFile()).get("columns");
    assertThat(columns).hasSize(6);
    assertThat(columns.get(1).get("missing").asLong()).isEqualTo(500);
    long counted = 0;
    for (JsonNode bin : columns.get(1).get("histogram")) {
      counted += bin.get("count").asLong();
    }
    assertThat(counted).isEqualTo(1_500);
    assertThat(Files.readString(html)).contains("<h1>orders.parquet</h1>");
  }

  @Test
  void saysWhatChangedSinceAnEarlierTable() throws IOException {
    Path before = out.resolve("before.parquet");
    Path now = out.resolve("now.parquet");
    Dataset<Row> rows =
        LocalSpark.SPARK
            .range(0, 1_000, 1, 2)
            .selectExpr("id % 100 AS x", "elt(int(id % 2) + 1, 'a', 'b') AS kind", "1 AS old");
    rows.write().parquet(before.toString());
    rows.selectExpr("x + 30 AS x", "kind", "'s' AS fresh").write().parquet(now.toString());
    Commands profiled = Commands.run("profile", now.toString(), "--against", before.toString());
    assertThat(profiled.err()).isEmpty();
    assertThat(profiled.out())
        .contains(
            "against " + before + ": 1,000 rows then, 1,000 now; 1 of 2 columns changed\n",
            "gone: old int\n",
            "new: fresh string\n",
            ", distance 0.300, mean 49.5 \u2192 79.5\n");
    Commands none =
        Commands.run("profile", now.toString(), "--against", out.resolve("no.parquet").toString());
    assertThat(none.exitCode()).isEqualTo(2);
    assertThat(none.err()).contains("there is nothing at '" + out.resolve("no.parquet") + "'.");
  }

  @Test
  void looksAtNumbersByTheValuesOfAColumn() throws IOException {
    Path table = out.resolve("t.csv");
    Files.writeString(table, "kind,x\na,1\na,2\nb,5\nb,7\nb,\n");
    assertThat(Commands.run("profile", table.toString(), "--by", "kind").out())
        .contains(
            "by kind, 2 values; the columns that differ most first\n",
            "  x: 89.0% of the variance between the values, p 0.183\n",
            "    Welch's t: Cohen's d 4.025, p 0.183\n",
            "    b                                     3 rows  mean          6  sd      1.414");
    Commands unknown = Commands.run("profile", table.toString(), "--by", "kidn");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err())
        .isEqualTo(
            "--by: column 'kidn' is not in the table. Did you mean 'kind'? Columns: kind, x.\n");
  }

  @Test
  void countsTheRowsThatFitNoType() throws IOException {
    Path table = out.resolve("t.json");
    Files.writeString(table, "{\"a\": 1}\n{broken\n{\"a\": 3}\n");
    assertThat(Commands.run("profile", table.toString()).out())
        .contains("2 rows, 1 column", "left out: 1 row whose values do not fit the types");
  }

  @Test
  void mistakesAreSaidInOneLineBeforeTheWork() throws IOException {
    Path table = Files.writeString(out.resolve("t.csv"), "a\n1\n");
    Commands nowhere =
        Commands.run("profile", table.toString(), "--html", out.resolve("no/p.html").toString());
    assertThat(nowhere.exitCode()).isEqualTo(2);
    assertThat(nowhere.err())
        .isEqualTo("--html: there is no folder '" + out.resolve("no") + "'. Make it.\n");
    Commands folder = Commands.run("profile", table.toString(), "--json", out.toString());
    assertThat(folder.err()).isEqualTo("--json: '" + out + "' is a folder. Name a file.\n");
    Commands none = Commands.run("profile", out.resolve("none.csv").toString());
    assertThat(none.exitCode()).isEqualTo(2);
    assertThat(none.err()).contains("there is nothing at '" + out.resolve("none.csv") + "'.");
  }
}

package io.sluice;

import static io.sluice.testing.LocalSpark.SPARK;
import static io.sluice.testing.LocalSpark.texts;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.emr.Permissions;
import io.sluice.testing.FaultyProxy;
import io.sluice.testing.FaultyProxy.Fate;
import io.sluice.testing.S3Server;
import io.sluice.write.ConditionalLogStore;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs whose files, all of them, lie on a server of S3. */
class S3Test {

  private static final String JOB =
      """
      name: job
      read: {path: "BUCKET/in/*.csv", format: csv, schema: "id INT, name STRING, amount DOUBLE", corrupt: quarantine}
      clean:
        - dropDuplicates: {keys: id}
        - derive: {amount: "coalesce(amount, 3.0)"}
      write: {table: "${out}/rows", WRITE}
      """;

  private static final String ROWS =
      """
      id,name,amount
      1,ada,2.0
      2,bob,
      2,bob,
      3,eve,4.0
      x,odd,5.0
      """;

  private static final List<String> CLEAN = List.of("[1,ada,2.0]", "[2,bob,3.0]", "[3,eve,4.0]");

  @ParameterizedTest
  @ValueSource(strings = {"s3a", "s3"})
  void runsAJobThatLiesThere(String scheme) throws IOException {
    String bucket = bucket(scheme + "-job", scheme, "format: parquet");
    Commands first = run(bucket);
    Commands second = run(bucket);

    assertThat(first.err()).isEmpty();
    assertThat(second.err()).isEmpty();
    assertThat(second.exitCode()).isZero();
    assertThat(texts(SPARK.read().parquet(bucket + "/out/job/rows"))).isEqualTo(CLEAN);
    assertThat(SPARK.read().json(bucket + "/out/job/quarantine/*").count()).isEqualTo(1);
    assertThat(read(bucket + "/out/job/report.html"))
        .startsWith("<!DOCTYPE html>")
        .contains("amount");
    assertThat(beside(bucket + "/out/job"))
        .contains("rows", "quarantine", "report.html", "run.json")
        .noneMatch(name -> name.startsWith("."));
  }

  @Test
  void appendsToADeltaTable() throws IOException {
    String bucket = bucket("delta", "s3a", "format: delta, mode: append");
    assertThat(run(bucket).err()).isEmpty();
    assertThat(run(bucket).err()).isEmpty();
    Dataset<Row> delta = SPARK.read().format("delta").load(bucket + "/out/job/rows");
    assertThat(delta.count()).isEqualTo(2L * CLEAN.size());
    assertThat(texts(delta.distinct())).isEqualTo(CLEAN);
  }

  /** What the settings say, the credentials aside. */
  @Test
  void commitsAsTheSettingsForS3Say() throws IOException {
    String bucket = bucket("magic", "s3a", "format: parquet");
    Configuration hadoop = SPARK.sparkContext().hadoopConfiguration();
    Map<String, String> before = new HashMap<>();
    for (String line : Files.readAllLines(java.nio.file.Path.of("conf/s3a.conf"))) {
      String[] setting = line.split("\\s+", 2);
      if (line.startsWith("spark.sql.")) {
        before.put(setting[0], SPARK.conf().get(setting[0]));
        SPARK.conf().set(setting[0], setting[1]);
      } else if (line.startsWith("spark.hadoop.") && !line.contains("credentials")) {
        String name = setting[0].replace("spark.hadoop.", "");
        hadoop.set(name.replace("fs.s3a.", "fs.s3a.bucket.magic."), setting[1]);
      }
    }
    hadoop.set("fs.s3a.committer.name", "magic"); // the only one that has no meaning for a bucket
    FileSystem.closeAll(); // what was opened with other settings
    try {
      assertThat(run(bucket).err()).isEmpty();
    } finally {
      before.forEach((name, value) -> SPARK.conf().set(name, value));
      hadoop.set("fs.s3a.committer.name", "file");
    }
    assertThat(read(bucket + "/out/job/rows/_SUCCESS")).contains("\"committer\":\"magic\"");
    assertThat(SPARK.read().parquet(bucket + "/out/job/rows").count()).isEqualTo(3);
  }

  /** Every fifth request is refused or its connection cut: the result is the same. */
  @Test
  void standsAServerThatFailsNowAndThen() throws IOException {
    String direct = bucket("flaky", "s3a", "format: parquet");
    IntFunction<Fate> fates = i -> i % 10 == 4 ? Fate.BUSY : i % 10 == 9 ? Fate.CUT : Fate.PASSES;
    try (FaultyProxy proxy = new FaultyProxy(S3Server.SHARED.port(), fates)) {
      S3Server.settle("flaky", proxy.port());
      Commands run = run(direct);
      assertThat(run.err()).isEmpty();
      assertThat(run.exitCode()).isZero();
      assertThat(proxy.connections()).isGreaterThan(50);
    }
    S3Server.settle("flaky", S3Server.SHARED.port());
    assertThat(texts(SPARK.read().parquet(direct + "/out/job/rows"))).isEqualTo(CLEAN);
  }

  /** Two drivers, which know nothing of each other, commit the same versions to one log. */
  @Test
  void oneOfTwoCommitsOfAVersionWins() throws Exception {
    String log = bucket("commits", "s3a", "") + "/t/_delta_log/";
    Configuration hadoop = SPARK.sparkContext().hadoopConfiguration();
    List<Callable<List<Integer>>> drivers = new ArrayList<>();
    for (String name : List.of("one", "other")) {
      drivers.add(
          () -> {
            ConditionalLogStore store = new ConditionalLogStore(hadoop);
            List<Integer> won = new ArrayList<>();
            for (int version = 0; version < 30; version++) {
              try {
                Path file = new Path(log + "%020d.json".formatted(version));
                store.write(file, List.of(name).iterator(), false, hadoop);
                won.add(version);
              } catch (FileAlreadyExistsException e) {
                assertThat(e).hasMessageContaining("%020d".formatted(version));
              }
            }
            return won;
          });
    }
    ExecutorService threads = Executors.newFixedThreadPool(2);
    List<Integer> all = new ArrayList<>();
    for (Future<List<Integer>> won : threads.invokeAll(drivers)) {
      all.addAll(won.get());
    }
    threads.shutdown();
    assertThat(all).containsExactlyInAnyOrderElementsOf(IntStream.range(0, 30).boxed().toList());
  }

  @Test
  void readsThousandsOfObjectsAndWritesLargeOnes() throws IOException {
    String bucket = bucket("many", "s3a", "");
    FileSystem fs = new Path(bucket).getFileSystem(SPARK.sparkContext().hadoopConfiguration());
    IntStream.range(0, 2_100)
        .parallel()
        .forEach(
            i -> write(fs, bucket + "/many/%d/%04d.json".formatted(i % 7, i), "{\"i\":" + i + "}"));
    Dataset<Row> rows = SPARK.read().schema("i INT").json(bucket + "/many/*");
    assertThat(rows.count()).isEqualTo(2_100);

    byte[] large = new byte[12 << 20]; // three parts
    Arrays.fill(large, (byte) 'x');
    try (OutputStream out = fs.create(new Path(bucket + "/large"))) {
      out.write(large);
    }
    assertThat(fs.getFileStatus(new Path(bucket + "/large")).getLen()).isEqualTo(large.length);
  }

  /** The policy of {@code sluice emr} allows every request of the job, twice run, and no others. */
  @Test
  void asksForNoMoreThanItsPolicyAllows() throws IOException {
    String bucket = bucket("policy", "s3a", "format: parquet, partitionBy: [name]");
    String[] emr = {
      "emr",
      bucket + "/job.yaml",
      "--bucket",
      "policy",
      "--account",
      "111122223333",
      "--out",
      bucket + "/results/out",
      "--only",
      "job-policy"
    };
    Permissions policy = new Permissions(new ObjectMapper().readTree(Commands.run(emr).out()));
    try (FaultyProxy proxy = new FaultyProxy(S3Server.SHARED.port(), i -> Fate.PASSES)) {
      S3Server.settle("policy", proxy.port());
      for (int i = 0; i < 2; i++) {
        Commands run =
            Commands.run("run", bucket + "/job.yaml", "--out", bucket + "/results/out", "--audit");
        assertThat(run.err()).isEmpty();
      }
      assertThat(proxy.requests()).hasSizeGreaterThan(100).allMatch(policy::allows);
    }
    S3Server.settle("policy", S3Server.SHARED.port());
    assertThat(
            List.of(
                "GET /policy/other/rows.csv HTTP/1.1",
                "PUT /policy/in/rows.csv HTTP/1.1",
                "PUT /policy/results/out/other/x HTTP/1.1",
                "DELETE /policy/job.yaml HTTP/1.1",
                "GET /policy/?list-type=2&prefix=other/ HTTP/1.1",
                "GET /other/in/rows.csv HTTP/1.1"))
        .noneMatch(policy::allows);
  }

  private static Commands run(String bucket) {
    return Commands.run("run", bucket + "/job.yaml", "--out", bucket + "/out");
  }

  /** A bucket with the job and its table. */
  private static String bucket(String name, String scheme, String write) throws IOException {
    S3Server.SHARED.bucket(name);
    String bucket = scheme + "://" + name;
    FileSystem fs = new Path(bucket).getFileSystem(SPARK.sparkContext().hadoopConfiguration());
    write(fs, bucket + "/job.yaml", JOB.replace("BUCKET", bucket).replace("WRITE", write));
    write(fs, bucket + "/in/rows.csv", ROWS);
    return bucket;
  }

  private static void write(FileSystem fs, String file, String text) {
    var builder = fs.createFile(new Path(file));
    builder.opt("fs.s3a.create.performance", true);
    try (OutputStream out = builder.build()) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String read(String file) throws IOException {
    Path path = new Path(file);
    try (var in = path.getFileSystem(SPARK.sparkContext().hadoopConfiguration()).open(path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static List<String> beside(String folder) throws IOException {
    Path path = new Path(folder);
    return Arrays.stream(
            path.getFileSystem(SPARK.sparkContext().hadoopConfiguration()).listStatus(path))
        .map(FileStatus::getPath)
        .map(Path::getName)
        .toList();
  }
}

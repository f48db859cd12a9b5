package io.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmrCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  @Test
  void printsOneObjectWithAllDocuments() throws IOException {
    Commands run = emr("jobs/birdstrikes.yaml");
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(JSON.readTree(run.out()).fieldNames())
        .toIterable()
        .containsExactly(
            "job-policy",
            "job-trust",
            "bucket-policy",
            "cluster",
            "steps",
            "workflow",
            "workflow-policy",
            "workflow-trust",
            "application",
            "serverless",
            "eks");
  }

  @Test
  void readsTheJobAsIfItLayThere() throws IOException {
    JsonNode step = JSON.readTree(emr("jobs/birdstrikes.yaml", "--only", "steps").out()).get(0);
    assertThat(step.get("Args").findValuesAsText("x")).isEmpty();
    assertThat(texts(step.get("Args")))
        .startsWith("spark-submit", "--deploy-mode", "cluster", "--class", "io.sluice.Main")
        .contains("spark.yarn.maxAppAttempts=1")
        .endsWith(
            "s3://my-data/sluice/sluice-development.jar",
            "run",
            "s3://my-data/sluice/jobs/birdstrikes.yaml",
            "--out",
            "s3://my-data/sluice/out");
    JsonNode policy = JSON.readTree(emr("jobs/birdstrikes.yaml", "--only", "job-policy").out());
    assertThat(texts(policy.at("/Statement/0/Resource")))
        .contains("arn:aws:s3:::my-data/sluice/jobs/data/birdstrikes.csv.gz");
    assertThat(texts(policy.at("/Statement/1/Resource")))
        .contains("arn:aws:s3:::my-data/sluice/out/birdstrikes/*")
        .doesNotContain("arn:aws:s3:::my-data/sluice/out/birdstrikes/scored");
  }

  @Test
  void whatIsNotOnS3IsAProblem() throws IOException {
    Path job = folder.resolve("job.yaml");
    Files.writeString(
        job,
        """
        read: {path: /data/rows.csv, format: csv, schema: "a INT"}
        write: {table: "${out}/rows", format: parquet}
        """);
    Commands run = emr(job.toString(), "--out", "hdfs:///out", "--jar", "sluice.jar");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains(
            job
                + ":1 read.path: '/data/rows.csv' is not on S3, and a cluster of EMR sees nothing"
                + " else. Upload it, and say where it lies.",
            job + ":2 write.table: 'hdfs:///out/job/rows' is not on S3",
            "--out: 'hdfs:///out' is not on S3.",
            "--jar: 'sluice.jar' is not on S3.");
  }

  @Test
  void whatIsWrongOnTheCommandLineIsAProblem() {
    String job = "jobs/birdstrikes.yaml";
    assertThat(emr(job, "--release", "emr-7.9.0").err())
        .startsWith("--release: 'emr-7.9.0' is not a release that runs this: emr-7.10.0 or later");
    assertThat(emr(job, "--instance", "p3.2xlarge").err())
        .startsWith("--instance: 'p3.2xlarge' is no type whose size is known:");
    assertThat(emr(job, "--instance", "m7g.large", "--nodes", "1").err())
        .startsWith("--nodes: 1 of m7g.large holds the driver and no executor.");
    assertThat(emr(job, "--nodes", "0").err()).startsWith("--nodes: at least 1");
    assertThat(emr(job, "--only", "workflw").err()).contains("Did you mean 'workflow'?");
    assertThat(emr(job, "--only", "security").err()).startsWith("--only: a security configuration");
    assertThat(Commands.run("emr", job, "--bucket", "b", "--account", "12").err())
        .startsWith("--account: '12' is not 12 digits.");
  }

  @Test
  void eachSparkHasItsJar() throws IOException {
    JsonNode eks =
        JSON.readTree(
            emr("jobs/birdstrikes.yaml", "--release", "emr-spark-8.0.0", "--only", "eks").out());
    assertThat(eks.get("releaseLabel").asText()).isEqualTo("emr-spark-8.0.0-latest");
    assertThat(eks.at("/jobDriver/sparkSubmitJobDriver/entryPoint").asText())
        .isEqualTo("s3://my-data/sluice/sluice-development-spark4.jar");
  }

  /** {@code conf/emr} is what the command writes. */
  @Test
  void theTemplatesAreWhatItPrints() throws IOException {
    Commands run =
        emr(
            "jobs/birdstrikes.yaml",
            "--jar",
            "s3://my-data/sluice/sluice-0.1.0.jar",
            "--kms-key",
            "arn:aws:kms:us-east-1:111122223333:key/11111111-2222-3333-4444-555555555555",
            "--spot",
            "2",
            "--folder",
            folder.toString());
    assertThat(run.err()).isEmpty();
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> written = files.sorted().toList();
      assertThat(written).hasSize(12);
      for (Path file : written) {
        assertThat(file).hasSameTextualContentAs(Path.of("conf/emr").resolve(file.getFileName()));
      }
    }
  }

  private static List<String> texts(JsonNode list) {
    return JSON.convertValue(list, new com.fasterxml.jackson.core.type.TypeReference<>() {});
  }

  private static Commands emr(String job, String... more) {
    return Commands.run(
        Stream.concat(
                Stream.of("emr", job, "--bucket", "my-data", "--account", "111122223333"),
                Stream.of(more))
            .toArray(String[]::new));
  }
}

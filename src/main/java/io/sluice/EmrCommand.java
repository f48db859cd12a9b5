package io.sluice;

import io.sluice.emr.Documents;
import io.sluice.emr.Machine;
import io.sluice.emr.Release;
import io.sluice.emr.Submission;
import io.sluice.job.Environments;
import io.sluice.job.Json;
import io.sluice.stage.Nearest;
import io.sluice.stage.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints what runs a job on EMR. */
@Command(
    name = "emr",
    description =
        "Prints what runs a job on EMR: on EC2, Serverless, EKS, by Step Functions, with the"
            + " policies for no more than the job does. Calls nothing of AWS.",
    mixinStandardHelpOptions = true)
final class EmrCommand implements Callable<Integer> {

  @Mixin private JobOptions options;

  @Option(
      names = "--bucket",
      required = true,
      paramLabel = "NAME",
      description = "Where jar, job and logs lie, below sluice/.")
  private String bucket;

  @Option(names = "--account", required = true, paramLabel = "ID", description = "12 digits.")
  private String account;

  @Option(
      names = "--region",
      defaultValue = "us-east-1",
      description = "Default: ${DEFAULT-VALUE}.")
  private String region;

  @Option(
      names = "--release",
      defaultValue = "emr-7.13.0",
      paramLabel = "LABEL",
      description = "Of EMR, such as emr-spark-8.0.0 too. Default: ${DEFAULT-VALUE}.")
  private String release;

  @Option(
      names = "--instance",
      defaultValue = "m7g.2xlarge",
      paramLabel = "TYPE",
      description = "What the nodes are. Default: ${DEFAULT-VALUE}.")
  private String instance;

  @Option(
      names = "--nodes",
      defaultValue = "2",
      paramLabel = "N",
      description = "On demand, beside the primary node. Default: ${DEFAULT-VALUE}.")
  private int nodes;

  @Option(
      names = "--spot",
      defaultValue = "0",
      paramLabel = "N",
      description = "Further nodes, cheap, that AWS may take back. Default: ${DEFAULT-VALUE}.")
  private int spot;

  @Option(
      names = "--jar",
      paramLabel = "PATH",
      description =
          "Of Sluice, on S3. Default: s3://NAME/sluice/ and the name that the build gives.")
  private String jar;

  @Option(
      names = "--role",
      defaultValue = "sluice-job",
      paramLabel = "NAME",
      description = "What the job runs as. Default: ${DEFAULT-VALUE}.")
  private String role;

  @Option(
      names = "--service-role",
      defaultValue = "EMR_DefaultRole",
      paramLabel = "NAME",
      description = "What EMR makes clusters as. Default: ${DEFAULT-VALUE}.")
  private String serviceRole;

  @Option(
      names = "--kms-key",
      paramLabel = "ARN",
      description = "Encrypts tables, disks and logs; adds a security configuration.")
  private String key;

  @Option(names = "--subnet", paramLabel = "ID", description = "Where the cluster is made.")
  private String subnet;

  @Option(names = "--application", paramLabel = "ID", description = "Of EMR Serverless.")
  private String application;

  @Option(names = "--virtual-cluster", paramLabel = "ID", description = "Of EMR on EKS.")
  private String virtualCluster;

  @Option(
      names = "--only",
      paramLabel = "NAME",
      description = "Prints one document alone: job-policy, workflow, serverless, ...")
  private String only;

  @Option(
      names = "--folder",
      paramLabel = "FOLDER",
      description = "Writes each document into a file of its name there.")
  private Path folder;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (nodes < 1 || spot < 0) {
      throw ProblemException.inJob("--nodes", "at least 1; --spot: at least 0.");
    }
    Map<String, Object> documents = Documents.of(submission());
    if (only != null) {
      documents.keySet().retainAll(java.util.Set.of(only));
      if (documents.isEmpty()) {
        throw ProblemException.inJob("--only", unknown());
      }
    }
    if (folder == null) {
      Object printed = only == null ? documents : documents.get(only);
      spec.commandLine().getOut().print(Json.write(printed));
      spec.commandLine().getOut().flush();
      return 0;
    }
    Files.createDirectories(folder);
    for (Map.Entry<String, Object> document : documents.entrySet()) {
      Path file = folder.resolve(document.getKey() + ".json");
      Files.writeString(file, Json.write(document.getValue()));
      spec.commandLine().getOut().println(file);
    }
    return 0;
  }

  private String unknown() {
    return only.equals("security")
        ? "a security configuration needs a key: --kms-key ARN."
        : "no document is called '%s'.%s Documents: %s."
            .formatted(
                only, Nearest.hint(only, Documents.names()), String.join(", ", Documents.names()));
  }

  private Submission submission() {
    String base = "s3://" + bucket + "/sluice";
    String jobs = base + "/jobs";
    Release its = Release.of(release);
    String out = options.out().orElse(base + "/out");
    return new Submission(
        options.job(jobs, out),
        options.file(jobs),
        jar == null ? base + "/" + its.jar(Environments.version()) : jar,
        out,
        options.set(),
        its,
        Machine.of(instance),
        nodes,
        spot,
        bucket,
        account,
        region,
        role,
        serviceRole,
        Optional.ofNullable(key),
        Optional.ofNullable(subnet),
        Optional.ofNullable(application),
        Optional.ofNullable(virtualCluster));
  }
}

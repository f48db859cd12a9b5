package io.sluice.emr;

import io.sluice.job.Access;
import io.sluice.job.Job;
import io.sluice.stage.Problem;
import io.sluice.stage.ProblemException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A job and the account that is to run it.
 *
 * @param job as it reads from its place on S3
 * @param file the job file, on S3
 * @param jar of Sluice, on S3
 * @param out the folder of all jobs' outputs, on S3
 * @param set the variables of the job file
 * @param release of EMR
 * @param machine what the nodes are
 * @param nodes on demand, besides the primary node
 * @param spot further nodes that AWS may take back
 * @param bucket where jar, job and logs lie
 * @param account of AWS, 12 digits
 * @param region of AWS
 * @param role that the job has
 * @param serviceRole that EMR has to make the cluster
 * @param key of KMS, its ARN
 * @param subnet where the cluster is made
 * @param application of EMR Serverless
 * @param virtualCluster of EMR on EKS
 */
public record Submission(
    Job job,
    String file,
    String jar,
    String out,
    Map<String, String> set,
    Release release,
    Machine machine,
    int nodes,
    int spot,
    String bucket,
    String account,
    String region,
    String role,
    String serviceRole,
    Optional<String> key,
    Optional<String> subnet,
    Optional<String> application,
    Optional<String> virtualCluster) {

  private static final String MAIN = "io.sluice.Main";

  /** Refuses a job that reads or writes what is not on S3. */
  public Submission {
    List<Problem> problems = new ArrayList<>();
    if (!account.matches("\\d{12}")) {
      problems.add(new Problem("--account", "'%s' is not 12 digits.".formatted(account)));
    }
    for (Access access : Access.of(job)) {
      if (!access.where().isEmpty() && !S3Path.isOne(access.path())) {
        problems.add(
            new Problem(
                access.where(),
                "'%s' is not on S3, and a cluster of EMR sees nothing else. Upload it, and say where it lies."
                    .formatted(access.path())));
      }
    }
    Map.of("--jar", jar, "JOB", file, "--out", out)
        .forEach(
            (name, path) -> {
              if (!S3Path.isOne(path)) {
                problems.add(new Problem(name, "'%s' is not on S3.".formatted(path)));
              }
            });
    if (!problems.isEmpty()) {
      throw ProblemException.inJob(problems);
    }
  }

  String status() {
    return job.out() + "/status.json";
  }

  /** A zip for the encryption between nodes. */
  String certificates() {
    return "s3://" + bucket + "/sluice/certificates.zip";
  }

  String logs() {
    return "s3://" + bucket + "/sluice/logs/";
  }

  String roleArn() {
    return "arn:aws:iam::%s:role/%s".formatted(account, role);
  }

  String serviceRoleArn() {
    return "arn:aws:iam::%s:role/%s".formatted(account, serviceRole);
  }

  /** Arguments of the main class. */
  List<String> arguments() {
    List<String> arguments = new ArrayList<>(List.of("run", file, "--out", out));
    set.forEach((name, value) -> arguments.addAll(List.of("--set", name + "=" + value)));
    return arguments;
  }

  /** What spark-submit is given on a cluster of EC2. */
  List<String> sparkSubmit() {
    Map<String, String> conf = conf(Sizing.onYarn(machine, nodes + spot));
    // a job that failed fails again; one that was killed is started again by who started it
    conf.put("spark.yarn.maxAppAttempts", "1");
    return Stream.of(
            Stream.of("spark-submit", "--deploy-mode", "cluster", "--class", MAIN),
            conf.entrySet().stream()
                .flatMap(e -> Stream.of("--conf", e.getKey() + "=" + e.getValue())),
            Stream.of(jar),
            arguments().stream())
        .flatMap(s -> s)
        .toList();
  }

  /** The same in one text, without jar and arguments, and with Delta's jars, which lie there. */
  String parameters(Map<String, String> conf, String protocol) {
    String delta = protocol + "/usr/share/aws/delta/lib/";
    conf.put("spark.jars", delta + "delta-spark.jar," + delta + "delta-storage.jar");
    StringBuilder text = new StringBuilder("--class " + MAIN);
    conf.forEach((name, value) -> text.append(" --conf ").append(name).append('=').append(value));
    return text.toString();
  }

  /** Spark's settings for so many machines. */
  Map<String, String> conf(Sizing size) {
    Map<String, String> conf = new LinkedHashMap<>();
    for (String process : List.of("driver", "executor")) {
      conf.put("spark." + process + ".cores", Integer.toString(size.cores()));
      conf.put("spark." + process + ".memory", size.heap() + "m");
      conf.put("spark." + process + ".memoryOverhead", size.overhead() + "m");
    }
    conf.put("spark.dynamicAllocation.enabled", "true");
    conf.put("spark.dynamicAllocation.maxExecutors", Integer.toString(size.executors()));
    conf.put("spark.sql.shuffle.partitions", Integer.toString(3 * size.allCores()));
    conf.put("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension");
    conf.put("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog");
    conf.put("spark.sql.session.timeZone", "UTC");
    conf.put("spark.sql.ansi.enabled", "false");
    conf.put("spark.serializer", "org.apache.spark.serializer.KryoSerializer");
    if (spot > 0) {
      // a node that is taken back hands on what it holds
      conf.put("spark.decommission.enabled", "true");
      conf.put("spark.storage.decommission.enabled", "true");
      conf.put("spark.storage.decommission.rddBlocks.enabled", "true");
      conf.put("spark.storage.decommission.shuffleBlocks.enabled", "true");
    }
    key.ifPresent(
        arn -> {
          conf.put("spark.hadoop.fs.s3a.encryption.algorithm", "SSE-KMS");
          conf.put("spark.hadoop.fs.s3a.encryption.key", arn);
        });
    return conf;
  }
}

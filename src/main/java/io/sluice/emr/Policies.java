package io.sluice.emr;

import io.sluice.job.Access;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Who may do what: no more than the job does, on no more than it names. */
final class Policies {

  /** The name of the security configuration. */
  static final String SECURITY = "sluice";

  private static final String S3 = "arn:aws:s3:::";

  private Policies() {}

  /** What the job's role may do: its own tables, outputs, jar, logs. */
  static Map<String, Object> job(Submission s) {
    List<S3Path> written = paths(s, true);
    List<S3Path> read = paths(s, false);
    Stream<String> files =
        Stream.concat(Stream.of(s.jar(), s.file()), s.key().map(key -> s.certificates()).stream())
            .map(S3Path::of)
            .map(f -> S3 + f.bucket() + "/" + f.key());
    List<Object> statements = new ArrayList<>();
    statements.add(
        allow(
            "Read",
            List.of("s3:GetObject"),
            Stream.concat(files, objects(read).stream()).toList()));
    statements.add(
        allow(
            "ReadAndWrite",
            List.of(
                "s3:GetObject",
                "s3:PutObject",
                "s3:DeleteObject",
                "s3:AbortMultipartUpload",
                "s3:ListMultipartUploadParts"),
            Stream.concat(objects(written).stream(), written.stream().flatMap(Policies::beside))
                .toList()));
    list(Stream.concat(read.stream(), written.stream()).toList(), statements);
    s.key()
        .ifPresent(
            key ->
                statements.add(
                    allow("Encrypt", List.of("kms:Decrypt", "kms:GenerateDataKey"), List.of(key))));
    return policy(statements);
  }

  /** Those that are written, the logs among them, or those that are only read; none in another. */
  private static List<S3Path> paths(Submission s, boolean isWritten) {
    List<S3Path> all =
        Stream.concat(
                Access.of(s.job()).stream()
                    .filter(a -> a.isWritten() == isWritten)
                    .map(Access::path),
                isWritten ? Stream.of(s.logs()) : Stream.empty())
            .map(S3Path::of)
            .distinct()
            .toList();
    return all.stream().filter(p -> all.stream().noneMatch(p::isBelow)).toList();
  }

  /** A folder is listed, and whether those above it are there is asked. */
  private static void list(List<S3Path> paths, List<Object> statements) {
    Map<String, Set<String>> below = new LinkedHashMap<>();
    Map<String, Set<String>> above = new LinkedHashMap<>();
    for (S3Path path : paths) {
      below.computeIfAbsent(path.bucket(), b -> new TreeSet<>()).addAll(path.keys());
      Set<String> folders = above.computeIfAbsent(path.bucket(), b -> new TreeSet<>());
      path.above().forEach(f -> folders.add(f.isEmpty() ? f : f + "/"));
    }
    below.forEach(
        (bucket, prefixes) -> {
          int name = 1 + statements.size() / 3;
          statements.add(
              when(
                  allow("List" + name, List.of("s3:ListBucket"), List.of(S3 + bucket)),
                  Doc.of("StringLike", Doc.of("s3:prefix", List.copyOf(prefixes)))));
          statements.add(
              when(
                  allow("Folders" + name, List.of("s3:ListBucket"), List.of(S3 + bucket)),
                  Doc.of(
                      "StringEquals",
                      Doc.of("s3:prefix", List.copyOf(above.get(bucket)), "s3:delimiter", "/"))));
          statements.add(
              allow(
                  "Uploads" + name,
                  List.of("s3:GetBucketLocation", "s3:ListBucketMultipartUploads"),
                  List.of(S3 + bucket)));
        });
  }

  /** A table is made ready beside the place where it will be. */
  private static Stream<String> beside(S3Path table) {
    int name = table.key().lastIndexOf('/') + 1;
    String key = table.key();
    return Stream.of(
        S3 + table.bucket() + "/" + key.substring(0, name) + "." + key.substring(name) + ".*");
  }

  private static List<String> objects(Collection<S3Path> paths) {
    return paths.stream()
        .flatMap(p -> p.keys().stream().map(key -> S3 + p.bucket() + "/" + key))
        .distinct()
        .toList();
  }

  /** Which services run with the job's role. */
  static Map<String, Object> jobTrust(Submission s) {
    return policy(
        List.of(
            trust("Ec2", "ec2.amazonaws.com"),
            when(
                trust("Serverless", "emr-serverless.amazonaws.com"),
                Doc.of("StringEquals", Doc.of("aws:SourceAccount", s.account())))));
  }

  /** What the state machine may do. */
  static Map<String, Object> workflow(Submission s) {
    String cluster = "arn:aws:elasticmapreduce:%s:%s:cluster/*".formatted(s.region(), s.account());
    String rules = "arn:aws:events:%s:%s:rule/".formatted(s.region(), s.account());
    S3Path status = S3Path.of(s.status());
    List<Object> statements = new ArrayList<>();
    // a cluster that is not there yet has no name: AWS knows no resource for this action
    statements.add(allow("MakeClusters", List.of("elasticmapreduce:RunJobFlow"), List.of("*")));
    statements.add(
        allow(
            "RunSteps",
            List.of(
                "elasticmapreduce:DescribeCluster",
                "elasticmapreduce:TerminateJobFlows",
                "elasticmapreduce:AddJobFlowSteps",
                "elasticmapreduce:DescribeStep",
                "elasticmapreduce:CancelSteps"),
            List.of(cluster)));
    statements.add(
        when(
            allow("PassRoles", List.of("iam:PassRole"), List.of(s.roleArn(), s.serviceRoleArn())),
            Doc.of(
                "StringEquals",
                Doc.of(
                    "iam:PassedToService",
                    List.of("elasticmapreduce.amazonaws.com", "ec2.amazonaws.com")))));
    statements.add(
        allow(
            "WaitForThem",
            List.of("events:PutTargets", "events:PutRule", "events:DescribeRule"),
            Stream.of("RunJobFlow", "AddJobFlowSteps", "TerminateJobFlows")
                .map(action -> rules + "StepFunctionsGetEventForEMR" + action + "Rule")
                .toList()));
    statements.add(
        allow(
            "ReadStatus",
            List.of("s3:GetObject"),
            List.of(S3 + status.bucket() + "/" + status.key())));
    s.key()
        .ifPresent(key -> statements.add(allow("Decrypt", List.of("kms:Decrypt"), List.of(key))));
    return policy(statements);
  }

  /** Step Functions of this account runs the state machine. */
  static Map<String, Object> workflowTrust(Submission s) {
    return policy(
        List.of(
            when(
                trust("StepFunctions", "states.amazonaws.com"),
                Doc.of("StringEquals", Doc.of("aws:SourceAccount", s.account())))));
  }

  /** The bucket takes nothing over an open line and, where there is a key, nothing without it. */
  static Map<String, Object> bucket(Submission s) {
    String bucket = S3 + s.bucket();
    List<Object> statements = new ArrayList<>();
    statements.add(
        when(
            deny("OnlyEncryptedLines", List.of("s3:*"), List.of(bucket, bucket + "/*")),
            Doc.of("Bool", Doc.of("aws:SecureTransport", "false"))));
    s.key()
        .ifPresent(
            key ->
                statements.add(
                    when(
                        deny("OnlyWithTheKey", List.of("s3:PutObject"), List.of(bucket + "/*")),
                        Doc.of(
                            "StringNotEqualsIfExists",
                            Doc.of("s3:x-amz-server-side-encryption-aws-kms-key-id", key)))));
    return policy(statements);
  }

  /** Disks and S3 encrypted at rest by the key, lines between nodes in transit, IMDSv2 alone. */
  static Map<String, Object> security(Submission s, String key) {
    return Doc.of(
        "EncryptionConfiguration",
        Doc.of(
            "EnableAtRestEncryption",
            true,
            "EnableInTransitEncryption",
            true,
            "AtRestEncryptionConfiguration",
            Doc.of(
                "S3EncryptionConfiguration",
                Doc.of("EncryptionMode", "SSE-KMS", "AwsKmsKey", key),
                "LocalDiskEncryptionConfiguration",
                Doc.of(
                    "EncryptionKeyProviderType",
                    "AwsKms",
                    "AwsKmsKey",
                    key,
                    "EnableEbsEncryption",
                    true)),
            "InTransitEncryptionConfiguration",
            Doc.of(
                "TLSCertificateConfiguration",
                Doc.of("CertificateProviderType", "PEM", "S3Object", s.certificates()))),
        "InstanceMetadataServiceConfiguration",
        Doc.of("MinimumInstanceMetadataServiceVersion", 2, "HttpPutResponseHopLimit", 1));
  }

  private static Map<String, Object> policy(List<Object> statements) {
    return Doc.of("Version", "2012-10-17", "Statement", statements);
  }

  private static Map<String, Object> allow(String id, List<String> actions, List<String> on) {
    return Doc.of("Sid", id, "Effect", "Allow", "Action", actions, "Resource", on);
  }

  private static Map<String, Object> deny(String id, List<String> actions, List<String> on) {
    return Doc.of("Sid", id, "Effect", "Deny", "Principal", "*", "Action", actions, "Resource", on);
  }

  private static Map<String, Object> trust(String id, String service) {
    return Doc.of(
        "Sid",
        id,
        "Effect",
        "Allow",
        "Principal",
        Doc.of("Service", service),
        "Action",
        "sts:AssumeRole");
  }

  private static Map<String, Object> when(Map<String, Object> statement, Object condition) {
    statement.put("Condition", condition);
    return statement;
  }
}

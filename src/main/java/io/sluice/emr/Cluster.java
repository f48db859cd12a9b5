package io.sluice.emr;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** EMR on EC2: a cluster that ends with its job, and the job as a step of one that is there. */
final class Cluster {

  private static final int IDLE_SECONDS = 3600;

  private Cluster() {}

  /** RunJobFlow: makes the cluster, runs the job, ends the cluster. */
  static Map<String, Object> runJobFlow(Submission s) {
    Map<String, Object> cluster = cluster(s, false);
    cluster.put("Steps", List.of(step(s, "TERMINATE_CLUSTER")));
    return cluster;
  }

  /**
   * The cluster alone.
   *
   * @param staysUp whether it waits for steps; it ends after an hour without any
   */
  static Map<String, Object> cluster(Submission s, boolean staysUp) {
    Map<String, Object> instances =
        Doc.of("InstanceGroups", groups(s), "KeepJobFlowAliveWhenNoSteps", staysUp);
    s.subnet().ifPresent(id -> instances.put("Ec2SubnetId", id));
    Map<String, Object> cluster =
        Doc.of(
            "Name",
            "sluice-" + s.job().name(),
            "ReleaseLabel",
            s.release().label(),
            "Applications",
            List.of(Doc.of("Name", "Spark")),
            "LogUri",
            s.logs(),
            "ServiceRole",
            s.serviceRole(),
            "JobFlowRole",
            s.role(),
            "Instances",
            instances,
            "Configurations",
            configurations(s));
    s.key()
        .ifPresent(
            key -> {
              cluster.put("LogEncryptionKmsKeyId", key);
              cluster.put("SecurityConfiguration", Policies.SECURITY);
            });
    if (staysUp) {
      cluster.put("AutoTerminationPolicy", Doc.of("IdleTimeout", IDLE_SECONDS));
    }
    cluster.put(
        "Tags",
        List.of(
            Doc.of("Key", "sluice-job", "Value", s.job().name()),
            Doc.of("Key", "for-use-with-amazon-emr-managed-policies", "Value", "true")));
    return cluster;
  }

  private static List<Map<String, Object>> groups(Submission s) {
    List<Map<String, Object>> groups = new ArrayList<>();
    groups.add(group(s, "MASTER", "ON_DEMAND", 1));
    groups.add(group(s, "CORE", "ON_DEMAND", s.nodes()));
    if (s.spot() > 0) {
      groups.add(group(s, "TASK", "SPOT", s.spot()));
    }
    return groups;
  }

  private static Map<String, Object> group(
      Submission s, String role, String market, int instances) {
    return Doc.of(
        "Name",
        role.toLowerCase(java.util.Locale.ROOT),
        "InstanceRole",
        role,
        "Market",
        market,
        "InstanceType",
        s.machine().type(),
        "InstanceCount",
        instances);
  }

  private static List<Map<String, Object>> configurations(Submission s) {
    List<Map<String, Object>> all = new ArrayList<>();
    all.add(configuration("delta-defaults", "delta.enabled", "true"));
    if (s.spot() > 0) {
      // the driver never lies on a node that may be taken back
      all.add(
          configuration(
              "yarn-site",
              "yarn.node-labels.enabled",
              "true",
              "yarn.node-labels.am.default-node-label-expression",
              "CORE"));
    }
    return all;
  }

  private static Map<String, Object> configuration(String classification, Object... properties) {
    return Doc.of("Classification", classification, "Properties", Doc.of(properties));
  }

  /** StepConfig of the API. */
  static Map<String, Object> step(Submission s, String onFailure) {
    return Doc.of(
        "Name",
        s.job().name(),
        "ActionOnFailure",
        onFailure,
        "HadoopJarStep",
        Doc.of("Jar", "command-runner.jar", "Args", s.sparkSubmit()));
  }

  /** The same for {@code aws emr add-steps}, whose steps are of another form than the API's. */
  static List<Map<String, Object>> steps(Submission s) {
    return List.of(
        Doc.of(
            "Type",
            "CUSTOM_JAR",
            "Name",
            s.job().name(),
            "ActionOnFailure",
            "CONTINUE",
            "Jar",
            "command-runner.jar",
            "Args",
            s.sparkSubmit()));
  }
}

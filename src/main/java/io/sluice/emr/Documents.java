package io.sluice.emr;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All that a submission is made of, and the commands of the AWS CLI that take it. */
public final class Documents {

  private Documents() {}

  /** The documents by name: requests of AWS's API, unless said otherwise. */
  public static Map<String, Object> of(Submission s) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("job-policy", Policies.job(s));
    all.put("job-trust", Policies.jobTrust(s));
    all.put("bucket-policy", Policies.bucket(s));
    s.key().ifPresent(key -> all.put("security", Policies.security(s, key)));
    all.put("cluster", Cluster.runJobFlow(s));
    all.put("steps", Cluster.steps(s));
    all.put("workflow", Workflow.of(s));
    all.put("workflow-policy", Policies.workflow(s));
    all.put("workflow-trust", Policies.workflowTrust(s));
    all.put("application", Containers.application(s));
    all.put("serverless", Containers.serverless(s));
    all.put("eks", Containers.eks(s));
    return all;
  }

  /** The names that {@link #of} may give. */
  public static List<String> names() {
    return List.of(
        "job-policy",
        "job-trust",
        "bucket-policy",
        "security",
        "cluster",
        "steps",
        "workflow",
        "workflow-policy",
        "workflow-trust",
        "application",
        "serverless",
        "eks");
  }
}

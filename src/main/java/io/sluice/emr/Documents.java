package io.sluice.emr;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** All that a submission is made of, and the commands of the AWS CLI that take it. */
public final class Documents {

  private static final Map<String, Function<Submission, Object>> ALL = new LinkedHashMap<>();

  static {
    ALL.put("job-policy", Policies::job);
    ALL.put("job-trust", Policies::jobTrust);
    ALL.put("bucket-policy", Policies::bucket);
    ALL.put("security", s -> s.key().map(key -> Policies.security(s, key)).orElse(null));
    ALL.put("cluster", Cluster::runJobFlow);
    ALL.put("steps", Cluster::steps);
    ALL.put("workflow", Workflow::of);
    ALL.put("workflow-policy", Policies::workflow);
    ALL.put("workflow-trust", Policies::workflowTrust);
    ALL.put("application", Containers::application);
    ALL.put("serverless", Containers::serverless);
    ALL.put("eks", Containers::eks);
  }

  private Documents() {}

  /**
   * The documents by name: requests of AWS's API, unless said otherwise. Without a key there is no
   * security configuration.
   */
  public static Map<String, Object> of(Submission s) {
    Map<String, Object> all = new LinkedHashMap<>();
    ALL.forEach(
        (name, document) -> {
          Object its = document.apply(s);
          if (its != null) {
            all.put(name, its);
          }
        });
    return all;
  }

  /** The names that {@link #of} may give. */
  public static List<String> names() {
    return List.copyOf(ALL.keySet());
  }
}

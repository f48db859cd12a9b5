package io.sluice.emr;

import java.util.List;
import java.util.Map;

/** EMR without machines to look after: Serverless, and EKS. */
final class Containers {

  private static final int IDLE_MINUTES = 15;
  private static final int MIB = 1024;

  private Containers() {}

  /** CreateApplication of EMR Serverless, which costs nothing while no job runs. */
  static Map<String, Object> application(Submission s) {
    Sizing size = Sizing.serverless(s.machine(), s.nodes() + s.spot());
    int workers = size.executors() + 1;
    return Doc.of(
        "name",
        "sluice",
        "releaseLabel",
        s.release().label(),
        "type",
        "SPARK",
        "architecture",
        s.machine().architecture(),
        "maximumCapacity",
        Doc.of(
            "cpu",
            workers * size.cores() + " vCPU",
            "memory",
            workers * ((size.heap() + size.overhead()) / MIB) + " GB"),
        "autoStopConfiguration",
        Doc.of("enabled", true, "idleTimeoutMinutes", IDLE_MINUTES));
  }

  /** StartJobRun of EMR Serverless. */
  static Map<String, Object> serverless(Submission s) {
    Map<String, String> conf = s.conf(Sizing.serverless(s.machine(), s.nodes() + s.spot()));
    conf.put("spark.emr-serverless.executor.disk", "100G");
    Map<String, Object> run = Doc.of("name", s.job().name());
    s.application().ifPresent(id -> run.put("applicationId", id));
    run.put("executionRoleArn", s.roleArn());
    run.put("jobDriver", Doc.of("sparkSubmit", submit(s, s.parameters(conf, ""))));
    run.put("configurationOverrides", Doc.of("monitoringConfiguration", logs(s)));
    return run;
  }

  /** StartJobRun of EMR on EKS. */
  static Map<String, Object> eks(Submission s) {
    Map<String, String> conf = s.conf(Sizing.onEks(s.machine(), s.nodes() + s.spot()));
    conf.put("spark.dynamicAllocation.shuffleTracking.enabled", "true");
    // a little less than the node has, or one executor fewer fits
    int millis = 1000 * Integer.parseInt(conf.get("spark.executor.cores")) * 9 / 10;
    conf.put("spark.kubernetes.driver.request.cores", millis + "m");
    conf.put("spark.kubernetes.executor.request.cores", millis + "m");
    Map<String, Object> run = Doc.of("name", s.job().name());
    s.virtualCluster().ifPresent(id -> run.put("virtualClusterId", id));
    run.put("executionRoleArn", s.roleArn());
    run.put("releaseLabel", s.release().label() + "-latest");
    run.put("jobDriver", Doc.of("sparkSubmitJobDriver", submit(s, s.parameters(conf, "local://"))));
    run.put("configurationOverrides", Doc.of("monitoringConfiguration", logs(s)));
    return run;
  }

  private static Map<String, Object> submit(Submission s, String parameters) {
    return Doc.of(
        "entryPoint",
        s.jar(),
        "entryPointArguments",
        List.copyOf(s.arguments()),
        "sparkSubmitParameters",
        parameters);
  }

  private static Map<String, Object> logs(Submission s) {
    return Doc.of("s3MonitoringConfiguration", Doc.of("logUri", s.logs()));
  }
}

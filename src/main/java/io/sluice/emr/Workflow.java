package io.sluice.emr;

import java.util.List;
import java.util.Map;

/**
 * A state machine of Step Functions: makes a cluster, runs the job there, ends the cluster whether
 * the job failed or not, and fails by the job's exit code, which its status.json holds.
 */
final class Workflow {

  private static final String EMR = "arn:aws:states:::elasticmapreduce:";
  private static final String STATUS = "$.run.status.";
  private static final int HOURS_12 = 43_200;

  private Workflow() {}

  static Map<String, Object> of(Submission s) {
    Map<String, Object> states = Doc.of();
    states.put("CreateCluster", create(s));
    states.put("RunJob", run(s));
    states.put("Terminate", terminate("Done"));
    states.put("Done", Doc.of("Type", "Succeed"));
    states.put("TerminateAfterFailure", terminate("ReadStatus"));
    states.put("ReadStatus", readStatus(s));
    states.put("ExitCode", exitCode());
    states.put(
        "JobIsWrong",
        fail(
            "Sluice.JobIsWrong",
            "Exit code 2: the job file or the command is wrong. See " + s.status()));
    states.put(
        "DataCheckFailed",
        fail("Sluice.DataCheckFailed", "Exit code 3: a data check failed. See " + s.status()));
    states.put(
        "JobFailed",
        fail(
            "Sluice.JobFailed",
            "The job failed, or did not start. See %s, and %s".formatted(s.status(), s.logs())));
    states.put(
        "ClusterFailed",
        fail("Sluice.ClusterFailed", "The cluster could not be made. See " + s.logs()));
    states.put(
        "ClusterLeft",
        fail(
            "Sluice.ClusterLeft",
            "The cluster could not be ended. It ends by itself after an hour without a step."));
    return Doc.of(
        "Comment",
        "sluice: " + s.job().name(),
        "StartAt",
        "CreateCluster",
        "TimeoutSeconds",
        HOURS_12,
        "States",
        states);
  }

  private static Map<String, Object> create(Submission s) {
    return Doc.of(
        "Type",
        "Task",
        "Resource",
        EMR + "createCluster.sync",
        "Parameters",
        Cluster.cluster(s, true),
        "ResultPath",
        "$.cluster",
        "Retry",
        retry(2, 60),
        "Catch",
        caught("$.failure", "ClusterFailed"),
        "Next",
        "RunJob");
  }

  private static Map<String, Object> run(Submission s) {
    return Doc.of(
        "Type",
        "Task",
        "Resource",
        EMR + "addStep.sync",
        "Parameters",
        Doc.of("ClusterId.$", "$.cluster.ClusterId", "Step", Cluster.step(s, "CONTINUE")),
        "ResultPath",
        "$.step",
        "Catch",
        caught("$.failure", "TerminateAfterFailure"),
        "Next",
        "Terminate");
  }

  private static Map<String, Object> terminate(String next) {
    return Doc.of(
        "Type",
        "Task",
        "Resource",
        EMR + "terminateCluster.sync",
        "Parameters",
        Doc.of("ClusterId.$", "$.cluster.ClusterId"),
        "ResultPath",
        "$.terminated",
        "Retry",
        retry(3, 20),
        "Catch",
        caught("$.left", "ClusterLeft"),
        "Next",
        next);
  }

  private static Map<String, Object> readStatus(Submission s) {
    S3Path status = S3Path.of(s.status());
    return Doc.of(
        "Type",
        "Task",
        "Resource",
        "arn:aws:states:::aws-sdk:s3:getObject",
        "Parameters",
        Doc.of("Bucket", status.bucket(), "Key", status.key()),
        "ResultSelector",
        Doc.of("status.$", "States.StringToJson($.Body)"),
        "ResultPath",
        "$.run",
        "Retry",
        retry(2, 5),
        "Catch",
        caught("$.unread", "JobFailed"),
        "Next",
        "ExitCode");
  }

  private static Map<String, Object> exitCode() {
    return Doc.of(
        "Type",
        "Choice",
        "Choices",
        List.of(
            // of an earlier run
            Doc.of(
                "Variable",
                STATUS + "started",
                "TimestampLessThanPath",
                "$$.Execution.StartTime",
                "Next",
                "JobFailed"),
            Doc.of("Variable", STATUS + "exitCode", "IsNumeric", false, "Next", "JobFailed"),
            Doc.of("Variable", STATUS + "exitCode", "NumericEquals", 2, "Next", "JobIsWrong"),
            Doc.of("Variable", STATUS + "exitCode", "NumericEquals", 3, "Next", "DataCheckFailed")),
        "Default",
        "JobFailed");
  }

  private static Map<String, Object> fail(String error, String cause) {
    return Doc.of("Type", "Fail", "Error", error, "Cause", cause);
  }

  private static List<Map<String, Object>> retry(int times, int seconds) {
    return List.of(
        Doc.of(
            "ErrorEquals",
            List.of("States.ALL"),
            "IntervalSeconds",
            seconds,
            "MaxAttempts",
            times,
            "BackoffRate",
            2.0));
  }

  private static List<Map<String, Object>> caught(String path, String next) {
    return List.of(Doc.of("ErrorEquals", List.of("States.ALL"), "ResultPath", path, "Next", next));
  }
}

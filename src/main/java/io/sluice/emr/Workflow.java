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
    Map<String, Object> task = task(EMR + "createCluster.sync", Cluster.cluster(s, true));
    task.put("ResultPath", "$.cluster");
    task.put("Retry", retry(2, 60));
    return next(task, "RunJob", "$.failure", "ClusterFailed");
  }

  private static Map<String, Object> run(Submission s) {
    Map<String, Object> task =
        task(
            EMR + "addStep.sync",
            Doc.of("ClusterId.$", "$.cluster.ClusterId", "Step", Cluster.step(s, "CONTINUE")));
    task.put("ResultPath", "$.step");
    return next(task, "Terminate", "$.failure", "TerminateAfterFailure");
  }

  private static Map<String, Object> terminate(String next) {
    Map<String, Object> task =
        task(EMR + "terminateCluster.sync", Doc.of("ClusterId.$", "$.cluster.ClusterId"));
    task.put("ResultPath", "$.terminated");
    task.put("Retry", retry(3, 20));
    return next(task, next, "$.left", "ClusterLeft");
  }

  private static Map<String, Object> readStatus(Submission s) {
    S3Path status = S3Path.of(s.status());
    Map<String, Object> task =
        task(
            "arn:aws:states:::aws-sdk:s3:getObject",
            Doc.of("Bucket", status.bucket(), "Key", status.key()));
    task.put("ResultSelector", Doc.of("status.$", "States.StringToJson($.Body)"));
    task.put("ResultPath", "$.run");
    task.put("Retry", retry(2, 5));
    return next(task, "ExitCode", "$.unread", "JobFailed");
  }

  private static Map<String, Object> task(String resource, Object parameters) {
    return Doc.of("Type", "Task", "Resource", resource, "Parameters", parameters);
  }

  /** Where it goes from a task, and where, with the error at a path, if the task fails. */
  private static Map<String, Object> next(
      Map<String, Object> task, String next, String error, String onFailure) {
    task.put(
        "Catch",
        List.of(
            Doc.of("ErrorEquals", List.of("States.ALL"), "ResultPath", error, "Next", onFailure)));
    task.put("Next", next);
    return task;
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
}

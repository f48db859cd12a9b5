package io.sluice.emr;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.policybuilder.iam.IamEffect;
import software.amazon.awssdk.policybuilder.iam.IamPolicy;
import software.amazon.awssdk.policybuilder.iam.IamPolicyReader;
import software.amazon.awssdk.policybuilder.iam.IamStatement;
import software.amazon.awssdk.services.emr.model.CreateSecurityConfigurationRequest;
import software.amazon.awssdk.services.emr.model.RunJobFlowRequest;
import software.amazon.awssdk.services.emr.model.StepConfig;
import software.amazon.awssdk.services.emr.model.TerminateJobFlowsRequest;
import software.amazon.awssdk.services.emrcontainers.model.StartJobRunRequest;
import software.amazon.awssdk.services.emrserverless.model.CreateApplicationRequest;

/** The templates of {@code conf/emr}, which EmrCommandTest holds equal to what the command says. */
class DocumentsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void requestsAreThoseOfTheSdk() throws IOException {
    Requests.check(document("cluster"), RunJobFlowRequest.builder(), "cluster");
    Requests.check(document("application"), CreateApplicationRequest.builder(), "application");
    Requests.check(
        document("serverless"),
        software.amazon.awssdk.services.emrserverless.model.StartJobRunRequest.builder(),
        "serverless");
    Requests.check(document("eks"), StartJobRunRequest.builder(), "eks");
    assertThat(CreateSecurityConfigurationRequest.builder().sdkFields()).isNotEmpty();
  }

  @Test
  void theStateMachineAsksWithThemToo() throws IOException {
    JsonNode states = document("workflow").get("States");
    JsonNode cluster = states.at("/CreateCluster/Parameters");
    Requests.check(cluster, RunJobFlowRequest.builder(), "createCluster");
    assertThat(cluster.at("/Instances/KeepJobFlowAliveWhenNoSteps").asBoolean()).isTrue();
    assertThat(cluster.has("Steps")).isFalse();
    Requests.check(states.at("/RunJob/Parameters/Step"), StepConfig.builder(), "addStep");
    SdkPojo terminate = TerminateJobFlowsRequest.builder();
    assertThat(terminate.sdkFields()).hasSize(1);
  }

  /** The form of the CLI's own command, which is not the API's. */
  @Test
  void stepsAreThoseOfTheCli() throws IOException {
    for (JsonNode step : document("steps")) {
      assertThat(step.fieldNames())
          .toIterable()
          .containsExactlyInAnyOrder("Type", "Name", "ActionOnFailure", "Jar", "Args");
      assertThat(step.get("Type").asText()).isEqualTo("CUSTOM_JAR");
      assertThat(step.get("Args")).isEqualTo(document("cluster").at("/Steps/0/HadoopJarStep/Args"));
    }
  }

  @Test
  void theStateMachineIsOneOfAmazonsStatesLanguage() throws IOException {
    JsonSchemaFactory factory =
        JsonSchemaFactory.getInstance(
            SpecVersion.VersionFlag.V7,
            b ->
                b.schemaMappers(m -> m.mapPrefix("http://asl-validator.cloud/", "classpath:asl/")));
    JsonSchema schema =
        factory.getSchema(
            SchemaLocation.of("http://asl-validator.cloud/state-machine.json"),
            SchemaValidatorsConfig.builder().build());
    JsonNode workflow = document("workflow");
    // the default, which the schema cannot do without
    workflow.get("States").forEach(s -> ((ObjectNode) s).put("QueryLanguage", "JSONPath"));
    assertThat(schema.validate(workflow)).isEmpty();

    JsonNode wrong = workflow.deepCopy();
    ((ObjectNode) wrong.at("/States/RunJob")).put("Timeout", 1);
    assertThat(schema.validate(wrong)).isNotEmpty();
  }

  @Test
  void everyStateIsThereAndReached() throws IOException {
    JsonNode workflow = document("workflow");
    Set<String> reached = new HashSet<>(Set.of(workflow.get("StartAt").asText()));
    workflow.get("States").forEach(s -> s.findValues("Next").forEach(n -> reached.add(n.asText())));
    workflow
        .get("States")
        .forEach(s -> s.findValues("Default").forEach(n -> reached.add(n.asText())));
    assertThat(workflow.get("States").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrderElementsOf(reached);
    assertThat(workflow.at("/States/RunJob/Catch/0/Next").asText())
        .isEqualTo("TerminateAfterFailure");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"job-policy", "job-trust", "bucket-policy", "workflow-policy", "workflow-trust"})
  void policiesAllowNoMoreThanNamed(String name) throws IOException {
    IamPolicy policy = IamPolicyReader.create().read(document(name).toString());
    assertThat(policy.version()).isEqualTo("2012-10-17");
    Set<String> ids = new HashSet<>();
    for (IamStatement statement : policy.statements()) {
      assertThat(statement.sid()).matches("[A-Za-z0-9]+");
      assertThat(ids.add(statement.sid())).isTrue();
      if (statement.effect().equals(IamEffect.ALLOW)) {
        assertThat(statement.actions()).isNotEmpty().noneMatch(a -> a.value().contains("*"));
        boolean isTrust = name.endsWith("trust");
        boolean isDemanded =
            statement
                .actions()
                .equals(
                    List.of(
                        software.amazon.awssdk.policybuilder.iam.IamAction.create(
                            "elasticmapreduce:RunJobFlow")));
        assertThat(statement.resources())
            .allMatch(
                r -> r.value().matches("arn:aws:[a-z0-9-]+:[^*]+.*") || isDemanded,
                "names its own");
        assertThat(statement.resources().isEmpty()).isEqualTo(isTrust);
      }
    }
  }

  /** EMR's guide, "Hadoop task configuration": yarn.nodemanager.resource.memory-mb. */
  @ParameterizedTest
  @CsvSource({
    "m5.xlarge, 4, 12288", "m5.2xlarge, 8, 24576", "m5.4xlarge, 16, 57344",
    "r5.xlarge, 4, 24576", "r5.2xlarge, 8, 57344", "r5.4xlarge, 16, 122880",
    "c5.xlarge, 4, 6144", "c5.4xlarge, 16, 24576"
  })
  void yarnHasWhatEmrLeavesIt(String type, int cores, int memory) {
    Machine machine = Machine.of(type);
    assertThat(machine.cores()).isEqualTo(cores);
    assertThat(machine.yarnMemory()).isEqualTo(memory);
  }

  @ParameterizedTest
  @CsvSource({"m5.xlarge, 3", "m7g.2xlarge, 2", "r6i.8xlarge, 5", "c6g.large, 4", "r5.24xlarge, 2"})
  void executorsFillTheMachines(String type, int nodes) {
    Machine machine = Machine.of(type);
    Sizing size = Sizing.onYarn(machine, nodes);
    int each = machine.cores() / size.cores();
    int container = size.heap() + size.overhead();
    assertThat(size.executors()).isEqualTo(nodes * each - 1);
    assertThat(each * container).isLessThanOrEqualTo(machine.yarnMemory());
    assertThat(each * (container + 256)).isGreaterThan(machine.yarnMemory());
    assertThat(size.overhead()).isGreaterThanOrEqualTo((int) (0.1875 * size.heap()));
    Sizing serverless = Sizing.serverless(machine, nodes);
    assertThat((serverless.heap() + serverless.overhead()) % 1024).isZero();
    assertThat(serverless.heap() + serverless.overhead()).isBetween(2 * 1024, 30 * 1024);
  }

  private static JsonNode document(String name) throws IOException {
    return JSON.readTree(Files.readString(Path.of("conf/emr", name + ".json")));
  }
}

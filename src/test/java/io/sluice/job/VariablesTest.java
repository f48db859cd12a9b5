package io.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.stage.ProblemException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VariablesTest {

  private static Job read(Map<String, String> set, Map<String, String> environment, String text) {
    return new JobReader("jobs/t.yaml", "out", set, environment).read(text);
  }

  private static String path(Job job) {
    return job.read().get("table").value().at();
  }

  @Test
  void dataAndOutAreGiven() {
    Job job = read(Map.of(), Map.of(), "read: {path: \"${data}/a.csv\", format: csv}");
    assertThat(path(job)).isEqualTo("jobs/data/a.csv");
    assertThat(job.out()).isEqualTo("out/t");
  }

  @Test
  void theCommandLineWinsOverTheEnvironmentAndThatOverVars() {
    String text = "vars: {a: vars}\nread: {path: \"${a}\", format: csv}";
    assertThat(path(read(Map.of("a", "set"), Map.of("a", "env"), text))).isEqualTo("set");
    assertThat(path(read(Map.of(), Map.of("a", "env"), text))).isEqualTo("env");
    assertThat(path(read(Map.of(), Map.of(), text))).isEqualTo("vars");
  }

  @Test
  void varsMayUseThoseAboveThem() {
    String text = "vars: {a: \"${data}/x\", b: \"${a}.csv\"}\nread: {path: \"${b}\", format: csv}";
    assertThat(path(read(Map.of(), Map.of(), text))).isEqualTo("jobs/data/x.csv");
  }

  @Test
  void twoDollarsKeepItAsItIs() {
    Job job = read(Map.of(), Map.of(), "read: {path: \"$${data}\", format: csv}");
    assertThat(path(job)).isEqualTo("${data}");
  }

  @Test
  void aNumberMayComeFromAVariable() {
    Job job =
        read(
            Map.of("share", "0.9"),
            Map.of(),
            "read: {path: a, format: csv}\nsplit: {train: \"${share}\", test: 0.1}");
    assertThat(job.split().orElseThrow().value().parts()).containsExactly("train", "test");
  }

  @Test
  void namesEveryUnsetOne() {
    assertThatThrownBy(() -> read(Map.of(), Map.of(), "read: {path: \"${x}/${y}\", format: csv}"))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            """
            jobs/t.yaml:1: '${x}' is not set. Give it with --set x=..., the environment or vars.
            jobs/t.yaml:1: '${y}' is not set. Give it with --set y=..., the environment or vars.""");
  }
}

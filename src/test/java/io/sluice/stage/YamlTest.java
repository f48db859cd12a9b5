package io.sluice.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class YamlTest {

  @Test
  void everyNodeKnowsItsLine() {
    Yaml.Mapping job =
        (Yaml.Mapping)
            Yaml.parse(
                "job.yaml",
                """
                # a comment
                name: strikes

                clean:
                  - drop:
                      columns: [a,
                        b]
                  - filter: {where: "x > 0"}
                """);
    assertThat(job.line()).isEqualTo(2);
    assertThat(job.line("name")).isEqualTo(2);
    assertThat(job.line("clean")).isEqualTo(4);
    Yaml.Items clean = (Yaml.Items) job.entries().get("clean");
    assertThat(clean.items()).extracting(Yaml::line).containsExactly(5, 8);
    Yaml.Mapping drop = (Yaml.Mapping) clean.items().get(0);
    Yaml.Mapping settings = (Yaml.Mapping) drop.entries().get("drop");
    assertThat(settings.line("columns")).isEqualTo(6);
    assertThat(settings.entries().get("columns"))
        .isEqualTo(
            new Yaml.Items(java.util.List.of(new Yaml.Scalar("a", 6), new Yaml.Scalar("b", 7)), 6));
  }

  @Test
  void aKeyThatIsNotThereHasTheLineOfItsMapping() {
    Yaml.Mapping job = (Yaml.Mapping) Yaml.parse("job.yaml", "\n\na: 1\nb: 2");
    assertThat(job.line("c")).isEqualTo(3);
  }

  @Test
  void scalarsStayAsTheyAreWritten() {
    Yaml.Mapping job =
        (Yaml.Mapping)
            Yaml.parse("job.yaml", "a: 007\nb: yes\nc: 1.50\nd: \"null\"\ne: 2020-01-02");
    assertThat(job.entries().values())
        .containsExactly(
            new Yaml.Scalar("007", 1),
            new Yaml.Scalar("yes", 2),
            new Yaml.Scalar("1.50", 3),
            new Yaml.Scalar("null", 4),
            new Yaml.Scalar("2020-01-02", 5));
  }

  @Test
  void nothingIsNothing() {
    Yaml.Mapping job =
        (Yaml.Mapping) Yaml.parse("job.yaml", "a:\nb: null\nc:   # none\nd: \"\"\ne: {}");
    assertThat(job.entries().values())
        .extracting(Yaml::kind)
        .containsExactly("nothing", "nothing", "nothing", "''", "a mapping");
  }

  @Test
  void keysKeepTheirOrder() {
    Yaml.Mapping job = (Yaml.Mapping) Yaml.parse("job.yaml", "z: 1\na: 2\nm: 3");
    assertThat(job.entries().keySet()).containsExactly("z", "a", "m");
  }

  @Test
  void aKeyThatStandsTwiceIsAProblem() {
    problem("read: a\nsplit: b\nread: c", "job.yaml:3: 'read' stands twice; keep one.");
    problem("a: {b: 1, b:}", "job.yaml:1: 'b' stands twice; keep one.");
  }

  @Test
  void aKeyThatIsNoWordIsAProblem() {
    problem("a: 1\n[x, y]: 2", "job.yaml:2: a key must be a word.");
  }

  @Test
  void brokenYamlIsAProblemWhereItBreaks() {
    problem("a: 1\nb: [1, 2\nc: 3", "job.yaml:3: not YAML: expected ',' or ']', but got :.");
    problem(
        "a: 1\n\tb: 2",
        "job.yaml:2: not YAML: found character '\\t(TAB)' that cannot start any token. (Do not use"
            + " \\t(TAB) for indentation).");
    problem("a: \"x", "job.yaml:1: not YAML: found unexpected end of stream.");
  }

  @Test
  void aCharacterThatYamlDoesNotKnowIsAProblem() {
    problem(
        "a: 1\nb: \u0000",
        "job.yaml:2: not YAML: it holds the character U+0000, which is no text.");
  }

  @Test
  void twoDocumentsAreAProblem() {
    problem("a: 1\n---\nb: 2", "job.yaml:2: not YAML: but found another document.");
  }

  @Test
  void anEmptyFileIsAProblem() {
    problem("", "job.yaml:1: the file is empty.");
    problem("# nothing but a comment\n", "job.yaml:1: the file is empty.");
  }

  @Test
  void anAliasIsAProblemWhereItStands() {
    problem(
        "a: &x {b: 1}\n\nc: *x",
        "job.yaml:3: '*x' is an alias, which a job file cannot have. Write the value out.");
    problem(
        "a: &x\n  b: *x",
        "job.yaml:2: '*x' is an alias, which a job file cannot have. Write the value out.");
  }

  @Test
  void tooDeepIsAProblem() {
    problem("[".repeat(60) + "]".repeat(60), "job.yaml:1: nested more than 50 deep.");
  }

  @Test
  void mapReplacesScalarsAlone() {
    Yaml job = Yaml.parse("job.yaml", "a: x\nb: [y, null]\nc: {d: z}");
    Yaml replaced = job.map(s -> new Yaml.Scalar(s.text() + "!", s.line()));
    assertThat(replaced).isEqualTo(Yaml.parse("job.yaml", "a: x!\nb: [y!, null]\nc: {d: z!}"));
  }

  private static void problem(String text, String message) {
    assertThatThrownBy(() -> Yaml.parse("job.yaml", text))
        .isInstanceOf(ProblemException.class)
        .hasMessage(message);
  }

  @Test
  void knowsTheLineOfWhatStandsAtAPath() {
    Yaml yaml =
        Yaml.parse(
            "job.yaml",
            """
            a.b: 1
            rules:
              - first: {x: 1}
              - second:
                  min: 0
            """);
    assertThat(yaml.lineOf("a.b")).isEqualTo(1);
    assertThat(yaml.lineOf("rules[0] first.x")).isEqualTo(3);
    assertThat(yaml.lineOf("rules[1] second.min")).isEqualTo(5);
    assertThat(yaml.lineOf("rules[1] second.max")).isEqualTo(4);
    assertThat(yaml.lineOf("rules")).isEqualTo(2);
    assertThat(yaml.lineOf("none")).isEqualTo(1);
  }
}

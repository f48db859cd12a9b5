package io.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.stage.Yaml;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "two words",
        "",
        " ",
        "null",
        "True",
        "~",
        "007",
        "1e5",
        "-1",
        "- a",
        "a: b",
        "#",
        "'",
        "\"",
        "\\",
        "a\nb\t",
        "${x}",
        "$${x}",
        "a$",
        "*",
        "&a",
        "[x]",
        "{",
        "é\u0085\u2028\ufeff",
        "😀",
        "\u0007"
      })
  void isReadAsItWas(String text) {
    Variables variables = new Variables(Map.of(), Map.of(), "t.yaml", new java.util.ArrayList<>());
    Yaml list = Yaml.parse("t.yaml", "[" + YamlText.of(text) + ", end]").map(variables::replace);
    List<Yaml> items = ((Yaml.Items) list).items();
    assertThat(items).hasSize(2);
    assertThat(((Yaml.Scalar) items.get(0)).text()).isEqualTo(text);
  }
}

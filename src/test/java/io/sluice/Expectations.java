package io.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Runs a job of the repository as it stands and holds its {@code # expect:} lines against run.json:
 * a path, one of = >= <=, a number. In a path, {@code [3]} is a place in a list and {@code [name]}
 * the first item one of whose texts it is.
 */
final class Expectations {

  private static final Pattern EXPECTATION = Pattern.compile("# expect: (\\S+) (=|>=|<=) (\\S+)");
  private static final ObjectMapper JSON = new ObjectMapper();

  private Expectations() {}

  /** The jobs of the repository whose name is such. */
  static List<Path> jobs(Predicate<String> isMeant) throws IOException {
    try (Stream<Path> files = Files.list(Path.of("jobs"))) {
      return files
          .filter(f -> f.toString().endsWith(".yaml") && isMeant.test(f.getFileName().toString()))
          .sorted()
          .toList();
    }
  }

  /** Runs the job; its outputs lie in the folder. */
  static void hold(Path job, Path out) throws IOException {
    List<Matcher> expectations =
        Files.readAllLines(job).stream()
            .filter(line -> line.startsWith("# expect:"))
            .map(EXPECTATION::matcher)
            .toList();
    assertThat(expectations)
        .as("# expect: lines of " + job)
        .isNotEmpty()
        .allMatch(Matcher::matches);

    Commands run = Commands.run("run", job.toString(), "--out", out.toString());

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    String name = job.getFileName().toString().replace(".yaml", "");
    JsonNode result = JSON.readTree(out.resolve(name).resolve("run.json").toFile());
    for (Matcher e : expectations) {
      check(e.group(), number(result, e.group(1)), e.group(2), e.group(3));
    }
    assertThat(out.resolve(name).resolve("report.html")).isNotEmptyFile();
  }

  private static void check(String line, double actual, String comparison, String wanted) {
    double value = Double.parseDouble(wanted);
    switch (comparison) {
      case ">=" -> assertThat(actual).as(line).isGreaterThanOrEqualTo(value);
      case "<=" -> assertThat(actual).as(line).isLessThanOrEqualTo(value);
      default -> {
        int decimals = wanted.contains(".") ? wanted.length() - wanted.indexOf('.') - 1 : 0;
        assertThat(actual)
            .as(line)
            .isCloseTo(value, org.assertj.core.data.Offset.offset(0.5 * Math.pow(10, -decimals)));
      }
    }
  }

  private static double number(JsonNode root, String path) {
    JsonNode node = root;
    for (String segment : path.split("[.\\]]?[.\\[]|\\]", -1)) {
      if (!segment.isEmpty()) {
        node = node.isArray() ? item(node, segment) : node.get(segment);
      }
      assertThat(node).as(path + ": nothing is at " + segment).isNotNull();
    }
    assertThat(node.isNumber()).as(path + " is a number").isTrue();
    return node.asDouble();
  }

  private static JsonNode item(JsonNode list, String which) {
    if (which.matches("\\d+")) {
      return list.get(Integer.parseInt(which));
    }
    for (JsonNode item : list) {
      for (JsonNode value : item) {
        if (value.isTextual() && value.asText().equals(which)) {
          return item;
        }
      }
    }
    return null;
  }
}

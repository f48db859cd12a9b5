package io.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole jobs on the penguins and the bird strikes: coefficients are those of R, variants agree. */
class PenguinsJobTest {

  private static final String PENGUINS =
      """
      name: penguins
      read: {path: "jobs/data/penguins.csv", format: csv}
      roles: {label: LABEL}
      clean:
        - snakeCaseColumns: {}
        - filter: {where: "sex IN ('MALE', 'FEMALE')"}
        - derive: {male: "sex = 'MALE'"}
        - select: {columns: [LABEL, beak_length_mm, beak_depth_mm, flipper_length_mm, body_mass_g]}
      """;

  @TempDir Path out;

  private JsonNode run(String text) throws IOException {
    Commands.job(out, text);
    String name = text.replaceFirst("(?s)^name: (\\w+).*", "$1");
    return new ObjectMapper().readTree(out.resolve(name + "/run.json").toFile());
  }

  private static Map<String, Double> weights(JsonNode run) {
    Map<String, Double> weights = new HashMap<>();
    run.get("model")
        .get("weights")
        .forEach(w -> weights.put(w.get("slot").asText(), w.get("value").asDouble()));
    return weights;
  }

  /** R: glm(male ~ the four lengths and weights, family = binomial). */
  @Test
  void coefficientsOfPenguinsAreThoseOfR() throws IOException {
    Map<String, Double> weights =
        weights(
            run(
                PENGUINS.replace("LABEL", "male")
                    + "train: {LogisticRegression: {maxIter: 500, tol: 1e-14}}\n"));
    assertThat(weights.get("beak_length_mm")).isCloseTo(0.10762954770071, within(1e-6));
    assertThat(weights.get("beak_depth_mm")).isCloseTo(2.03151559586817, within(1e-5));
    assertThat(weights.get("flipper_length_mm")).isCloseTo(-0.03247439535884, within(1e-6));
    assertThat(weights.get("body_mass_g")).isCloseTo(0.00551202590239, within(1e-8));
  }

  /** R: glm(damaged ~ speed + large + medium, family = binomial), where the speed is known. */
  @Test
  void coefficientsOfBirdStrikesAreThoseOfR() throws IOException {
    Map<String, Double> weights =
        weights(
            run(
                """
                name: strikes
                read: {path: "jobs/data/birdstrikes.csv.gz", format: csv}
                roles: {label: damaged}
                clean:
                  - snakeCaseColumns: {}
                  - filter: {where: "speed_ias_in_knots IS NOT NULL"}
                  - derive:
                      damaged: "effect_amount_of_damage <> 'None'"
                      speed: "double(speed_ias_in_knots)"
                      large: "double(wildlife_size = 'Large')"
                      medium: "double(wildlife_size = 'Medium')"
                  - select: {columns: [damaged, speed, large, medium]}
                train: {LogisticRegression: {maxIter: 500, tol: 1e-14}}
                """));
    assertThat(weights.get("speed")).isCloseTo(0.00328334775369, within(1e-7));
    assertThat(weights.get("large")).isCloseTo(2.88565528747662, within(1e-5));
    assertThat(weights.get("medium")).isCloseTo(1.03156555023633, within(1e-5));
  }

  @Test
  void variantsOfSeveralClassesAreJudgedAsIfTheyWereAlone() throws IOException {
    String job =
        PENGUINS.replace("LABEL", "species")
            + """
            split: {train: 0.6, validation: 0.2, test: 0.2}
            train: ALGORITHM
            evaluate: {permutations: 2, learningCurve: 2, slices: [body_mass_g]}
            """;
    String tree = "{DecisionTreeClassifier: {maxDepth: 2, seed: 7}}";
    JsonNode alone = run(job.replace("ALGORITHM", tree));
    JsonNode compared =
        run(
            job.replace("ALGORITHM", "{LogisticRegression: {maxIter: 5, regParam: 1}}")
                + "compare: {tree: %s, same: {LogisticRegression: {maxIter: 5, regParam: 1}}}\n"
                    .formatted(tree));

    JsonNode comparison = compared.get("comparison");
    assertThat(comparison.get("metric").asText()).isEqualTo("accuracy");
    JsonNode variant = comparison.get("variants").get(1);
    assertThat(variant.get("metrics"))
        .isEqualTo(alone.get("evaluation").get("scores").get(2).get("metrics"));
    assertThat(variant.get("training"))
        .isEqualTo(alone.get("evaluation").get("scores").get(0).get("metrics"));
    assertThat(variant.get("bytes").asLong()).isPositive();
    JsonNode same = comparison.get("pairs").get(1);
    assertThat(same.get("second").asText()).isEqualTo("same");
    assertThat(same.get("difference").asDouble()).isZero();
    assertThat(same.get("p").asDouble()).isEqualTo(1);
    double first = comparison.get("variants").get(0).get("metrics").get(0).get("value").asDouble();
    double second = variant.get("metrics").get(0).get("value").asDouble();
    assertThat(comparison.get("pairs").get(0).get("difference").asDouble())
        .isCloseTo(first - second, within(1e-12));
    assertThat(compared.get("permutation").get("importances")).hasSize(4);
    assertThat(compared.get("learningCurve").get("points")).hasSize(2);
    assertThat(compared.get("evaluation").get("slices")).isNotEmpty();
  }

  @Test
  void variantsOfANumberAreCompared() throws IOException {
    JsonNode compared =
        run(
            PENGUINS.replace("LABEL", "body_mass_g").replace("_mm, body_mass_g]", "_mm]")
                + """
                split: {train: 0.7, test: 0.3}
                train: {LinearRegression: {}}
                evaluate: {permutations: 2, learningCurve: 2}
                compare: {mean: {BaselineRegressor: {}}, rule: {BaselineRegressor: {rule: "20 * flipper_length_mm"}}}
                """);
    JsonNode comparison = compared.get("comparison");
    assertThat(comparison.get("best").asText()).isEqualTo("LinearRegression");
    assertThat(comparison.get("pairs").get(0).get("adjusted").asDouble()).isLessThan(0.001);
    assertThat(comparison.get("pairs").get(0).get("difference").asDouble()).isNegative();
    assertThat(comparison.get("pairs").get(0).get("mcNemar").isNull()).isTrue();
    assertThat(compared.get("permutation").get("metric").asText()).isEqualTo("rmse");
    assertThat(compared.get("learningCurve").get("largerIsBetter").asBoolean()).isFalse();
  }

  @Test
  void aVariantOfSettingsIsTheJobWithThem() throws IOException {
    String job =
        PENGUINS.replace("LABEL", "body_mass_g").replace("_mm, body_mass_g]", "_mm]")
            + """
            split: {train: 0.7, test: 0.3}
            features:
              - bin: {columns: flipper_length_mm, numBins: BINS}
            train: {LinearRegression: {regParam: REG}}
            evaluate: {}
            """;
    JsonNode alone = run(job.replace("BINS", "3").replace("REG", "50"));
    JsonNode comparison =
        run(job.replace("BINS", "8").replace("REG", "0.1")
                + """
                compare:
                  coarse: {bin.numBins: 3, LinearRegression.regParam: 50}
                  ridge: {LinearRegression.regParam: 50}
                """)
            .get("comparison");

    JsonNode coarse = comparison.get("variants").get(1);
    assertThat(coarse.get("algorithm").asText()).isEqualTo("LinearRegression");
    assertThat(coarse.get("settings")).hasSize(2);
    assertThat(coarse.get("metrics"))
        .isEqualTo(alone.get("evaluation").get("scores").get(1).get("metrics"));
    assertThat(comparison.get("variants").get(2).get("metrics"))
        .isNotEqualTo(coarse.get("metrics"))
        .isNotEqualTo(comparison.get("variants").get(0).get("metrics"));
  }
}

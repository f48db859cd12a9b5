package io.sluice.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.sluice.testing.FromYaml;
import java.util.Map;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.ml.feature.Bucketizer;
import org.apache.spark.ml.feature.Word2Vec;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleArrayParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.FloatParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.StringArrayParam;
import org.junit.jupiter.api.Test;

final class SettingReaderTest {

  /** A Param of every type, all with defaults. */
  public static final class EveryType extends Settings {

    public EveryType() {
      setDefault(number(), 1);
      setDefault(seed(), 2L);
      setDefault(share(), 0.5);
      setDefault(small(), 0.5f);
      setDefault(fast(), false);
      setDefault(word(), "x");
      setDefault(keep(), "first");
      setDefault(columns(), new String[0]);
      setDefault(splits(), new double[0]);
      setDefault(layers(), new int[0]);
      setDefault(options(), Map.of());
    }

    public IntParam number() {
      return new IntParam(this, "number", "how many; at least 0", ParamValidators.gtEq(0));
    }

    public LongParam seed() {
      return new LongParam(this, "seed", "another seed");
    }

    public DoubleParam share() {
      return new DoubleParam(this, "share", "a share; 0 to 1", ParamValidators.inRange(0, 1));
    }

    public FloatParam small() {
      return new FloatParam(this, "small", "a small number");
    }

    public BooleanParam fast() {
      return new BooleanParam(this, "fast", "whether to be fast");
    }

    public Param<String> word() {
      return new Param<>(this, "word", "a word");
    }

    public Choice keep() {
      return new Choice(this, "keep", "which stays", "first", "last");
    }

    public StringArrayParam columns() {
      return new StringArrayParam(this, "columns", "some columns");
    }

    public DoubleArrayParam splits() {
      return new DoubleArrayParam(this, "splits", "where to split");
    }

    public IntArrayParam layers() {
      return new IntArrayParam(this, "layers", "sizes of layers");
    }

    public TextMap options() {
      return new TextMap(this, "options", "more", TextMap.Keys.NESTED);
    }
  }

  /** Settings without defaults. */
  public static final class Needy extends Settings {

    public Param<String> path() {
      return new Param<>(this, "path", "file or folder");
    }

    public IntParam size() {
      return new IntParam(this, "size", "how large");
    }
  }

  /** Every key that is no other setting is one of a map. */
  public static final class Mapped extends Settings {

    public Mapped() {
      setDefault(onFailure(), "drop");
    }

    public TextMap columns() {
      return new TextMap(this, "columns", "column: type", TextMap.Keys.ALL_OTHERS);
    }

    public Choice onFailure() {
      return new Choice(this, "onFailure", "what then", "drop", "fail");
    }
  }

  @Test
  void setsEveryType() {
    EveryType set =
        FromYaml.set(
            new EveryType(),
            """
            number: 7
            seed: 9000000000
            share: 0.25
            small: 1e-3
            fast: true
            word: 007
            keep: last
            columns: [a, b c]
            splits: [-1.5, 2]
            layers: [4, 2]
            options: {sep: ";", header: false}
            """);
    assertThat(ParamValue.of(set, set.number())).isEqualTo(7);
    assertThat(ParamValue.of(set, set.seed())).isEqualTo(9_000_000_000L);
    assertThat(ParamValue.of(set, set.share())).isEqualTo(0.25);
    assertThat(set.getOrDefault(set.small())).isEqualTo(0.001f);
    assertThat(ParamValue.of(set, set.fast())).isTrue();
    assertThat(set.getOrDefault(set.word())).isEqualTo("007");
    assertThat(set.getOrDefault(set.keep())).isEqualTo("last");
    assertThat(set.getOrDefault(set.columns())).containsExactly("a", "b c");
    assertThat(set.getOrDefault(set.splits())).containsExactly(-1.5, 2);
    assertThat(set.getOrDefault(set.layers())).containsExactly(4, 2);
    assertThat(set.getOrDefault(set.options()))
        .containsExactly(entry("sep", ";"), entry("header", "false"));
  }

  @Test
  void oneTextIsAListOfOne() {
    EveryType set = FromYaml.set(new EveryType(), "{columns: numeric, splits: 3}");
    assertThat(set.getOrDefault(set.columns())).containsExactly("numeric");
    assertThat(set.getOrDefault(set.splits())).containsExactly(3);
  }

  @Test
  void nothingAndAnEmptyMappingMeanTheDefaults() {
    assertThat(FromYaml.problems(new EveryType(), "null")).isEmpty();
    assertThat(FromYaml.problems(new EveryType(), "{}")).isEmpty();
  }

  @Test
  void whatIsNoMappingIsAProblem() {
    String settings =
        "Settings: columns, fast, keep, layers, number, options, seed, share, small, splits, word.";
    assertThat(FromYaml.problems(new EveryType(), "age"))
        .containsExactly("job.yaml:1 step: 'age' is not a mapping of settings. " + settings);
    assertThat(FromYaml.problems(new EveryType(), "[a, b]"))
        .containsExactly("job.yaml:1 step: a list is not a mapping of settings. " + settings);
  }

  @Test
  void wrongTypesAreAllToldWithTheirLines() {
    assertThat(
            FromYaml.problems(
                new EveryType(),
                """
                number: many
                seed: 1.5
                share: half
                small: [1]
                fast: yes
                word: {a: b}
                keep: [first]
                columns: {a: b}
                splits: [1, two]
                layers:
                options: x
                """))
        .containsExactly(
            "job.yaml:1 step.number: 'many' is not a whole number.",
            "job.yaml:2 step.seed: '1.5' is not a whole number.",
            "job.yaml:3 step.share: 'half' is not a number.",
            "job.yaml:4 step.small: a list is not a number.",
            "job.yaml:5 step.fast: 'yes' is not true or false.",
            "job.yaml:6 step.word: a mapping is not a text.",
            "job.yaml:7 step.keep: a list is not a text.",
            "job.yaml:8 step.columns: a mapping is not a text or a list of texts.",
            "job.yaml:9 step.splits: 'two' is not a number.",
            "job.yaml:10 step.layers: nothing is not a text or a list of texts.",
            "job.yaml:11 step.options: 'x' is not a mapping of names to texts.");
  }

  @Test
  void itemsOfAListHaveTheirOwnPlaces() {
    assertThat(
            FromYaml.problems(
                new EveryType(),
                """
                columns:
                  - a
                  - {b: c}
                  - [d]
                options:
                  sep: ";"
                  more: [x]
                """))
        .containsExactly(
            "job.yaml:3 step.columns[1]: a mapping is not a text.",
            "job.yaml:4 step.columns[2]: a list is not a text.",
            "job.yaml:7 step.options.more: a list is not a text.");
  }

  @Test
  void valuesOutOfRangeAreProblems() {
    assertThat(
            FromYaml.problems(
                new EveryType(), "{number: -1, share: 1.5, keep: lst, layers: [99999999999]}"))
        .containsExactly(
            "job.yaml:1 step.number: '-1' is not allowed: how many; at least 0.",
            "job.yaml:1 step.share: '1.5' is not allowed: a share; 0 to 1.",
            "job.yaml:1 step.keep: 'lst' is not one of first, last. Did you mean 'last'?",
            "job.yaml:1 step.layers: '99999999999' is too large.");
    assertThat(FromYaml.problems(new EveryType(), "{number: 99999999999, share: NaN}"))
        .containsExactly(
            "job.yaml:1 step.number: '99999999999' is too large.",
            "job.yaml:1 step.share: 'NaN' is not allowed: a share; 0 to 1.");
  }

  @Test
  void anUnknownSettingComesWithTheNearestWord() {
    assertThat(FromYaml.problems(new EveryType(), "{colums: a, airport: b}"))
        .containsExactly(
            "job.yaml:1 step.colums: no such setting. Did you mean 'columns'? Settings: columns,"
                + " fast, keep, layers, number, options, seed, share, small, splits, word.",
            "job.yaml:1 step.airport: no such setting. Settings: columns,"
                + " fast, keep, layers, number, options, seed, share, small, splits, word.");
  }

  @Test
  void requiredSettingsThatAreMissingAreProblems() {
    assertThat(FromYaml.problems(new Needy(), "null"))
        .containsExactly(
            "job.yaml:1 step: 'path' is missing: file or folder.",
            "job.yaml:1 step: 'size' is missing: how large.");
    assertThat(FromYaml.problems(new Needy(), "size: 3"))
        .containsExactly("job.yaml:1 step: 'path' is missing: file or folder.");
  }

  @Test
  void aSettingThatIsWrongIsNotMissingToo() {
    assertThat(FromYaml.problems(new Needy(), "{path: x, size: large}"))
        .containsExactly("job.yaml:1 step.size: 'large' is not a whole number.");
  }

  @Test
  void aWrongSettingOfOneStepDoesNotHideThatAnotherLacksIt() {
    java.util.List<Problem> problems = new java.util.ArrayList<>();
    SettingReader reader = new SettingReader(problems);
    reader.read(Yaml.parse("job.yaml", "{path: x, size: y}"), new Needy(), place(1));
    reader.read(Yaml.parse("job.yaml", "{path: x}"), new Needy(), place(2));
    assertThat(problems)
        .extracting(Problem::line)
        .containsExactly(
            "job.yaml:1 clean[0] needy.size: 'y' is not a whole number.",
            "job.yaml:2 clean[1] needy: 'size' is missing: how large.");
  }

  @Test
  void everyOtherKeyGoesIntoTheMap() {
    Mapped set = FromYaml.set(new Mapped(), "{speed: double, columns: int, onFailure: fail}");
    assertThat(set.getOrDefault(set.columns()))
        .containsExactly(entry("speed", "double"), entry("columns", "int"));
    assertThat(set.getOrDefault(set.onFailure())).isEqualTo("fail");
    assertThat(FromYaml.problems(new Mapped(), "{speed: [double]}"))
        .containsExactly("job.yaml:1 step.speed: a list is not a text.");
    assertThat(FromYaml.problems(new Mapped(), "{onFailure: fail}"))
        .containsExactly("job.yaml:1 step: 'columns' is missing: column: type.");
  }

  @Test
  void setsTheParamsOfSparkMl() {
    LogisticRegression regression =
        FromYaml.set(
            new LogisticRegression(),
            "{regParam: 0.01, maxIter: 20, fitIntercept: false, family: binomial}");
    assertThat(regression.getRegParam()).isEqualTo(0.01);
    assertThat(regression.getMaxIter()).isEqualTo(20);
    assertThat(regression.getFitIntercept()).isFalse();
    assertThat(regression.getFamily()).isEqualTo("binomial");
    assertThat(FromYaml.set(new Word2Vec(), "{vectorSize: 5, seed: 3}").getSeed()).isEqualTo(3);
    assertThat(FromYaml.set(new Bucketizer(), "splits: [-.inf, 0, 5]").getSplits())
        .containsExactly(Double.NEGATIVE_INFINITY, 0, 5);
    assertThat(FromYaml.set(new MultilayerPerceptronClassifier(), "layers: [4, 2]").getLayers())
        .containsExactly(4, 2);
  }

  @Test
  void theParamsOfSparkMlAreCheckedToo() {
    assertThat(FromYaml.problems(new LogisticRegression(), "{regParam: -1, regparam: 2}"))
        .hasSize(2)
        .satisfies(
            p ->
                assertThat(p.get(0))
                    .isEqualTo(
                        "job.yaml:1 step.regParam: '-1.0' is not allowed: regularization parameter (>= 0)."),
            p ->
                assertThat(p.get(1))
                    .startsWith(
                        "job.yaml:1 step.regparam: no such setting. Did you mean 'regParam'?"));
  }

  @Test
  void aParamOfATypeThatYamlCannotSayIsAProblem() {
    assertThat(FromYaml.problems(new Bucketizer(), "splitsArray: [[1, 2], [3, 4]]"))
        .containsExactly("job.yaml:1 step.splitsArray: cannot be set in a job file.");
    assertThat(FromYaml.problems(new LogisticRegression(), "lowerBoundsOnCoefficients: 5"))
        .containsExactly("job.yaml:1 step.lowerBoundsOnCoefficients: cannot be set in a job file.");
  }

  private static Place place(int line) {
    return new Place("job.yaml", line, "clean[" + (line - 1) + "] needy");
  }
}

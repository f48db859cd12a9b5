package io.sluice.report;

import static io.sluice.report.Markup.element;

import io.sluice.result.Run.Environment;

/** The foot of the page: what the run ran on. */
final class Versions {

  private Versions() {}

  static Markup of(Environment environment) {
    return environment == null
        ? Markup.NONE
        : element(
            "footer",
            element(
                "dl",
                fact("Sluice", environment.sluice()),
                fact("Spark", environment.spark()),
                fact("Java", environment.java()),
                fact("Master", environment.master()),
                fact("Application", environment.sparkApplication())));
  }

  private static Markup fact(String name, String value) {
    return Texts.orEmpty(value).isEmpty()
        ? Markup.NONE
        : element("div", element("dt", name), element("dd", value));
  }
}

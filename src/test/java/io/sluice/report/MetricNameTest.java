package io.sluice.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricNameTest {

  @ParameterizedTest
  @ValueSource(strings = {"areaUnderROC", "auc-roc", "AUC ROC", "roc_auc", "aucRoc"})
  void knowsAMetricInEverySpelling(String name) {
    assertThat(MetricName.of(name).title()).isEqualTo("AUC-ROC");
  }

  @Test
  void leavesAnUnknownMetricAsItIs() {
    assertThat(MetricName.of("cost per row")).isEqualTo(new MetricName("cost per row", ""));
  }
}

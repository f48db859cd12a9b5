package io.sluice.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NumbersTest {

  @Test
  void groupsTheDigitsOfCounts() {
    assertThat(Numbers.count(1_234_567)).isEqualTo("1,234,567");
    assertThat(Numbers.count(1, "row")).isEqualTo("1 row");
    assertThat(Numbers.count(0, "row")).isEqualTo("0 rows");
    assertThat(Numbers.change(-15)).isEqualTo("\u221215");
    assertThat(Numbers.change(1500)).isEqualTo("+1,500");
    assertThat(Numbers.change(0)).isEqualTo("0");
  }

  @Test
  void keepsFourDigitsThatMatter() {
    assertThat(Numbers.value(0.0)).isEqualTo("0");
    assertThat(Numbers.value(-0.0)).isEqualTo("0");
    assertThat(Numbers.value(2015.0)).isEqualTo("2015");
    assertThat(Numbers.value(24_000.0)).isEqualTo("24,000");
    assertThat(Numbers.value(123_456.78)).isEqualTo("123,457");
    assertThat(Numbers.value(148.0612)).isEqualTo("148.1");
    assertThat(Numbers.value(-0.0123456)).isEqualTo("\u22120.01235");
    assertThat(Numbers.value(1.5)).isEqualTo("1.5");
    assertThat(Numbers.value(0.000012)).isEqualTo("1.20e\u221205");
    assertThat(Numbers.value(1e15)).isEqualTo("1e+15");
  }

  @Test
  void showsADashForWhatIsNoNumber() {
    assertThat(Numbers.value(null)).isEqualTo("\u2013");
    assertThat(Numbers.value(Double.NaN)).isEqualTo("\u2013");
    assertThat(Numbers.metric(Double.POSITIVE_INFINITY)).isEqualTo("\u2013");
    assertThat(Numbers.percent(Double.NaN)).isEqualTo("\u2013");
    assertThat(Numbers.share(1, 0)).isEqualTo("\u2013");
    assertThat(Numbers.duration(Double.NaN)).isEqualTo("\u2013");
  }

  @Test
  void showsMetricsAndWeightsWithThreeDecimals() {
    assertThat(Numbers.metric(0.84)).isEqualTo("0.840");
    assertThat(Numbers.metric(-0.5)).isEqualTo("\u22120.500");
    assertThat(Numbers.metric(13.1)).isEqualTo("13.1");
    assertThat(Numbers.signedWeight(0.05)).isEqualTo("+0.050");
    assertThat(Numbers.signedWeight(-12.0)).isEqualTo("\u221212.000");
    assertThat(Numbers.weight(0.00042)).isEqualTo("0.00042");
    assertThat(Numbers.weight(12_345.6)).isEqualTo("12,346");
  }

  @Test
  void roundsNoShareToNothingOrToAll() {
    assertThat(Numbers.share(0, 10)).isEqualTo("0%");
    assertThat(Numbers.share(10, 10)).isEqualTo("100%");
    assertThat(Numbers.share(1, 100_000)).isEqualTo("<0.1%");
    assertThat(Numbers.share(99_999, 100_000)).isEqualTo(">99.9%");
    assertThat(Numbers.share(-24, 10_000)).isEqualTo("\u22120.2%");
    assertThat(Numbers.roundPercent(0.6412)).isEqualTo("64%");
    assertThat(Numbers.roundPercent(0.0895)).isEqualTo("9.0%");
    assertThat(Numbers.roundPercent(0.998)).isEqualTo("99.8%");
  }

  @Test
  void tellsTimeInTheUnitThatFits() {
    assertThat(Numbers.duration(0.01)).isEqualTo("under 0.1 s");
    assertThat(Numbers.duration(4.23)).isEqualTo("4.2 s");
    assertThat(Numbers.duration(59.96)).isEqualTo("1 min 00 s");
    assertThat(Numbers.duration(133.8)).isEqualTo("2 min 14 s");
    assertThat(Numbers.duration(4210)).isEqualTo("1 h 10 min");
    assertThat(Numbers.minute("2025-03-12T02:00:59.9Z")).isEqualTo("2025-03-12 02:00 UTC");
    assertThat(Numbers.minute("yesterday")).isEqualTo("yesterday");
  }
}

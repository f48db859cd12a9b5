package io.sluice.clean.pii;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ScanTest {

  private static final Scan ALL = new Scan(EnumSet.allOf(Entity.class));

  @Test
  void addresses() {
    assertThat(found("Write to Ann.Lee+tv@mail.Example.org. Thanks"))
        .containsExactly("EMAIL Ann.Lee+tv@mail.Example.org");
    assertThat(found("<a href=\"mailto:o'brien_1@x-y.co.uk\">me</a>, email=b@c.info;'d@e.org'"))
        .containsExactly("EMAIL o'brien_1@x-y.co.uk", "EMAIL b@c.info", "EMAIL d@e.org");
    assertThat(found("müller@bücher.example ...ann@b.org")).hasSize(2);
    assertThat(found("@home a@b a@b. a@b.c x.@b.org a@-b.org 7@1.50 @@ a@.org")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = { // test numbers of payment providers; 13 digits of Visa, Diners, JCB, 19 of Visa
        "4111 1111 1111 1111",
        "4111-1111-1111-1111",
        "4012888888881881",
        "4222222222222",
        "5555555555554444",
        "2223003122003222",
        "3782 822463 10005",
        "6011111111111117",
        "30569309025904",
        "3530111333300000",
        "4000000000000000006"
      })
  void cards(String card) {
    assertThat(found("My card " + card + ", please.")).containsExactly("CARD " + card);
    assertThat(found(card)).containsExactly("CARD " + card);
    char other = card.endsWith("9") ? '0' : (char) (card.charAt(card.length() - 1) + 1);
    assertThat(found("card " + card.substring(0, card.length() - 1) + other)).isEmpty();
  }

  @Test
  void aCardStandsAlone() {
    assertThat(found("4111 1111 1111 1111 2026")).containsExactly("CARD 4111 1111 1111 1111");
    assertThat(found("4111111111111111,5555555555554444")).hasSize(2);
    assertThat(found("x4111111111111111 41111111111111110 0.4111111111111111")).isEmpty();
    assertThat(found("WL-4111111111111111 4111111111111111-1")).isEmpty();
    assertThat(found("9999999999999995 is of no issuer")).isEmpty();
  }

  @Test
  void accounts() {
    // examples of SWIFT's registry
    assertThat(found("IBAN: GB82 WEST 1234 5698 7654 32. de89370400440532013000"))
        .containsExactly("IBAN GB82 WEST 1234 5698 7654 32", "IBAN de89370400440532013000");
    assertThat(found("FR14 2004 1010 0505 0001 3M02 606 is mine"))
        .containsExactly("IBAN FR14 2004 1010 0505 0001 3M02 606");
    assertThat(found("NO9386011117947")).containsExactly("IBAN NO9386011117947");
    assertThat(only(Entity.IBAN, "GB82 WEST 1234 5698 7654 33")).isEmpty();
    assertThat(only(Entity.IBAN, "GB82 WEST 1234 5698 7654 321 ZZ8237040044053201")).isEmpty();
  }

  @Test
  void addressesOfMachines() {
    assertThat(found("from 192.168.1.20, then 8.8.8.8."))
        .containsExactly("IP 192.168.1.20", "IP 8.8.8.8");
    assertThat(found("http://203.0.113.7:8080/x")).containsExactly("IP 203.0.113.7");
    assertThat(found("[2001:db8:85a3::8a2e:370:7334], fe80::1 FD12:3456:789A:1:0:0:0:5"))
        .containsExactly(
            "IP 2001:db8:85a3::8a2e:370:7334", "IP fe80::1", "IP FD12:3456:789A:1:0:0:0:5");
    assertThat(found("version 1.2.3.4, v1.2.3.4, build 10.4.7.1, 1.2.3.4.5, 1.2.3.256")).isEmpty();
    assertThat(found("127.0.0.1 0.0.0.0 12:30:45 std::abc abc::def 00:1a:2b:3c:4d:5e")).isEmpty();
    assertThat(found("2001:db8:1:2:3:4:5:6:7 2001:db8:::1 2001:db8::12345 2024:")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+44 20 7946 0958",
        "+44 (0)20 7946 0958",
        "+49-30-1234567",
        "+33 1 42 68 53 00",
        "0049 30 1234567",
        "+12125550123",
        "+1 (212) 555-0123",
        "1-212-555-0123",
        "(212) 555-0123",
        "(212)555-0123",
        "212.555.0123",
        "020 7946 0958",
        "07700 900123",
        "(020) 7946 0958",
        "01.42.68.53.00",
        "030/1234567",
        "06-12345678"
      })
  void telephoneNumbers(String phone) {
    assertThat(found("Reach me at " + phone + ".")).containsExactly("PHONE " + phone);
    assertThat(found(phone)).containsExactly("PHONE " + phone);
  }

  @Test
  void digitsInOneAreATelephoneNumberOnlyAfterAWordThatSaysSo() {
    assertThat(found("phone: 2125550123")).containsExactly("PHONE 2125550123");
    assertThat(found("Call me on 07700900123 today")).containsExactly("PHONE 07700900123");
    assertThat(found("Mobile number is 5550123")).containsExactly("PHONE 5550123");
    assertThat(found("order 2125550123")).isEmpty();
    assertThat(found("I had to call about order 2125550123")).isEmpty();
    assertThat(found("they call on 2024-01-05, 05.01.2024 and 3 times")).isEmpty();
  }

  @Test
  void numbersOfOtherThings() {
    assertThat(
            found(
                "2024-01-05 10:15:30, 01.02.2024 10, 01-02-2024 1015, $1,234,567.89, 12 34 56 78 90"
                    + " ORD-212-555-0123, 212-555-0123-9, 123456789012, #20240105, 1.234.567,89"
                    + " 0800 12, +5, +899999999999, 00000000000, 5 000 000 000, 1e10"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = { // published examples
        "123-45-6789",
        "912-70-1234",
        "AB 12 34 56 C",
        "QQ123456C",
        "12345678Z",
        "12345678-Z",
        "X1234567L",
        "RSSMRA85T10A562S",
        "44051401359",
        "529.982.247-25",
        "2341 2341 2346",
        "2 55 08 14 168 025 38"
      })
  void nationalIds(String id) {
    assertThat(found("It is " + id + ".")).containsExactly("NATIONAL_ID " + id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "000-12-3456",
        "666-12-3456",
        "123-00-4567",
        "123-45-0000",
        "123456789",
        "123 45 6789",
        "BG123456A",
        "AD123456A",
        "DA123456A",
        "AB123456E",
        "12345678A",
        "X1234567A",
        "RSSMRA85T10A562T",
        "44051401358",
        "44991401359",
        "529.982.247-26",
        "111.111.111-11",
        "2341 2341 2347",
        "2341 2341 2346 1234",
        "2 55 08 14 168 025 39",
        "111222333"
      })
  void nationalIdsThatAreNone(String id) {
    assertThat(found("It is " + id + ".")).isEmpty();
  }

  @Test
  void nationalIdsAfterTheirNames() {
    assertThat(found("BSN: 111222333")).containsExactly("NATIONAL_ID 111222333");
    assertThat(found("BSN: 111222334")).isEmpty();
    assertThat(found("my social security number is 123 45 6789"))
        .containsExactly("NATIONAL_ID 123 45 6789");
  }

  @Test
  void theLongestCountsWhereValuesOverlap() {
    assertThat(found("2125550123@mms.example.com"))
        .containsExactly("EMAIL 2125550123@mms.example.com");
    assertThat(found("phone 4111 1111 1111 1111")).containsExactly("CARD 4111 1111 1111 1111");
    assertThat(only(Entity.PHONE, "phone 4111 1111 1111 1111")).isEmpty();
    assertThat(found("call 123-45-6789")).containsExactly("NATIONAL_ID 123-45-6789");
    assertThat(found("tel. 192.168.1.200")).containsExactly("IP 192.168.1.200");
  }

  @ParameterizedTest
  @CsvSource({
    "Ann@X.org, ann@x.org, @x.org",
    "4111-1111 1111-1111, 4111111111111111, ...1111",
    "gb82 WEST 1234 5698 7654 32, GB82WEST12345698765432, GB",
    "192.168.1.20, 192.168.1.20, 192.168.1.x",
    "2001:DB8:85a3::7334, 2001:db8:85a3:0:0:0:0:7334, 2001:db8:85a3:x",
    "(212) 555-0123, +12125550123, +1 212",
    "001 212 555 0123, +12125550123, +1 212",
    "+44 (0)20 7946 0958, +442079460958, +44",
    "+353 1 234 5678, +35312345678, +353",
    "020 7946 0958, 02079460958, 020",
    "12345678-z, 12345678Z, ''"
  })
  void oneSpellingAndAGroup(String value, String canonical, String group) {
    Finder finder = ALL.in(value).get(0).finder();
    assertThat(finder.canonical(value)).isEqualTo(canonical);
    assertThat(finder.group(value)).isEqualTo(group);
  }

  /** Texts made to be slow: a scan of a million characters takes a fraction of a second. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "(",
        "+",
        "(1 ",
        "1",
        "@",
        ".",
        "a@",
        "a.",
        "a.a@",
        "1 ",
        "1-",
        "11 ",
        "1.",
        "12.",
        "+1 ",
        "(0",
        "0 11 ",
        "2001:",
        "ffff:",
        "2:",
        "aa11 ",
        "GB82 ",
        "4111 ",
        "phone ",
        "phone 12 ",
        "12 345 67 8 ",
        "\u00e9@"
      })
  void timeIsLinear(String part) {
    String text = part.repeat(1_000_000 / part.length());
    Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> ALL.in(text));
  }

  private static List<String> found(String text) {
    return found(ALL, text);
  }

  private static List<String> only(Entity entity, String text) {
    return found(new Scan(EnumSet.of(entity)), text);
  }

  private static List<String> found(Scan scan, String text) {
    return scan.in(text).stream()
        .map(s -> s.finder().entity() + " " + text.substring(s.start(), s.end()))
        .toList();
  }
}

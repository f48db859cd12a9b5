package io.sluice.clean.pii;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A telephone number, written in one of these ways:
 *
 * <ul>
 *   <li>international: + or 00, a calling code in a zone of ITU-T E.164 that is in use, 8 to 15
 *       digits in all, after 00 and in one 10 to 15;
 *   <li>North American: three, three and four digits with something between, a 1 before or not;
 *   <li>with a trunk 0: 9 to 11 digits in two groups or more, and no date;
 *   <li>7 to 15 digits of any look after a word such as "phone".
 * </ul>
 *
 * So digits in one, as an order's number has them, are none without a plus or such a word.
 */
final class Phone extends Finder {

  private static final long serialVersionUID = 1L;
  private static final int LEAST = 7;
  private static final int LOOKED_AT = 24;
  private static final String GAP = "[ ./\\u00a0-]";
  private static final Pattern INTERNATIONAL =
      Pattern.compile(
          "(?:\\+|00)[1-9]\\d{0,14}+(?:FROM\\d{1,14}+\\)?+(?:FROM\\d{2,14}+\\)?+){0,6}+)?+"
              .replace("FROM", "(?:GAP\\(?+|\\()(?:0\\)GAP?+)?+")
              .replace("GAP", GAP));
  private static final Pattern AMERICAN =
      Pattern.compile(
          "(?:1GAP?+)?+(?:\\([2-9]\\d\\d\\)GAP?+|[2-9]\\d\\dGAP)[2-9]\\d\\dGAP\\d{4}"
              .replace("GAP", GAP));
  private static final Pattern TRUNK =
      Pattern.compile(
          "(?:\\(0[1-9]\\d{0,4}\\)GAP?+\\d{2,8}+|0[1-9]\\d{0,4}+(?:GAP\\d{2,8}+))(?:GAP\\d{2,8}+){0,5}+"
              .replace("GAP", GAP));
  private static final Pattern ANY =
      Pattern.compile("\\(?\\d{2,15}+\\)?+(?:GAP\\d{2,8}+){0,5}+".replace("GAP", GAP));
  private static final Pattern DATE =
      Pattern.compile(
          "(?:\\d\\d([./ -])\\d\\d\\1\\d{4}|(?:19|20)\\d\\d([./ -])\\d\\d\\2\\d\\d)(?!\\d).*");
  private static final Pattern LAST_GROUP = Pattern.compile("[^0-9]+\\d+\\)?$");
  private static final Pattern NORTH_AMERICA = Pattern.compile("1?([2-9]\\d\\d)[2-9]\\d{6}");
  private static final Pattern CUE =
      Edges.cue(
          "(?:tele)?(?:ph|f)one?|tel|mobile|cell(?:phone)?|call|ring|fax|whatsapp|sms|telefon"
              + "|handy|t\u00e9l(?:\u00e9phone)?|portable|m\u00f3vil|tel\u00e9fono|cellulare"
              + "|telefono|telefoon|telefone",
          "[ .:#(=-]|me\\b|us\\b|number\\b|no\\b|nr\\b|is\\b|at\\b|on\\b|under\\b");

  private static final Set<String> TWO_DIGITS =
      Set.copyOf(
          List.of(
              ("20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58"
                      + " 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98")
                  .split(" ")));
  private static final Set<String> THREE_DIGITS =
      Set.copyOf(
          List.of(
              "21 22 23 24 25 26 29 35 37 38 42 50 59 67 68 69 80 85 87 88 96 97 99".split(" ")));

  @Override
  Entity entity() {
    return Entity.PHONE;
  }

  @Override
  boolean begins(char c) {
    return Edges.isDigit(c) || c == '+' || c == '(';
  }

  @Override
  Span at(String text, int start) {
    if (digits(text, start) < LEAST) {
      return null;
    }
    char c = text.charAt(start);
    int end = c == '+' || text.startsWith("00", start) ? international(text, start) : -1;
    if (!goesOn(text, start)) {
      end = Math.max(end, match(AMERICAN, text, start));
      end = Math.max(end, c == '0' || c == '(' ? trunk(text, start) : -1);
    }
    if (end < 0 && c != '+') {
      end = afterCue(text, start);
    }
    return end < 0 ? null : span(start, end);
  }

  /** How many digits there are until something else than a gap between them, up to the least. */
  private static int digits(String text, int start) {
    int digits = 0;
    for (int i = start; i < text.length() && i < start + LOOKED_AT && digits < LEAST; i++) {
      char c = text.charAt(i);
      digits += Edges.isDigit(c) ? 1 : 0;
      if (!Edges.isDigit(c) && "+( )./-\u00a0".indexOf(c) < 0) {
        break;
      }
    }
    return digits;
  }

  /** Whether this is a group of a number that began before. */
  private static boolean goesOn(String text, int start) {
    return start > 1 && Edges.isGap(text.charAt(start - 1)) && Edges.isDigit(text, start - 2);
  }

  private static int match(Pattern pattern, String text, int start) {
    Matcher m = pattern.matcher(text).region(start, text.length());
    return m.lookingAt() && Edges.isAlone(text, start, m.end()) ? m.end() : -1;
  }

  private static int international(String text, int start) {
    int end = match(INTERNATIONAL, text, start);
    while (end > start) {
      String digits = number(text.substring(start, end));
      int code = code(digits);
      boolean fits =
          digits.startsWith("1")
              ? digits.length() == 11 && NORTH_AMERICA.matcher(digits).matches()
              : code > 0 && digits.length() >= least(text, start, end) && digits.length() <= 15;
      if (fits) {
        return end;
      }
      end = withoutLastGroup(text, start, end);
    }
    return -1;
  }

  /** Two noughts and digits in one may be the number of an order, so there must be more of them. */
  private static int least(String text, int start, int end) {
    boolean inOne = text.substring(start, end).chars().allMatch(c -> Edges.isDigit((char) c));
    return inOne ? 10 : 8;
  }

  private static int trunk(String text, int start) {
    int end = match(TRUNK, text, start);
    while (end > start) {
      String value = text.substring(start, end);
      int digits = Digits.of(value).length();
      if (digits <= 11) {
        boolean dots = value.indexOf('.') >= 0;
        boolean mixed = dots && value.chars().anyMatch(c -> " /-".indexOf(c) >= 0);
        return digits >= 9 && !mixed && !DATE.matcher(value).matches() ? end : -1;
      }
      end = withoutLastGroup(text, start, end);
    }
    return -1;
  }

  private static int afterCue(String text, int start) {
    int end = match(ANY, text, start);
    if (end < 0 || !Edges.follows(CUE, text, start)) {
      return -1;
    }
    String value = text.substring(start, end);
    int digits = Digits.of(value).length();
    return digits >= 7 && digits <= 15 && !DATE.matcher(value).matches() ? end : -1;
  }

  private static int withoutLastGroup(String text, int start, int end) {
    Matcher m = LAST_GROUP.matcher(text.substring(start, end));
    return m.find() && m.start() > 0 ? start + m.start() : -1;
  }

  /** The digits after + or 00, without a trunk 0 in parentheses. */
  private static String number(String value) {
    String digits = Digits.of(value.replace("(0)", ""));
    return value.startsWith("00") ? digits.substring(2) : digits;
  }

  /** How many digits the calling code has; 0 where there is no such code. */
  private static int code(String digits) {
    if (digits.startsWith("1") || digits.startsWith("7")) {
      return 1;
    }
    String two = digits.length() < 2 ? "" : digits.substring(0, 2);
    return TWO_DIGITS.contains(two) ? 2 : THREE_DIGITS.contains(two) ? 3 : 0;
  }

  /** + and digits where the country is known, else the digits. */
  @Override
  String canonical(String value) {
    if (value.startsWith("+") || value.startsWith("00")) {
      return "+" + number(value);
    }
    String digits = Digits.of(value);
    return NORTH_AMERICA.matcher(digits).matches()
        ? "+1" + digits.substring(digits.length() - 10)
        : digits;
  }

  /** The calling code, and the area in North America; else the first three digits after a 0. */
  @Override
  String group(String value) {
    String number = canonical(value);
    if (number.startsWith("+1")) {
      return "+1 " + number.substring(2, 5);
    }
    if (number.startsWith("+")) {
      return number.substring(0, 1 + code(number.substring(1)));
    }
    return number.startsWith("0") ? number.substring(0, 3) : "";
  }
}

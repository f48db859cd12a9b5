package io.sluice.clean.pii;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Eight groups of hexadecimal digits, some of them as {@code ::} (RFC 4291), of the ranges that
 * hosts have: 2000::/3, fc00::/7, fe80::/10. So neither a time nor {@code a::b} is one.
 */
final class Ipv6 extends Finder {

  private static final long serialVersionUID = 1L;
  private static final int LONGEST = 39;
  private static final int GROUPS = 8;
  private static final int SITE = 3;

  @Override
  Entity entity() {
    return Entity.IP;
  }

  @Override
  boolean begins(char c) {
    return c == '2' || c == '3' || c == 'f' || c == 'F';
  }

  @Override
  Span at(String text, int start) {
    if (start + 4 >= text.length() || text.charAt(start + 4) != ':') {
      return null;
    }
    int end = start;
    while (end < text.length() && end - start <= LONGEST && isPart(text.charAt(end))) {
      end++;
    }
    if (end - start > 4 && text.charAt(end - 1) == ':' && text.charAt(end - 2) != ':') {
      end--;
    }
    return Edges.isEnd(text, end) && isHost(groups(text.substring(start, end)))
        ? span(start, end)
        : null;
  }

  private static boolean isPart(char c) {
    return c == ':' || (c < 128 && Character.digit(c, 16) >= 0);
  }

  private static boolean isHost(List<Integer> groups) {
    if (groups.isEmpty()) {
      return false;
    }
    int first = groups.get(0);
    return first >> 13 == 1 || first >> 9 == 0x7e || first >> 6 == 0x3fa;
  }

  /** All eight; none where it is no address. */
  private static List<Integer> groups(String value) {
    int gap = value.indexOf("::");
    List<Integer> left = numbers(gap < 0 ? value : value.substring(0, gap));
    List<Integer> right = gap < 0 ? List.of() : numbers(value.substring(gap + 2));
    int missing = GROUPS - left.size() - right.size();
    if (left.contains(-1) || right.contains(-1) || (gap < 0 ? missing != 0 : missing < 1)) {
      return List.of();
    }
    List<Integer> all = new ArrayList<>(left);
    all.addAll(Collections.nCopies(missing, 0));
    all.addAll(right);
    return all;
  }

  private static List<Integer> numbers(String groups) {
    return groups.isEmpty()
        ? List.of()
        : Arrays.stream(groups.split(":", -1))
            .map(g -> g.isEmpty() || g.length() > 4 ? -1 : Integer.parseInt(g, 16))
            .toList();
  }

  @Override
  String canonical(String value) {
    return written(groups(value));
  }

  /** The network of 48 bits. */
  @Override
  String group(String value) {
    return written(groups(value).subList(0, SITE)) + ":x";
  }

  private static String written(List<Integer> groups) {
    return groups.stream().map(Integer::toHexString).collect(Collectors.joining(":"));
  }
}

package io.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LendingTest {

  private final List<String> made = new ArrayList<>();
  private final List<String> closed = new ArrayList<>();

  private record Thing(String name, List<String> closed) implements AutoCloseable {
    @Override
    public void close() {
      closed.add(name);
    }
  }

  private synchronized Thing make(String name) {
    made.add(name);
    return new Thing(name, closed);
  }

  private String use(Lending<String, Thing> lending, String key) {
    return lending.with(key, () -> make(key), Thing::name);
  }

  @Test
  void makesOnceWhatManyUse() {
    try (Lending<String, Thing> lending = new Lending<>(2)) {
      List<String> used =
          IntStream.range(0, 200)
              .parallel()
              .mapToObj(i -> use(lending, i % 2 == 0 ? "a" : "b"))
              .toList();

      assertThat(used).hasSize(200);
      assertThat(made).containsExactlyInAnyOrder("a", "b");
      assertThat(closed).isEmpty();
    }
    assertThat(closed).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void closesTheLeastRecentlyLentWhereThereAreTooMany() {
    try (Lending<String, Thing> lending = new Lending<>(2)) {
      List.of("a", "b", "a", "c").forEach(key -> use(lending, key));

      assertThat(closed).containsExactly("b");
    }
  }

  @Test
  void closesNothingThatSomebodyHas() {
    try (Lending<String, Thing> lending = new Lending<>(1)) {
      lending.with(
          "a",
          () -> make("a"),
          thing -> {
            use(lending, "b");
            assertThat(closed).containsExactly("b");
            return thing;
          });
    }
  }

  @Test
  void makesAgainWhatCouldNotBeMade() {
    try (Lending<String, Thing> lending = new Lending<>(1)) {
      assertThatThrownBy(
              () ->
                  lending.with(
                      "a",
                      () -> {
                        throw new IllegalStateException("broken");
                      },
                      Thing::name))
          .hasMessage("broken");

      assertThat(use(lending, "a")).isEqualTo("a");
    }
  }
}

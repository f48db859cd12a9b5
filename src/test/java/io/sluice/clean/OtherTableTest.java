package io.sluice.clean;

import static io.sluice.testing.LocalSpark.row;
import static io.sluice.testing.LocalSpark.table;
import static io.sluice.testing.LocalSpark.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.stage.ProblemException;
import org.junit.jupiter.api.Test;

final class OtherTableTest {

  @Test
  void isTheTableOfThatName() {
    table("a INT", row(7)).createOrReplaceTempView("other_table_test");
    assertThat(texts(OtherTable.of(table("b INT"), "table", "other_table_test")))
        .containsExactly("[7]");
  }

  @Test
  void anUnknownNameIsAProblemWithTheNearestOne() {
    table("a INT").createOrReplaceTempView("other_table_test");
    assertThatThrownBy(() -> OtherTable.of(table("b INT"), "table", "other_tabel_test"))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "table: read has no table 'other_tabel_test'. Did you mean 'other_table_test'?");
  }
}

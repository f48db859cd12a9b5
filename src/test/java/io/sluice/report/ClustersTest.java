package io.sluice.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.result.Run;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ClustersTest {

  private static Page page(Double silhouette, List<Run.ClusterChoice> choices, Integer suggested) {
    Run.Clustering clustering =
        new Run.Clustering(
            List.of(new Run.ClusterScores("all", 90, 2, silhouette, 10, 40)),
            List.of(
                new Run.Cluster("all", 90, Map.of("<width>", 2.5)),
                new Run.Cluster("0", 60, Map.of("<width>", 1.5))),
            choices,
            suggested);
    return Page.of(Runs.of("job", "clustered", "clustering", clustering));
  }

  @Test
  void showsNumbersOfClustersThatWereTried() {
    List<Run.ClusterChoice> choices =
        List.of(
            new Run.ClusterChoice(1, 40, null, 1.0),
            new Run.ClusterChoice(2, 10, 0.7, 0.4),
            new Run.ClusterChoice(3, 9, 0.5, null));

    Page page = page(0.7, choices, 2);
    assertThat(page.findings())
        .containsExactly("2 clusters that lie well apart: silhouette 0.700 on 90 rows");
    assertThat(page.html())
        .contains("The rows suggest 2 clusters: squares within clusters by their number")
        .contains("Squares within goes from 40 at 1 clusters to 9 at 3.", "75.0%", "66.7%")
        .contains("&lt;width&gt;")
        .doesNotContain("<width>");
    Page none = page(0.3, choices, null);
    assertThat(none.findings())
        .containsExactly("2 clusters that touch one another: silhouette 0.300 on 90 rows");
    assertThat(none.html()).contains("No number of clusters up to 3 stands out");
  }

  @Test
  void saysNoMoreThanIsKnown() {
    assertThat(page(null, List.of(), null).findings()).contains("2 clusters on 90 rows");
    assertThat(page(0.1, List.of(), null).findings())
        .contains("2 clusters that hardly differ: silhouette 0.100 on 90 rows");
  }
}

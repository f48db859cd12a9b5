package io.sluice.report;

import static io.sluice.report.Markup.element;

import io.sluice.result.Run;
import io.sluice.result.Run.Cluster;
import io.sluice.result.Run.ClusterChoice;
import io.sluice.result.Run.ClusterScores;
import io.sluice.result.Run.Clustering;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** How well rows fall into clusters, what these are, and how many there should be. */
final class Clusters {

  private static final int WIDTH = 640;
  private static final int HEIGHT = 220;
  private static final double CLEAR = 0.5;
  private static final double WEAK = 0.25;
  private final Clustering clustering;

  private Clusters(Clustering clustering) {
    this.clustering = clustering;
  }

  static Optional<Chapter> of(Run run) {
    return Optional.ofNullable(run.clustering())
        .map(Clusters::new)
        .map(c -> new Chapter("clusters", "Clusters", c.finding(), c.body()));
  }

  private String finding() {
    ClusterScores last = last();
    String number = Numbers.count(last.clusters(), "cluster");
    String size = " on " + Numbers.count(last.rows(), "row");
    return last.silhouette() == null
        ? number + size
        : number
            + (last.silhouette() >= CLEAR
                ? " that lie well apart"
                : last.silhouette() >= WEAK ? " that touch one another" : " that hardly differ")
            + ": silhouette "
            + Numbers.metric(last.silhouette())
            + size;
  }

  private ClusterScores last() {
    return clustering.scores().get(clustering.scores().size() - 1);
  }

  private Markup body() {
    return Markup.join(choices(), scores(), clusters());
  }

  private Markup choices() {
    List<ClusterChoice> choices = clustering.choices();
    if (choices.isEmpty()) {
      return Markup.NONE;
    }
    String suggested =
        clustering.suggested() == null
            ? "No number of clusters up to %d stands out".formatted(choices.size())
            : "The rows suggest %d clusters".formatted(clustering.suggested());
    DataTable table =
        new DataTable()
            .number("Clusters")
            .number("Squares within")
            .number("f(k)")
            .number("Silhouette");
    for (ClusterChoice choice : choices) {
      table.row(
          Integer.toString(choice.k()),
          Numbers.value(choice.within()),
          Numbers.metric(choice.gain()),
          Numbers.metric(choice.silhouette()));
    }
    return Markup.join(
        Chapter.figure(
            suggested + ": squares within clusters by their number",
            picture("within", "Squares within", ClusterChoice::within)),
        Chapter.figure(
            "Silhouette by the number of clusters",
            picture("silhouette", "Silhouette", ClusterChoice::silhouette)),
        table.markup(),
        element(
            "p.note",
            "The best of three starts of each number. f(k): squares within k clusters by those to"
                + " expect from k - 1 and rows without structure (Pham, Dimov and Nguyen 2005);"
                + " below 0.85 it speaks of clusters, and the least of all is suggested. More"
                + " clusters always lie closer: the squares alone choose none."));
  }

  private Markup picture(String id, String name, Function<ClusterChoice, Double> value) {
    List<ClusterChoice> known =
        clustering.choices().stream().filter(c -> value.apply(c) != null).toList();
    if (known.size() < 2) {
      return Markup.NONE;
    }
    List<Double> x = known.stream().map(c -> (double) c.k()).toList();
    List<Double> y = known.stream().map(value).toList();
    Map<Double, String> ticks = new LinkedHashMap<>();
    clustering.choices().forEach(c -> ticks.put((double) c.k(), Integer.toString(c.k())));
    List<Map<String, Object>> layers = new ArrayList<>();
    layers.add(
        Picture.layer(
            "path", Map.of("x", x, "y", y), Map.of("color", Ink.ACCENT.hex(), "size", 1.4)));
    layers.add(
        Picture.layer(
            "point", Map.of("x", x, "y", y), Map.of("color", Ink.ACCENT.hex(), "size", 3)));
    known.stream()
        .filter(c -> Integer.valueOf(c.k()).equals(clustering.suggested()))
        .forEach(
            c ->
                layers.add(
                    Picture.layer(
                        "point",
                        Map.of("x", List.of((double) c.k()), "y", List.of(value.apply(c))),
                        Map.of("color", Ink.WARM.hex(), "size", 5))));
    return new Picture(
            id,
            WIDTH,
            HEIGHT,
            layers,
            List.of(
                Picture.scale("x", "Clusters", 0.7, clustering.choices().size() + 0.3, ticks),
                Picture.levels("y", name, y, Numbers::value)),
            Picture.UPRIGHT)
        .svg(
            "%s goes from %s at %d clusters to %s at %d."
                .formatted(
                    name,
                    Numbers.value(y.get(0)),
                    known.get(0).k(),
                    Numbers.value(y.get(y.size() - 1)),
                    known.get(known.size() - 1).k()));
  }

  private Markup scores() {
    DataTable table =
        new DataTable()
            .text("Part")
            .number("Rows")
            .number("Clusters")
            .number("Silhouette")
            .number("Squares within")
            .number("Between, of all");
    for (ClusterScores s : clustering.scores()) {
      table.row(
          s.part(),
          Numbers.count(s.rows()),
          Integer.toString(s.clusters()),
          Numbers.metric(s.silhouette()),
          Numbers.value(s.within()),
          s.total() > 0 ? Numbers.percent(1 - s.within() / s.total()) : Numbers.DASH);
    }
    return table.markup();
  }

  private Markup clusters() {
    List<Cluster> clusters = clustering.clusters();
    long rows = clusters.get(0).rows();
    DataTable table =
        new DataTable()
            .text("Cluster", element("small", "of the training rows"))
            .number("Rows")
            .number("Share");
    clusters.get(0).means().keySet().forEach(c -> table.number(element("small", "mean "), c));
    for (Cluster cluster : clusters) {
      List<Object> cells = new ArrayList<>();
      cells.add(cluster.name());
      cells.add(Numbers.count(cluster.rows()));
      cells.add(DataTable.share(Numbers.ratio(cluster.rows(), rows)));
      cluster.means().values().forEach(mean -> cells.add(Numbers.value(mean)));
      table.row(cells.toArray());
    }
    return table.markup();
  }
}

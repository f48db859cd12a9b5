package io.sluice.report;

import static io.sluice.report.Markup.element;

import io.sluice.result.Profile;
import io.sluice.result.Run.ColumnProfile;
import java.util.ArrayList;
import java.util.List;

/** A profile as a page of its own, as {@link Report} is one. */
public final class ProfilePage {

  private ProfilePage() {}

  /** The page. */
  public static String html(Profile profile) {
    String name = profile.table().replaceFirst("/+$", "").replaceFirst("^.*/", "");
    List<Chapter> chapters = new ArrayList<>();
    Changes.chapter(profile.against()).ifPresent(chapters::add);
    ColumnProfiles.of(profile.columns(), "row").ifPresent(chapters::add);
    chapters.addAll(Relations.chapters(profile.explored(), profile.rows()));
    GroupTables.chapter(profile.groups()).ifPresent(chapters::add);
    return HtmlPage.html(
        name + " \u2013 Sluice profile",
        header(profile, name),
        chapters,
        Versions.of(profile.environment()));
  }

  private static Markup header(Profile profile, String name) {
    List<ColumnProfile> columns = profile.columns();
    long cells = columns.stream().mapToLong(ColumnProfile::rows).sum();
    long missing = columns.stream().mapToLong(ColumnProfile::missing).sum();
    List<Markup> figures = new ArrayList<>();
    figures.add(
        Headline.figure(
            "Rows",
            Numbers.count(profile.rows()),
            profile.corrupt() == 0
                ? "all fit"
                : Numbers.count(profile.corrupt()) + " more fit no type"));
    figures.add(
        Headline.figure(
            "Columns",
            Numbers.count(columns.size()),
            profile.nested().isEmpty()
                ? ""
                : Numbers.count(profile.nested().size()) + " nested ones left out"));
    figures.add(
        Headline.figure("Missing", Numbers.share(missing, cells), Numbers.count(missing, "value")));
    figures.add(
        Headline.figure("To look at", Numbers.count(profile.doubtful().size()), "of the columns"));
    return element(
        "header",
        element("p.name", "Table profile"),
        element("h1", name),
        element("p.lead", Texts.capitalised(Doubted.summary(columns)) + "."),
        element("dl.figures", figures),
        element(
            "p.note",
            String.join(
                " \u00b7 ",
                Numbers.minute(profile.made()),
                "took " + Numbers.duration(profile.seconds()),
                profile.table(),
                profile.format())));
  }
}

package io.sluice.sample;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes near copies: the same ticket, sent again with another text. The changes are chosen so that
 * the similarity of the texts (Jaccard, three words) spreads evenly over about 0.4 to 1.
 */
final class Edits {

  private static final double LOWEST = 0.42;
  private static final int LATEST_DAYS = 12;

  /**
   * A near copy and how it was made.
   *
   * @param edits their names, in the order in which they were made
   */
  record Edited(Ticket ticket, List<String> edits) {}

  private final Grammar grammar;
  private final Map<String, String[]> synonyms = synonyms();

  Edits(Grammar grammar) {
    this.grammar = grammar;
  }

  Edited edit(Ticket original, String id, Dice dice) {
    List<String> names = new ArrayList<>();
    Speaker speaker = new Speaker(dice.next(), original.customer(), original.account());
    List<List<String>> text = copy(original.draft().paragraphs());
    double similarity = LOWEST + (1 - LOWEST) * dice.uniform();
    // replacing a share x of the words leaves (1 - x) / (1 + x)
    sentences(text, (1 - similarity) / (1 + similarity), original, speaker, dice, names);
    for (int i = dice.between(names.isEmpty() ? 1 : 0, 2); i > 0; i--) {
      small(text, original, speaker, dice, names);
    }
    Html.Look look = original.look();
    if (dice.chance(0.15)) {
      names.add(look == Html.Look.NONE ? "wrapHtml" : "plainText");
      look = look == Html.Look.NONE ? Html.draw(dice) : Html.Look.NONE;
    }
    String subject = original.subject();
    if (subject != null && dice.chance(0.3)) {
      names.add("subjectRe");
      subject = "Re: " + subject;
    }
    Draft base = original.draft();
    List<Draft.Personal> personal = new ArrayList<>(base.personal());
    speaker.personal().stream().filter(p -> !personal.contains(p)).forEach(personal::add);
    List<String> decoys = new ArrayList<>(base.decoys());
    decoys.addAll(speaker.decoys());
    Draft draft = new Draft(base.paragraphs(), personal, decoys).edited(text);
    long later = original.created() + 60 + dice.below(LATEST_DAYS * 86_400);
    return new Edited(original.sentAgain(id, later, subject, draft, look), List.copyOf(names));
  }

  /** Replaces, drops and adds whole sentences until about this share of the words is changed. */
  private void sentences(
      List<List<String>> text,
      double share,
      Ticket original,
      Speaker speaker,
      Dice dice,
      List<String> names) {
    int all = text.stream().mapToInt(List::size).sum();
    Rule.Deck more = grammar.rule(original.kind().topic().word() + ".more").deck(dice);
    int left = (int) Math.round(share * all);
    for (int tries = 4 * all; left > 0 && tries > 0; tries--) {
      List<String> paragraph = text.get(dice.below(text.size()));
      int at = dice.below(paragraph.size());
      int way = dice.below(4);
      if (paragraph.size() == 1 && all > 2) {
        continue; // a greeting or a name
      }
      if (way == 0 && paragraph.size() > 1) {
        paragraph.remove(at);
        note("dropSentence", names);
      } else if (!more.isEmpty()) {
        String sentence = Manner.of(original.kind().style(), false, more.next(dice, speaker), dice);
        if (way == 1) {
          paragraph.add(at, sentence);
          note("addSentence", names);
        } else {
          paragraph.set(at, sentence);
          note("replaceSentence", names);
        }
      }
      left--;
    }
  }

  private void small(
      List<List<String>> text, Ticket original, Speaker speaker, Dice dice, List<String> names) {
    switch (dice.below(6)) {
      case 0 -> {
        double chance = dice.uniform();
        each(text, s -> Manner.words(s, word -> synonym(word, chance, dice)));
        note("replaceWords", names);
      }
      case 1 -> {
        String style = original.kind().style().word();
        text.add(
            0, new ArrayList<>(List.of(grammar.rule("greeting." + style).text(dice, speaker))));
        note("addGreeting", names);
      }
      case 2 -> {
        boolean loud = dice.chance(0.4);
        each(text, s -> loud ? Manner.upper(s) : Manner.lower(s));
        note("changeCase", names);
      }
      case 3 -> {
        text.add(new ArrayList<>(List.of(grammar.rule("signature.long").text(dice, speaker))));
        note("addSignature", names);
      }
      case 4 -> {
        double share = 0.01 + 0.04 * dice.uniform();
        each(text, s -> Manner.slips(s, share, dice));
        note("typos", names);
      }
      default -> {
        text.add(0, new ArrayList<>(List.of(grammar.rule("again").text(dice, speaker))));
        note("addNote", names);
      }
    }
  }

  private String synonym(String word, double chance, Dice dice) {
    String[] others = synonyms.get(word);
    return others != null && dice.chance(chance) ? dice.pick(others) : word;
  }

  private static void each(
      List<List<String>> text, java.util.function.UnaryOperator<String> change) {
    text.forEach(paragraph -> paragraph.replaceAll(change));
  }

  private static void note(String edit, List<String> names) {
    if (!names.contains(edit)) {
      names.add(edit);
    }
  }

  private static List<List<String>> copy(List<List<String>> paragraphs) {
    List<List<String>> copy = new ArrayList<>();
    paragraphs.forEach(paragraph -> copy.add(new ArrayList<>(paragraph)));
    return copy;
  }

  /** For each word the others of its line. */
  private static Map<String, String[]> synonyms() {
    Map<String, String[]> synonyms = new HashMap<>();
    for (String line : Grammar.resource("synonyms.txt").split("\n", -1)) {
      List<String> words = List.of(line.strip().split(" ", -1));
      if (!line.startsWith("#") && words.size() > 1) {
        words.forEach(
            w ->
                synonyms.putIfAbsent(
                    w, words.stream().filter(o -> !o.equals(w)).toArray(String[]::new)));
      }
    }
    return synonyms;
  }
}

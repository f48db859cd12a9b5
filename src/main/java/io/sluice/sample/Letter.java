package io.sluice.sample;

import io.sluice.sample.Rule.Deck;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Writes the text of one ticket. */
final class Letter {

  private static final String[] PERSONAL = {
    "pii.email",
    "pii.email",
    "pii.email",
    "pii.phone",
    "pii.phone",
    "pii.phone",
    "pii.card",
    "pii.card",
    "pii.iban",
    "pii.ip",
    "pii.ssn"
  };

  private static final int SHORTEST = 60;

  private final Grammar grammar;
  private final Ticket.Case kind;
  private final Speaker speaker;
  private final Dice dice;
  private final boolean careless;
  private final List<List<String>> paragraphs = new ArrayList<>();
  private List<String> paragraph = new ArrayList<>();
  private int length;
  private int paragraphEnd;

  private Letter(Grammar grammar, Ticket.Case kind, Speaker speaker, Dice dice) {
    this.grammar = grammar;
    this.kind = kind;
    this.speaker = speaker;
    this.dice = dice;
    this.careless = dice.chance(0.5);
  }

  static Draft write(
      Grammar grammar, Ticket.Case kind, String channel, Speaker speaker, Dice dice) {
    Letter letter = new Letter(grammar, kind, speaker, dice);
    letter.write(channel.equals("email"));
    return new Draft(letter.paragraphs, speaker.personal(), speaker.decoys());
  }

  /** A line for the top of the ticket. */
  static String subject(Grammar grammar, Ticket.Case kind, Speaker speaker, Dice dice) {
    String text = grammar.rule(kind.topic().word() + ".subject").text(dice, speaker).strip();
    String said = dice.chance(0.7) ? capital(text) : text;
    if (kind.style() == Style.ANGRY && dice.chance(0.4)) {
      said = said.toUpperCase(Locale.ROOT) + "!!";
    }
    return said;
  }

  private void write(boolean mail) {
    int wanted = kind.style().length(dice);
    boolean terse = kind.style() == Style.TERSE;
    if (dice.chance(terse ? 0.25 : kind.style() == Style.ANGRY ? 0.5 : 0.9)) {
      alone(text("greeting." + style()));
    }
    if (!terse && dice.chance(kind.style() == Style.PLAIN ? 0.4 : 0.8)) {
      say("opener." + style());
    }
    say(kind.topic().word() + ".open");
    middle(wanted, planted());
    if (!terse || dice.chance(0.5)) {
      say(kind.topic().word() + ".ask");
    }
    close();
    end(mail);
  }

  /** What is told until the length is reached, what must be said somewhere in between. */
  private void middle(int wanted, List<String> planted) {
    Telling telling = new Telling(grammar, kind, speaker, dice);
    boolean turned = kind.second() == null;
    int end = Math.max(SHORTEST, wanted - (kind.style() == Style.TERSE ? 40 : 150));
    while (length < end) {
      if (!turned && (length > wanted / 2 || telling.isTold())) {
        turned = true;
        telling.turnTo(kind.second());
        turn();
      }
      Optional<String> sentence =
          !planted.isEmpty() && dice.chance(0.12)
              ? Optional.of(planted.remove(planted.size() - 1))
              : telling.next();
      if (sentence.isEmpty()) {
        break;
      }
      add(sentence.get());
    }
    if (!turned) {
      turn();
    }
    planted.forEach(this::add);
  }

  private void turn() {
    close();
    say("second");
    say(kind.second().word() + ".open");
  }

  /** The sentences that carry a fact which the truth table lists. */
  private List<String> planted() {
    List<String> sentences = new ArrayList<>();
    if (dice.chance(0.35)) {
      int most = kind.style() == Style.TERSE ? 1 : dice.chance(0.3) ? 2 : 1;
      int first = dice.below(PERSONAL.length);
      for (int i = 0; i < most; i++) { // the next but two is of another kind
        sentences.add(text(PERSONAL[(first + 3 * i) % PERSONAL.length]));
      }
    }
    if (dice.chance(0.15)) {
      sentences.add(text("decoy"));
    }
    if (kind.threat()) {
      sentences.add(text("threat"));
    }
    if (kind.repeated()) {
      sentences.add(text("repeat"));
    }
    return sentences;
  }

  private void end(boolean mail) {
    if (kind.style() != Style.TERSE || dice.chance(0.3)) {
      alone(text("closing." + style()));
      boolean long_ = mail && dice.chance(0.35);
      alone(text(long_ ? "signature.long" : "signature.short"));
    }
    if (mail && dice.chance(0.08)) {
      alone(text("sent.from"));
    }
    if (mail && dice.chance(0.12)) {
      quote();
    }
  }

  private void quote() {
    alone(text("quote.head"));
    Deck lines = deck("quote.text");
    StringBuilder quoted = new StringBuilder();
    for (int i = dice.between(2, 4); i > 0; i--) {
      quoted.append(quoted.isEmpty() ? "> " : "\n> ").append(lines.next(dice, speaker));
    }
    alone(quoted.toString());
  }

  private void say(String rule) {
    add(text(rule));
  }

  private void add(String sentence) {
    if (paragraph.isEmpty()) {
      paragraphEnd = dice.between(2, 6);
    }
    String said = Manner.of(kind.style(), careless, capital(sentence.strip()), dice);
    paragraph.add(said);
    length += said.length() + 1;
    if (paragraph.size() == paragraphEnd) {
      close();
    }
  }

  private void alone(String text) {
    close();
    paragraphs.add(List.of(text));
    length += text.length() + 2;
  }

  private void close() {
    if (!paragraph.isEmpty()) {
      paragraphs.add(paragraph);
      paragraph = new ArrayList<>();
    }
  }

  private String text(String rule) {
    return grammar.rule(rule).text(dice, speaker);
  }

  private Deck deck(String rule) {
    return grammar.rule(rule).deck(dice);
  }

  private String style() {
    return kind.style().word();
  }

  private static String capital(String text) {
    char first = text.charAt(0);
    return Character.isLowerCase(first) ? Character.toUpperCase(first) + text.substring(1) : text;
  }
}

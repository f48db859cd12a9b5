package io.sluice.sample;

/**
 * Tickets by their number: each follows from the seed and its number alone, so any can be made
 * again at any time and none has to be kept.
 */
final class Tickets {

  /** 2024-01-01T00:00:00Z. */
  private static final long BEGIN = 1_704_067_200L;

  private static final int DIGITS = 10;
  private static final int DAYS = 730;
  private static final int DAY = 86_400;

  private final Grammar grammar;
  private final long seed;

  Tickets(Grammar grammar, long seed) {
    this.grammar = grammar;
    this.seed = seed;
  }

  /** The ticket that this number has if it is an original. */
  Ticket original(long index) {
    Dice dice = Dice.of(seed, index, Dice.Use.TICKET);
    Customer customer = Customer.draw(dice, grammar);
    Ticket.Case kind = Ticket.Case.draw(dice);
    Account account = Account.draw(dice, kind.topic());
    String channel = Levels.CHANNELS.draw(dice);
    boolean marked = channel.equals("email") && dice.chance(0.33);
    Html.Look look = marked ? Html.draw(dice) : Html.Look.NONE;
    double probability = Escalation.probability(kind, account);
    boolean escalated = dice.chance(probability);
    long created = created(dice);
    Speaker speaker = new Speaker(dice.next(), customer, account);
    String subject = subject(kind, channel, speaker, dice);
    Dice words = Dice.of(seed, index, Dice.Use.LETTER);
    Draft draft = Letter.write(grammar, kind, channel, speaker, words);
    Integer csat = csat(kind, escalated, dice);
    return new Ticket(
        id(index),
        created,
        customer,
        account,
        kind,
        channel,
        look,
        subject,
        draft,
        probability,
        escalated,
        csat);
  }

  static String id(long index) {
    String number = Long.toString(index + 1);
    return "T" + "0".repeat(Math.max(0, DIGITS - number.length())) + number;
  }

  /** More in the evening than at night. */
  private static long created(Dice dice) {
    long day = dice.below(DAYS);
    int hour = (int) (16 + 4.5 * dice.normal() + 48) % 24;
    return BEGIN + day * DAY + hour * 3600L + dice.below(3600);
  }

  private String subject(Ticket.Case kind, String channel, Speaker speaker, Dice dice) {
    if (dice.chance(channel.equals("chat") || channel.equals("phone") ? 0.5 : 0.03)) {
      return null;
    }
    String text = Letter.subject(grammar, kind, speaker, dice);
    return dice.chance(0.05) ? "Re: " + text : text;
  }

  /** Asked of all, answered by those who have something to say. */
  private static Integer csat(Ticket.Case kind, boolean escalated, Dice dice) {
    boolean angry = kind.style() == Style.ANGRY;
    double mean = 4.0 - (escalated ? 1.6 : 0) - (angry ? 0.8 : 0);
    int answer = (int) Math.max(1, Math.min(5, Math.round(mean + dice.normal())));
    boolean extreme = answer == 1 || answer == 5;
    return dice.chance(extreme ? 0.35 : 0.2) ? answer : null;
  }
}

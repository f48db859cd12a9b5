package io.sluice.sample;

/**
 * A ticket as it would be in a perfect table.
 *
 * @param created seconds since 1970
 * @param subject null where there is none
 * @param look of the body
 * @param probability with which such a ticket is escalated
 * @param csat the answer of the customer who was asked at the end, from 1 to 5; null without one
 */
record Ticket(
    String id,
    long created,
    Customer customer,
    Account account,
    Case kind,
    String channel,
    Html.Look look,
    String subject,
    Draft draft,
    double probability,
    boolean escalated,
    Integer csat) {

  /**
   * What the text is to say.
   *
   * @param second another topic that the text touches, or null
   * @param repeated the customer says that this is not the first ticket
   * @param threat the customer threatens with a bank, a lawyer or an office
   */
  record Case(Topic topic, Topic second, Style style, boolean repeated, boolean threat) {

    static Case draw(Dice dice) {
      Topic topic = Topic.draw(dice);
      Style style = Style.draw(dice);
      boolean two = dice.chance(style == Style.RAMBLING ? 0.5 : style == Style.TERSE ? 0 : 0.1);
      boolean angry = style == Style.ANGRY;
      return new Case(
          topic,
          two ? topic.other(dice) : null,
          style,
          dice.chance(angry ? 0.3 : 0.1),
          dice.chance(angry ? 0.3 : 0.04));
    }
  }

  /** The same case, sent again later with another text. */
  Ticket sentAgain(String newId, long later, String newSubject, Draft text, Html.Look newLook) {
    return new Ticket(
        newId,
        later,
        customer,
        account,
        kind,
        newLook == Html.Look.NONE ? channel : "email",
        newLook,
        newSubject,
        text,
        probability,
        escalated,
        csat);
  }
}

package io.sluice.sample;

import java.util.ArrayList;
import java.util.List;

/**
 * A ticket as it stands in the raw table: what came through of it, and what went wrong on the way.
 */
final class Observed {

  private static final double SENTINEL_TENURE = 999;
  private static final int MINUTES_A_MONTH = 43_200;

  private final Ticket ticket;
  private final Dice dice;
  private final List<Fault> faults = new ArrayList<>();

  final Dates.Format format;
  final String created;
  final String name;
  final String email;
  final String phone;
  final String card;
  final String product;
  final String plan;
  final String region;
  final Double tenureMonths;
  final Double monthlySpend;
  final Double minutesWatched;
  final Double errorsLastWeek;
  final String body;

  /** The order of the fields is the order of the draws. */
  Observed(Ticket ticket, Dice dice) {
    this.ticket = ticket;
    this.dice = dice;
    Account account = ticket.account();
    boolean free = account.plan().equals("free");
    boolean spoken = ticket.channel().equals("chat") || ticket.channel().equals("phone");
    this.format = Dates.Format.draw(dice);
    this.created = created();
    this.name = orMissing("name", ticket.customer().name(), 0.005);
    this.email = email();
    this.phone = orMissing("phone", ticket.customer().phone(), 0.2);
    this.card =
        free && lost("card_number", 0.8, "missingByPlan")
            ? null
            : orMissing(
                "card_number", Identifiers.writtenCard(ticket.customer().card(), dice), 0.3);
    this.product = spelled("product", account.product(), 0.03);
    this.plan = orMissing("plan", account.plan(), 0.02);
    this.region =
        lost("region", 0.01, "missing") ? null : spelled("region", account.region(), 0.08);
    this.tenureMonths = tenure(account.tenureMonths());
    this.monthlySpend = spend(account.monthlySpend());
    this.minutesWatched =
        free && lost("minutes_watched", 0.16, "missingByPlan")
            ? null
            : minutes(account.minutesWatched());
    this.errorsLastWeek =
        spoken && lost("errors_last_week", 0.25, "missingByChannel")
            ? null
            : orMissing("errors_last_week", (double) account.errorsLastWeek(), 0.03);
    this.body = Html.render(ticket.draft(), ticket.look());
  }

  Ticket ticket() {
    return ticket;
  }

  List<Fault> faults() {
    return faults;
  }

  private String created() {
    if (has("created", 0.004, "impossible")) {
      return Dates.impossible(ticket.created(), format, dice);
    }
    if (Dates.isAmbiguous(ticket.created(), format)) {
      faults.add(new Fault("created", "ambiguous"));
    }
    return Dates.write(ticket.created(), format);
  }

  private String email() {
    String right = ticket.customer().email();
    if (lost("email", 0.03, "missing")) {
      return null;
    }
    if (has("email", 0.015, "malformed")) {
      return dice.pick(
          new String[] {
            right.replace("@", " at "), right.replace("@", ""), right.replace(".", ","), right + "@"
          });
    }
    return right;
  }

  private String spelled(String column, String value, double rate) {
    if (!dice.chance(rate)) {
      return value;
    }
    Spelling.Stray stray = Spelling.of(value, dice);
    faults.add(new Fault(column, stray.fault()));
    return stray.text();
  }

  private Double tenure(int months) {
    if (lost("tenure_months", 0.03, "missing")) {
      return null;
    }
    return has("tenure_months", 0.004, "sentinel") ? SENTINEL_TENURE : (double) months;
  }

  private Double spend(double dollars) {
    if (lost("monthly_spend", 0.04, "missing")) {
      return null;
    }
    if (has("monthly_spend", 0.005, "sentinel")) {
      return -1.0;
    }
    boolean cents = dollars > 0 && has("monthly_spend", 0.006, "cents");
    return cents ? Math.round(dollars * 100) : dollars;
  }

  private Double minutes(int minutes) {
    if (lost("minutes_watched", 0.03, "missing")) {
      return null;
    }
    if (has("minutes_watched", 0.01, "sentinel")) {
      return dice.chance(0.5) ? -1.0 : -999.0;
    }
    if (has("minutes_watched", 0.005, "outlier")) {
      return (double) MINUTES_A_MONTH * dice.between(2, 50) + minutes;
    }
    if (minutes > 0 && has("minutes_watched", 0.015, "hours")) {
      return Math.round(minutes / 60.0 * 10_000) / 10_000.0;
    }
    boolean seconds = minutes > 0 && has("minutes_watched", 0.015, "seconds");
    return seconds ? minutes * 60.0 : minutes;
  }

  private <T> T orMissing(String column, T value, double rate) {
    return lost(column, rate, "missing") ? null : value;
  }

  private boolean lost(String column, double rate, String fault) {
    return has(column, rate, fault);
  }

  private boolean has(String column, double rate, String fault) {
    boolean hit = dice.chance(rate);
    if (hit) {
      faults.add(new Fault(column, fault));
    }
    return hit;
  }
}

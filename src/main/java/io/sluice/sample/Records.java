package io.sluice.sample;

import java.io.IOException;
import java.time.Instant;

/** The columns of the three tables. docs/sample.md describes them. */
final class Records {

  private Records() {}

  static void ticket(Entry entry, Lines line) throws IOException {
    Observed row = entry.observed();
    Ticket ticket = row.ticket();
    line.text("ticket_id", ticket.id());
    line.text("created", row.created);
    line.text("name", row.name);
    line.text("email", row.email);
    line.text("phone", row.phone);
    line.text("card_number", row.card);
    line.text("product", row.product);
    line.text("plan", row.plan);
    line.text("region", row.region);
    line.number("tenure_months", row.tenureMonths);
    line.number("monthly_spend", row.monthlySpend);
    line.number("minutes_watched", row.minutesWatched);
    line.number("errors_last_week", row.errorsLastWeek);
    line.text("channel", ticket.channel());
    line.text("subject", ticket.subject());
    line.text("body", row.body);
    line.number("csat", ticket.csat() == null ? null : Double.valueOf(ticket.csat()));
    line.flag("escalated", ticket.escalated());
  }

  static void truth(Entry entry, Lines line) throws IOException {
    Observed row = entry.observed();
    Ticket ticket = row.ticket();
    Account account = ticket.account();
    Ticket.Case kind = ticket.kind();
    line.number("line", entry.index() + 1);
    line.text("ticket_id", ticket.id());
    line.text("cluster", entry.cluster());
    line.text("kind", entry.kind().word());
    line.texts("edits", entry.edits());
    line.number("words_changed", rounded(entry.wordsChanged()));
    line.number("similarity", rounded(entry.similarity()));
    line.text(
        "corruption", entry.corruption() == Corruption.NONE ? null : entry.corruption().word());
    line.beginPairs("faults");
    for (Fault fault : row.faults()) {
      line.pair("column", fault.column(), "fault", fault.name());
    }
    line.endPairs();
    line.text("true_created", Instant.ofEpochSecond(ticket.created()).toString());
    line.text("created_format", row.format.word());
    line.text("true_email", ticket.customer().email());
    line.text("true_product", account.product());
    line.text("true_plan", account.plan());
    line.text("true_region", account.region());
    line.number("true_tenure_months", account.tenureMonths());
    line.number("true_monthly_spend", Double.valueOf(account.monthlySpend()));
    line.number("true_minutes_watched", account.minutesWatched());
    line.number("true_errors_last_week", account.errorsLastWeek());
    line.text("topic", kind.topic().word());
    line.text("second_topic", kind.second() == null ? null : kind.second().word());
    line.text("style", kind.style().word());
    line.flag("repeated", kind.repeated());
    line.flag("threat", kind.threat());
    line.flag("html", ticket.look() != Html.Look.NONE);
    line.number("escalated_probability", rounded(ticket.probability()));
    line.beginPairs("pii");
    for (Draft.Personal personal : ticket.draft().personal()) {
      line.pair("kind", personal.kind(), "text", personal.text());
    }
    line.endPairs();
    line.texts("decoys", ticket.draft().decoys());
  }

  static void annotation(String ticket, Annotator annotator, Topic topic, Lines line)
      throws IOException {
    line.text("ticket_id", ticket);
    line.text("annotator", annotator.word());
    line.text("topic", topic.word());
  }

  private static Double rounded(double share) {
    return Math.round(share * 10_000) / 10_000.0;
  }
}

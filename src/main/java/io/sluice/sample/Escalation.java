package io.sluice.sample;

/**
 * The model behind the label: a logistic regression over what the text says and over numbers of the
 * account. The coefficients are in docs/sample.md too.
 */
final class Escalation {

  private static final double INTERCEPT = -3.4;
  private static final double REPEATED = 1.4;
  private static final double THREAT = 1.9;
  private static final double ERROR = 0.3;
  private static final int MOST_ERRORS = 8;
  private static final double DOLLAR = 0.05;
  private static final double MOST_DOLLARS = 40;
  private static final double MONTH = -0.012;

  private Escalation() {}

  static double probability(Ticket.Case kind, Account account) {
    double z =
        INTERCEPT
            + kind.topic().urgency()
            + kind.style().heat()
            + (kind.repeated() ? REPEATED : 0)
            + (kind.threat() ? THREAT : 0)
            + ERROR * Math.min(account.errorsLastWeek(), MOST_ERRORS)
            + DOLLAR * Math.min(account.monthlySpend(), MOST_DOLLARS)
            + MONTH * account.tenureMonths();
    return 1 / (1 + StrictMath.exp(-z));
  }
}

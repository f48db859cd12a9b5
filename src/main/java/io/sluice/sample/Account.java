package io.sluice.sample;

/**
 * What the service knows of a customer.
 *
 * @param tenureMonths months since the customer joined
 * @param monthlySpend of the last month, in dollars
 * @param minutesWatched in the last 30 days
 * @param errorsLastWeek errors that the customer's devices reported
 */
record Account(
    String product,
    String plan,
    String region,
    int tenureMonths,
    double monthlySpend,
    int minutesWatched,
    int errorsLastWeek) {

  private static final int MINUTES_A_MONTH = 43_200;

  static Account draw(Dice dice, Topic topic) {
    String product = Levels.PRODUCTS.draw(dice);
    String plan = Levels.PLANS.draw(dice);
    String region = Levels.REGIONS.draw(dice);
    int tenure = (int) Math.min(140, -26 * StrictMath.log(1 - dice.uniform()));
    return new Account(
        product,
        plan,
        region,
        tenure,
        spend(plan, dice),
        minutes(plan, dice),
        dice.poisson(errors(topic)));
  }

  private static double spend(String plan, Dice dice) {
    double base =
        switch (plan) {
          case "free" -> 0;
          case "basic" -> 7.99;
          case "standard" -> 11.99;
          case "premium" -> 16.99;
          default -> 19.99;
        };
    double extras = dice.chance(0.35) ? dice.logNormal(6, 0.7) : 0;
    return Math.round((base + extras) * 100) / 100.0;
  }

  private static int minutes(String plan, Dice dice) {
    if (dice.chance(0.04)) {
      return 0;
    }
    double median = plan.equals("free") ? 320 : plan.equals("family") ? 2600 : 1100;
    return (int) Math.min(MINUTES_A_MONTH, 1 + dice.logNormal(median, 0.8));
  }

  private static double errors(Topic topic) {
    return switch (topic) {
      case PLAYBACK -> 4.5;
      case DEVICE -> 3.5;
      case DOWNLOAD -> 2.5;
      case LOGIN -> 1.8;
      default -> 0.7;
    };
  }
}

package io.sluice.sample;

/** Categories and how often each occurs. */
final class Levels {

  static final Levels PRODUCTS =
      new Levels(
          new String[] {
            "Wavelark TV", "Wavelark Kids", "Wavelark Sport", "Wavelark Radio", "Wavelark Classics"
          },
          0.62,
          0.14,
          0.155,
          0.08,
          0.005);

  static final Levels PLANS =
      new Levels(
          new String[] {"free", "basic", "standard", "premium", "family"},
          0.18,
          0.24,
          0.30,
          0.12,
          0.16);

  static final Levels REGIONS =
      new Levels(
          new String[] {
            "North America",
            "Western Europe",
            "Nordics",
            "Eastern Europe",
            "Latin America",
            "South Asia",
            "East Asia",
            "Oceania",
            "Middle East",
            "Southern Africa",
            "Caribbean",
            "Pacific Islands"
          },
          0.26,
          0.21,
          0.08,
          0.09,
          0.10,
          0.09,
          0.07,
          0.045,
          0.03,
          0.018,
          0.005,
          0.002);

  static final Levels CHANNELS =
      new Levels(
          new String[] {"email", "web", "app", "chat", "phone"}, 0.42, 0.24, 0.15, 0.12, 0.07);

  private final String[] names;
  private final double[] shares;

  private Levels(String[] names, double... shares) {
    this.names = names;
    this.shares = shares;
  }

  String draw(Dice dice) {
    double left = dice.uniform();
    for (int i = 0; i < shares.length; i++) {
      left -= shares[i];
      if (left < 0) {
        return names[i];
      }
    }
    return names[0];
  }
}

package io.sluice.sample;

/** What a grammar does not know: the values of the one ticket that it writes. */
interface Facts {

  /** For rules that need no facts, such as names. */
  Facts NONE =
      new Facts() {
        @Override
        public long key() {
          return 0;
        }

        @Override
        public void write(String fact, Dice dice, StringBuilder out) {
          throw new IllegalStateException("no fact '" + fact + "' here");
        }
      };

  /** Decides which line of a rule {@code my.*} this ticket uses. */
  long key();

  /** Writes the value of a fact. */
  void write(String fact, Dice dice, StringBuilder out);
}

package io.sluice.sample;

import java.util.ArrayList;
import java.util.List;

/** The facts of one ticket, and a note of the personal data that its text has used. */
final class Speaker implements Facts {

  private final long key;
  private final Customer customer;
  private final Account account;
  private final List<Draft.Personal> personal = new ArrayList<>();
  private final List<String> decoys = new ArrayList<>();

  Speaker(long key, Customer customer, Account account) {
    this.key = key;
    this.customer = customer;
    this.account = account;
  }

  @Override
  public long key() {
    return key;
  }

  List<Draft.Personal> personal() {
    return List.copyOf(personal);
  }

  List<String> decoys() {
    return List.copyOf(decoys);
  }

  @Override
  public void write(String fact, Dice dice, StringBuilder out) {
    out.append(
        switch (fact) {
          case "product" -> account.product();
          case "plan" -> account.plan();
          case "first" -> customer.first();
          case "name" -> customer.name();
          case "email" ->
              noted("email", dice.chance(0.7) ? customer.email() : customer.otherEmail(dice));
          case "phone" ->
              noted("phone", dice.chance(0.6) ? customer.phone() : Identifiers.phone(dice));
          case "card" -> noted("card", Identifiers.writtenCard(customer.card(), dice));
          case "iban" -> noted("iban", Identifiers.iban(dice));
          case "ip" -> noted("ip", Identifiers.ip(dice));
          case "ssn" -> noted("national_id", Identifiers.nationalId(dice));
          case "reference" -> decoy(Identifiers.reference(dice));
          case "version4" -> decoy(Identifiers.version(dice));
          default -> throw new IllegalStateException("no fact '" + fact + "'");
        });
  }

  private String noted(String kind, String text) {
    Draft.Personal found = new Draft.Personal(kind, text);
    if (!personal.contains(found)) {
      personal.add(found);
    }
    return text;
  }

  private String decoy(String text) {
    decoys.add(text);
    return text;
  }
}

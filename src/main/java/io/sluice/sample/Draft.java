package io.sluice.sample;

import java.util.List;

/**
 * The text of a ticket before any markup.
 *
 * @param paragraphs each its sentences
 * @param personal the personal data in it
 * @param decoys what looks like personal data and is not
 */
record Draft(List<List<String>> paragraphs, List<Personal> personal, List<String> decoys) {

  /**
   * A piece of personal data.
   *
   * @param kind email, phone, card, iban, ip or national_id
   * @param text as it stands in the body
   */
  record Personal(String kind, String text) {}

  /** Paragraphs parted by an empty line. */
  String plain() {
    StringBuilder out = new StringBuilder();
    for (List<String> paragraph : paragraphs) {
      if (!out.isEmpty()) {
        out.append("\n\n");
      }
      out.append(String.join(" ", paragraph));
    }
    return out.toString();
  }

  /** Another text, with what is still in it of the personal data. */
  Draft edited(List<List<String>> changed) {
    String text = new Draft(changed, List.of(), List.of()).plain();
    return new Draft(
        changed,
        personal.stream().filter(p -> text.contains(p.text())).toList(),
        decoys.stream().filter(text::contains).toList());
  }
}

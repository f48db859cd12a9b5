package io.sluice.clean.pii;

import java.io.Serializable;

/**
 * Finds one way in which an entity is written, and knows what may be told of a value. Looks at a
 * bounded stretch of text, so that a scan takes time linear in its length.
 */
abstract class Finder implements Serializable {

  private static final long serialVersionUID = 1L;

  abstract Entity entity();

  /**
   * Whether a value may begin with this character, before which no letter, digit or underscore
   * stands.
   */
  abstract boolean begins(char c);

  /** The longest value that begins here, or null. */
  abstract Span at(String text, int i);

  /** One spelling for all ways to write the value. */
  abstract String canonical(String value);

  /** What is left of the value when only a group that it belongs to may be told; may be empty. */
  abstract String group(String value);

  final Span span(int start, int end) {
    return new Span(start, end, this);
  }
}

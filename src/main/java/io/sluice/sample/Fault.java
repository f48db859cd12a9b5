package io.sluice.sample;

/**
 * Something wrong in a row that was put there on purpose.
 *
 * @param column where
 * @param name what, such as hours or missing
 */
record Fault(String column, String name) {}

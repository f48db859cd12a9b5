/**
 * Data to try things on: tables that are made up, with a truth table that says what is wrong in
 * them. Beside the sections of a job; imports nothing of ours but {@code stage}, and nothing of
 * Spark.
 */
package io.sluice.sample;

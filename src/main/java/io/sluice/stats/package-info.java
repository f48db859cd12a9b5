/** Kernel: mergeable summaries of a table, made in one pass over its rows. */
package io.sluice.stats;

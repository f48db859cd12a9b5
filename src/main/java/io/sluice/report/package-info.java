/** The end of every job: one self-contained HTML page from what happened in a run. */
package io.sluice.report;

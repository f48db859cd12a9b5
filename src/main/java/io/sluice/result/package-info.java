/** Kernel: plain records of what happened in a run, which become run.json and the report. */
package io.sluice.result;

/** The job file: YAML to records, checked whole before any row is read, run section by section. */
package io.sluice.job;

/** Section of a job, exam domain 3: a search for the best settings, by cross-validation. */
package io.sluice.tune;

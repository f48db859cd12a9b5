/** Section 7 of a job, exam domain 3: how good the model is, on rows that it never saw. */
package io.sluice.evaluate;

/** Section 4 of a job, exam domain 3: rows for training, for choosing and for judging. */
package io.sluice.split;

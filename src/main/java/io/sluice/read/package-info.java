/** Section 1 of a job, exam domain 1: tables in, with every row that does not fit accounted for. */
package io.sluice.read;

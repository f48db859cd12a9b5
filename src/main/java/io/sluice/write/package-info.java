/** Section 10 of a job, exam domain 1: tables and models out, whole or not at all. */
package io.sluice.write;

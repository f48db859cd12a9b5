/**
 * Part of section 2 of a job, exam domain 2: finds texts that are nearly the same, by MinHash, and
 * what belongs together because of that.
 */
package io.sluice.clean.near;

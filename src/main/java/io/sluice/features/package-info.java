/**
 * Section 5 of a job, exam domain 2: what is learned from the training rows, and rewrites columns.
 */
package io.sluice.features;

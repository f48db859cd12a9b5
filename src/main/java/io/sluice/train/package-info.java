/**
 * Section 6 of a job, exam domain 3: a model, learned by an algorithm of spark.ml or of this
 * package.
 */
package io.sluice.train;

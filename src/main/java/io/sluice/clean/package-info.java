/**
 * Section 2 of a job, exam domains 1 and 2: steps that may drop, add or repair rows. They are no
 * pipeline stages, so that none can end up in a saved model.
 */
package io.sluice.clean;

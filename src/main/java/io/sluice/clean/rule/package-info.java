/**
 * Rules of the step {@code check} in section 2 of a job, exam domains 1 and 2: one class a rule.
 */
package io.sluice.clean.rule;

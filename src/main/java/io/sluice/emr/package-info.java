/**
 * What a user submits to run a job on EMR, and the policies that it needs there; no call of AWS.
 */
package io.sluice.emr;

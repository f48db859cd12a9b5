/**
 * Kernel: what every step of a job shares: settings from YAML, the choice of columns, problems with
 * their place and remedy.
 */
package io.sluice.stage;

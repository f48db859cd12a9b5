/** Part of section 2: finds personal data in texts by pattern and check digits, and masks it. */
package io.sluice.clean.pii;

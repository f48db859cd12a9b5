/** What the columns of a table hold and what of it deserves a look, exam domain 2. */
package io.sluice.explore;

/** The exercises of each lesson: what is right, what to say of what is not, hints. */
package io.sluice.learn.lessons;

/**
 * The course: lessons in Markdown whose cells of Java run in this process, in Jupyter, as a page or
 * in a test, and exercises that check themselves.
 */
package io.sluice.learn;

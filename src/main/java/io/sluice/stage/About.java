package io.sluice.stage;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What {@code sluice steps} and {@code docs/steps.md} say of a step or section. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface About {

  /** One sentence: what it does. */
  String value();

  /** What it does to rows: "keeps every row", or which rows go. */
  String rows();

  /** Its YAML in a job, as it would stand there. */
  String example();

  /** What else to know before using it; lines, or nothing. */
  String notes() default "";
}

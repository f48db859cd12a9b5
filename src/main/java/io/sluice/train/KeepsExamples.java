package io.sluice.train;

/** A model that keeps training rows, which are saved beside its Params. */
interface KeepsExamples {

  /** Takes the examples that the model is made of. */
  void keep(Examples examples);
}

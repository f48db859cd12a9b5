package io.sluice.features;

import io.sluice.stage.ProblemException;
import java.io.Serializable;
import java.util.Collection;
import java.util.TreeMap;
import org.apache.spark.unsafe.types.UTF8String;

/** The moments of the slots of vectors, for each class of a label. */
final class ClassMoments implements Serializable {

  private static final int MAX_CLASSES = 1000;

  private final TreeMap<UTF8String, SlotMoments> classes = new TreeMap<>();
  private int size = -1;

  /** Adds the vector of a row of this class. */
  void add(UTF8String label, Cells cells) {
    SlotMoments moments = classes.get(label);
    if (moments == null) {
      moments = add(label.clone(), cells.size());
    }
    moments.add(cells);
  }

  private SlotMoments add(UTF8String label, int slots) {
    if (classes.size() == MAX_CLASSES) {
      throw ProblemException.inData(
          "the label has over %d classes. Use labelType: number, or another label."
              .formatted(MAX_CLASSES));
    }
    size = Cells.sameSize(size, slots);
    SlotMoments.requireFew(size, classes.size() + 1);
    SlotMoments moments = new SlotMoments();
    classes.put(label, moments);
    return moments;
  }

  void merge(ClassMoments other) {
    other.classes.forEach(
        (label, moments) -> {
          SlotMoments its = classes.get(label);
          (its == null ? add(label, moments.size()) : its).merge(moments);
        });
  }

  /** The moments of each class that rows have, in the order of their labels. */
  Collection<SlotMoments> classes() {
    return classes.values();
  }

  /** Number of slots; -1 of no vectors. */
  int size() {
    return size;
  }

  /** Number of vectors. */
  long rows() {
    return classes.values().stream().mapToLong(SlotMoments::rows).sum();
  }

  /** One-way analysis of variance of each slot between the classes, as scikit-learn's f_classif. */
  Scores scores() {
    double between = classes.size() - 1.0;
    double within = rows() - classes.size();
    double[] f = new double[size];
    for (int slot = 0; slot < size; slot++) {
      double rows = 0;
      double mean = 0;
      double inside = 0;
      double outside = 0;
      for (SlotMoments m : classes.values()) {
        rows += m.rows();
        double share = m.rows() / rows;
        double delta = m.mean(slot) - mean;
        outside += delta * (delta * ((rows - m.rows()) * share)); // exactly 0 of a constant
        mean += delta * share;
        inside += m.squares(slot);
      }
      f[slot] = Scores.ratio(outside / between, inside / within);
    }
    return Scores.of(f, between, within);
  }
}

package io.sluice.explore;

import io.sluice.result.Explored.Inflation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/**
 * How well each column of numbers follows from all others, from their correlations: variance
 * inflation factors (Marquardt 1970), as R's car::vif has them of rows that have all. Where values
 * are missing, each correlation is of the rows that have both.
 */
final class Inflations {

  /** Directions with less of the variance than this are none. */
  private static final double NOTHING = 1e-10;

  private Inflations() {}

  /**
   * The columns, that which follows best from the others first; none of fewer than two.
   *
   * @param r the correlations, 1 on the diagonal
   */
  static List<Inflation> of(List<String> columns, double[][] r) {
    List<Inflation> inflations = new ArrayList<>();
    for (int i = 0; columns.size() > 1 && i < columns.size(); i++) {
      inflations.add(new Inflation(columns.get(i), determined(r, i)));
    }
    inflations.sort(Comparator.comparingDouble(Inflation::determined).reversed());
    return List.copyOf(inflations);
  }

  /**
   * By the pseudo-inverse of the others' correlations, as the others may follow from each other.
   */
  private static double determined(double[][] r, int column) {
    int others = r.length - 1;
    RealMatrix among = new Array2DRowRealMatrix(others, others);
    double[] with = new double[others];
    for (int i = 0; i < others; i++) {
      int of = i < column ? i : i + 1;
      with[i] = r[column][of];
      for (int j = 0; j < others; j++) {
        among.setEntry(i, j, r[of][j < column ? j : j + 1]);
      }
    }
    EigenDecomposition directions = new EigenDecomposition(among);
    double determined = 0;
    for (int i = 0; i < others; i++) {
      double variance = directions.getRealEigenvalue(i);
      if (variance > NOTHING) {
        RealVector direction = directions.getEigenvector(i);
        double along = 0;
        for (int j = 0; j < others; j++) {
          along += direction.getEntry(j) * with[j];
        }
        determined += along * along / variance;
      }
    }
    return determined > 1 - NOTHING ? 1 : determined;
  }
}

package io.sluice.report;

import java.util.Locale;

/**
 * A metric as a reader knows it.
 *
 * @param title its usual name
 * @param gloss what it says, in a few words; empty where it is not known here
 */
record MetricName(String title, String gloss) {

  static final String AUC_ROC = "AUC-ROC";
  static final String ACCURACY = "Accuracy";
  static final String MACRO_F1 = "Macro F1";
  static final String PRECISION = "Precision";
  static final String RECALL = "Recall";
  static final String RMSE = "RMSE";
  static final String MAE = "MAE";
  static final String R2 = "R\u00b2";

  /** The metric of a run's record, in whichever spelling: {@code areaUnderROC}, {@code auc-roc}. */
  static MetricName of(String name) {
    String plain = Texts.orEmpty(name).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9\u00b2]", "");
    return switch (plain) {
      case "areaunderroc", "aucroc", "rocauc", "auc" ->
          new MetricName(AUC_ROC, "pairs ranked in the right order");
      case "areaunderpr", "aucpr", "prauc" ->
          new MetricName("AUC-PR", "precision, averaged over recall by trapezoids, as MLlib");
      case "averageprecision" ->
          new MetricName("Average precision", "the same by steps, as scikit-learn");
      case "mcc", "matthewscorrelation" ->
          new MetricName("MCC", "correlation of truth and prediction, from -1 to 1");
      case "accuracy" -> new MetricName(ACCURACY, "rows predicted right");
      case "balancedaccuracy" -> new MetricName("Balanced accuracy", "mean recall of the classes");
      case "precision" -> new MetricName(PRECISION, "alarms that are right");
      case "recall", "truepositiverate", "sensitivity" ->
          new MetricName(RECALL, "positive rows that are found");
      case "specificity", "truenegativerate" ->
          new MetricName("Specificity", "negative rows without an alarm");
      case "f1", "f1score", "fmeasure" -> new MetricName("F1", "between precision and recall");
      case "f2" -> new MetricName("F2", "the same, recall counts twice as much");
      case "f05" -> new MetricName("F0.5", "the same, recall counts half as much");
      case "macroprecision" -> new MetricName("Macro precision", "mean precision of the classes");
      case "macrorecall" -> new MetricName("Macro recall", "mean recall of the classes");
      case "macrof1" -> new MetricName(MACRO_F1, "mean F1 of the classes");
      case "weightedprecision" ->
          new MetricName("Weighted precision", "precision of the classes, each by its rows");
      case "weightedf1" -> new MetricName("Weighted F1", "F1 of the classes, each by its rows");
      case "kappa" -> new MetricName("Kappa", "agreement beyond that of chance");
      case "logloss" -> new MetricName("Log loss", "surprise at the truth; less is better");
      case "brier", "brierscore" ->
          new MetricName("Brier score", "squared error of the probability; less is better");
      case "rmse", "rootmeansquarederror" ->
          new MetricName(RMSE, "typical error, large ones weigh more; less is better");
      case "mse", "meansquarederror" -> new MetricName("MSE", "squared error; less is better");
      case "mae", "meanabsoluteerror" -> new MetricName(MAE, "mean error; less is better");
      case "mape", "meanabsolutepercentageerror" ->
          new MetricName("MAPE", "mean error as a share of the label; less is better");
      case "r2", "r\u00b2" -> new MetricName(R2, "share of the variance explained");
      default -> new MetricName(Texts.orEmpty(name), "");
    };
  }
}

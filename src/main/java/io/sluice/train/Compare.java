package io.sluice.train;

import io.sluice.stage.About;
import io.sluice.stage.Settings;

/**
 * Section {@code compare}: each key is the name of a variant, which holds what {@code train} may
 * hold, or other values of settings of the algorithm and of feature steps. A variant learns from
 * the same training rows as the model of {@code train} and is judged on the same rows. No model of
 * a variant is kept.
 */
@About(
    value =
        "Trains variants of the job and says whether one is better on the same rows, or chance.",
    rows = "keeps every row",
    example =
        "compare: {forest: {RandomForestClassifier: {numTrees: 50}}, rule: {BaselineClassifier:"
            + " {}}}",
    notes =
        """
        Each key is the name of a variant, and holds what train may hold, or other values of
        settings, by step and name as in tune: {hash.numFeatures: 4096}. Features are learned once
        for all variants that change none of their settings, and anew for each other one.
        All are compared on the last part of the split, by aucRoc of two classes, accuracy of
        several, rmse of numbers. Samples of these rows are drawn for all variants alike (paired
        bootstrap); of classes, the rows that one of two models alone predicts right are counted
        too (McNemar). All p-values are corrected for the number of pairs (Holm).
        The model of train is the one that is kept. Who chooses another one by this comparison has
        chosen on test rows: judge it once more on rows that are newer.\
        """)
public final class Compare extends Settings {}

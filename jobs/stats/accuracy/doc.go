// Package accuracy says how good forecasts were, and makes of scores
// probabilities that come true as often as they say.
//
//	auc, ok := accuracy.AUC(score, stopped)        // and its nine sisters
//	low, high := accuracy.Wilson(27, 40, accuracy.Z95)
//	low, high = accuracy.Bootstrap(n, 1000, seed, func(sample []int32) (float64, bool) { ... })
//	curve := accuracy.FitIsotonic(score, stopped, nil)
//
// Of all measures: predictions and truths stand row by row; slices of different
// lengths are a mistake in the program and panic. ok is false where the measure
// has no meaning (no rows, one class only, a NaN among the inputs, a result that
// is not finite); the value is 0 then, so that nothing that is not a number gets
// into a file. Truths of yes and no are 1 and 0.
//
// No measure is the one that counts. A churn score is judged by AUC (is the order
// right?) and by Brier and log loss (are the figures right?); amounts by MAE and
// RMSE, but also by Bias, since a wholesaler adds them up.
//
// It knows no customers, no clock and no shared randomness: sums run in the
// order of the rows, ties count half, and the bootstrap's lots come from its seed.
package accuracy

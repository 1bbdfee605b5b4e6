// Package forecasts is the matrix of purchase and
// churn, and the track record: how often forecasts
// like these came true, beside the plain rule.
//
// It shows what jobs/forecasts has stored and computes
// no forecast. Every cell leads to the customers that
// it counts, by the address of their list. It asks no
// other feature.
package forecasts

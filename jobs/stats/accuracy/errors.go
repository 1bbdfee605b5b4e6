package accuracy

import (
	"math"
	"slices"
)

func dot(a, b []float64) float64 {
	sum := 0.0
	for i := range a {
		sum += a[i] * b[i]
	}
	return sum
}

// mean is the mean of f over the rows.
func mean(a, b []float64, f func(a, b float64) float64) (float64, bool) {
	if !usable(a, b) {
		return 0, false
	}
	sum := 0.0
	for i := range a {
		sum += f(a[i], b[i])
	}
	return finite(sum / float64(len(a)))
}

func absolute(predicted, truth float64) float64 { return math.Abs(predicted - truth) }

func squared(predicted, truth float64) float64 { return (predicted - truth) * (predicted - truth) }

// Brier is the mean squared difference of a probability and what came, 0 or 1.
// 0 is perfect; the base rate b said of everybody gets b (1 − b). Source: Brier
// 1950, in the form for two classes.
func Brier(p, truth []float64) (float64, bool) { return mean(p, truth, squared) }

// clip holds a probability off 0 and 1: a single certainty that fails would
// otherwise cost ∞. 10^−15 is what scores are usually computed with.
const clip = 1e-15

// LogLoss is the mean of −log of the probability that was given to what came,
// natural; probabilities are held between 10^−15 and 1 − 10^−15. 0 is perfect.
func LogLoss(p, truth []float64) (float64, bool) {
	return mean(p, truth, func(p, truth float64) float64 {
		if truth == 0 {
			p = 1 - p
		}
		return -math.Log(max(clip, min(1-clip, p)))
	})
}

// MAE is the mean absolute error, in the truth's unit.
func MAE(predicted, truth []float64) (float64, bool) { return mean(predicted, truth, absolute) }

// RMSE is the root of the mean squared error, in the truth's unit: few large
// errors weigh more than many small ones.
func RMSE(predicted, truth []float64) (float64, bool) {
	m, ok := mean(predicted, truth, squared)
	return math.Sqrt(m), ok
}

// MedianAE is the median absolute error, in the truth's unit: what is usual, the
// few large errors not asked. Of an even number it is the mean of the middle two.
func MedianAE(predicted, truth []float64) (float64, bool) {
	if !usable(predicted, truth) {
		return 0, false
	}
	errors := make([]float64, len(truth))
	for i := range errors {
		errors[i] = absolute(predicted[i], truth[i])
	}
	slices.Sort(errors)
	return finite(quantile(errors, 0.5))
}

// Bias is Σ predicted ÷ Σ true − 1: 0.1 says that the whole was promised a tenth
// too high, whatever the rows. Not ok: the truth sums to 0 or less, where a ratio
// says nothing.
func Bias(predicted, truth []float64) (float64, bool) {
	if !usable(predicted, truth) {
		return 0, false
	}
	var p, t float64
	for i := range truth {
		p += predicted[i]
		t += truth[i]
	}
	if t <= 0 {
		return 0, false
	}
	return finite(p/t - 1)
}

// quantile of ascending values, at least one, between two of them by the straight
// line (Hyndman & Fan 1996, type 7).
func quantile(sorted []float64, q float64) float64 {
	at := q * float64(len(sorted)-1)
	i := int(at)
	if i+1 >= len(sorted) || at == float64(i) {
		return sorted[i]
	}
	return sorted[i] + (at-float64(i))*(sorted[i+1]-sorted[i])
}

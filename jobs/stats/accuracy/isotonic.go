package accuracy

import (
	"cmp"
	"math"
	"slices"
)

// Isotonic is a curve that never falls, through the points (X, Y), X ascending:
// what scores turned out to be worth. It takes any shape that rises, and needs about a thousand cases for it:
// with fewer it learns the chance of the day (Niculescu-Mizil & Caruana 2005).
type Isotonic struct {
	X []float64 `json:"x"`
	Y []float64 `json:"y"`
}

// FitIsotonic fits the rising steps with the least squared error, by pooling
// neighbours that fall (Ayer et al. 1955; Barlow et al. 1972). A step has its
// value from its first score to its last; between steps the curve is straight.
//
// Inputs: scores of rows that they were not trained on, truths (0 and 1, or any
// amounts), weights >= 0, nil = all 1. Rows of equal score are one. Rows with a
// NaN or no weight are left out; the infinities are held at the largest numbers.
// No rows give the zero Isotonic. Panics when the lengths differ. Cost: n log n.
func FitIsotonic(score, truth, weight []float64) Isotonic {
	rows := weighed(score, truth, weight)
	for i := range rows {
		rows[i].x = max(-math.MaxFloat64, min(math.MaxFloat64, rows[i].x))
	}
	slices.SortStableFunc(rows, func(a, b row) int { return cmp.Compare(a.x, b.x) })

	type step struct{ first, last, sum, w float64 } // sum of weight × truth
	value := func(s step) float64 { return s.sum / s.w }
	join := func(a, b step) step { return step{a.first, b.last, a.sum + b.sum, a.w + b.w} }
	var steps []step
	for i, r := range rows {
		s := step{r.x, r.x, r.w * r.y, r.w}
		if i > 0 && rows[i-1].x == r.x {
			// Not the step's value but the score's own mean is to be pooled, so the
			// rows of a score are gathered before they meet their neighbours.
			steps[len(steps)-1] = join(steps[len(steps)-1], s)
			continue
		}
		steps = append(steps, s)
	}
	pooled := steps[:0]
	for _, s := range steps {
		for len(pooled) > 0 && value(pooled[len(pooled)-1]) >= value(s) {
			s = join(pooled[len(pooled)-1], s)
			pooled = pooled[:len(pooled)-1]
		}
		pooled = append(pooled, s)
	}
	var curve Isotonic
	for _, s := range pooled {
		curve.X, curve.Y = append(curve.X, s.first), append(curve.Y, value(s))
		if s.last > s.first {
			curve.X, curve.Y = append(curve.X, s.last), append(curve.Y, value(s))
		}
	}
	return curve
}

// At is the curve's height at x: that of its ends beyond them, between two
// points on the straight line. It never falls as x rises. Without points it is x
// itself: nothing was learned, nothing is changed. NaN stays NaN.
func (c Isotonic) At(x float64) float64 {
	if len(c.X) == 0 || math.IsNaN(x) {
		return x
	}
	i, hit := slices.BinarySearch(c.X, x)
	switch {
	case hit:
		return c.Y[i]
	case i == 0:
		return c.Y[0]
	case i == len(c.X):
		return c.Y[i-1]
	}
	// Halves, since the distance of two numbers may be more than the largest one.
	from, to := c.X[i-1]/2, c.X[i]/2
	share := (x/2 - from) / (to - from)
	return max(c.Y[i-1], min(c.Y[i], c.Y[i-1]+share*(c.Y[i]-c.Y[i-1])))
}

// row is a case to calibrate by: score, truth, weight.
type row struct{ x, y, w float64 }

// weighed is the rows that weigh and have no NaN.
func weighed(score, truth, weight []float64) []row {
	if len(score) != len(truth) || weight != nil && len(weight) != len(truth) {
		panic("accuracy: scores, truths and weights of different lengths")
	}
	rows := make([]row, 0, len(score))
	for i := range score {
		r := row{score[i], truth[i], 1}
		if weight != nil {
			r.w = weight[i]
		}
		if r.w > 0 && !math.IsNaN(r.x) && !math.IsNaN(r.y) {
			rows = append(rows, r)
		}
	}
	return rows
}

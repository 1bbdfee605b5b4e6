package accuracy

import (
	"cmp"
	"math"
	"slices"
)

// ascending is the rows in the order of x, equal ones by row.
func ascending(x []float64) []int32 {
	order := make([]int32, len(x))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(a, b int32) int { return cmp.Or(cmp.Compare(x[a], x[b]), cmp.Compare(a, b)) })
	return order
}

// ties calls see with each run of rows that are equal in x: places from up to
// (not with) to of the order.
func ties(x []float64, order []int32, see func(from, to int)) {
	for from := 0; from < len(order); {
		to := from + 1
		for to < len(order) && x[order[to]] == x[order[from]] {
			to++
		}
		see(from, to)
		from = to
	}
}

// centred is by row its rank, less the mean of all ranks; rows that are equal
// share the middle of their places. The sum is 0, exactly: all are halves.
func centred(x []float64) []float64 {
	order, ranks := ascending(x), make([]float64, len(x))
	ties(x, order, func(from, to int) {
		rank := float64(from+to-len(x)) / 2
		for _, r := range order[from:to] {
			ranks[r] = rank
		}
	})
	return ranks
}

// AUC is the probability that of two rows, one that came and one that did not,
// the one that came has the higher score; equal scores count half.
//
// Inputs: any scores, truth 0 or 1. Result: 0 to 1, 0.5 is no knowledge. Not ok:
// only one class. Source: Hanley & McNeil 1982; it is the Mann–Whitney U. Cost:
// n log n.
func AUC(score, truth []float64) (float64, bool) {
	if !usable(score, truth) {
		return 0, false
	}
	var sum, came float64
	for i, rank := range centred(score) {
		if truth[i] != 0 {
			sum += rank
			came++
		}
	}
	n := float64(len(truth))
	if came == 0 || came == n {
		return 0, false
	}
	// Σ ranks − came × (n + 1) ÷ 2 is what is summed; U is that + came × not ÷ 2.
	return sum/(came*(n-came)) + 0.5, true
}

// AveragePrecision is the mean, over the rows that came, of the share that came
// among all with at least their score.
//
// Inputs: any scores, truth 0 or 1. Result: the base rate is no knowledge, 1 is
// perfect. Rows of equal score are taken together, so their order does not
// matter. Not ok: none came. Source: the step-wise area under precision and
// recall, not the interpolated one, which flatters (Davis & Goadrich 2006).
func AveragePrecision(score, truth []float64) (float64, bool) {
	if !usable(score, truth) {
		return 0, false
	}
	order := ascending(score)
	slices.Reverse(order)
	var came, sum float64
	ties(score, order, func(from, to int) {
		before := came
		for _, r := range order[from:to] {
			if truth[r] != 0 {
				came++
			}
		}
		sum += (came - before) * came / float64(to)
	})
	if came == 0 {
		return 0, false
	}
	return sum / came, true
}

// Spearman is the correlation of the ranks: do those with much come before those
// with little? Rows that are equal share the middle of their ranks.
//
// Result: −1 to 1, 0 is no knowledge. Not ok: fewer than two rows, or one side
// all equal.
func Spearman(predicted, truth []float64) (float64, bool) {
	if !usable(predicted, truth) {
		return 0, false
	}
	a, b := centred(predicted), centred(truth)
	ab, aa, bb := dot(a, b), dot(a, a), dot(b, b)
	if aa == 0 || bb == 0 {
		return 0, false
	}
	return finite(ab / (math.Sqrt(aa) * math.Sqrt(bb)))
}

// Gini is how much of the truth the order by prediction gathers at its head,
// over what the perfect order would: the area between the curve of gains and its
// diagonal, normalised.
//
// Result: 1 perfect, 0 no knowledge, −1 the reverse. Rows of equal prediction
// share what they have. For truths of 0 and 1 it is 2 AUC − 1. Not ok: all
// truths equal. Source: Frees, Meyers & Cummings 2011 (the ordered Lorenz
// curve), as Σ rank × truth, which is the same area.
func Gini(predicted, truth []float64) (float64, bool) {
	if !usable(predicted, truth) {
		return 0, false
	}
	best := dot(centred(truth), truth)
	if best <= 0 {
		return 0, false
	}
	return finite(dot(centred(predicted), truth) / best)
}

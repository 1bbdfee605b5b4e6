package accuracy_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"wholesight/jobs/stats/accuracy"
)

// The measures by their definitions: every pair, every threshold.

func slowAUC(score, truth []float64) float64 {
	var won, pairs float64
	for i := range score {
		for j := range score {
			if truth[i] == 1 && truth[j] == 0 {
				pairs++
				if score[i] > score[j] {
					won++
				} else if score[i] == score[j] {
					won += 0.5
				}
			}
		}
	}
	return won / pairs
}

// atLeast is how many have the score s or more, and how many of them came.
func atLeast(score, truth []float64, s float64) (n, came float64) {
	for i := range score {
		if score[i] >= s {
			n++
			came += truth[i]
		}
	}
	return
}

func slowAP(score, truth []float64) float64 {
	var sum, positives float64
	for i := range score {
		if truth[i] == 1 {
			n, came := atLeast(score, truth, score[i])
			sum += came / n
			positives++
		}
	}
	return sum / positives
}

// slowRanks counts: those below, and half of those that are equal.
func slowRanks(x []float64) []float64 {
	ranks := make([]float64, len(x))
	for i := range x {
		for j := range x {
			if x[j] < x[i] {
				ranks[i]++
			} else if x[j] == x[i] {
				ranks[i] += 0.5
			}
		}
	}
	return ranks
}

func slowSpearman(a, b []float64) float64 {
	x, y := slowRanks(a), slowRanks(b)
	mid := float64(len(a)) / 2
	var xy, xx, yy float64
	for i := range x {
		xy += (x[i] - mid) * (y[i] - mid)
		xx += (x[i] - mid) * (x[i] - mid)
		yy += (y[i] - mid) * (y[i] - mid)
	}
	return xy / math.Sqrt(xx*yy)
}

// slowGini is the area between the curve of gains and the diagonal, by
// trapezoids: groups of equal predictions rise in one straight line.
func slowGini(predicted, truth []float64) float64 {
	area := func(by []float64) float64 {
		levels := slices.Clone(by)
		slices.Sort(levels)
		levels = slices.Compact(levels)
		slices.Reverse(levels)
		total := 0.0
		for _, y := range truth {
			total += y
		}
		var x, y, sum float64
		for _, level := range levels {
			dx, dy := 0.0, 0.0
			for i := range by {
				if by[i] == level {
					dx += 1 / float64(len(by))
					dy += truth[i] / total
				}
			}
			sum += dx * (y + dy/2)
			x, y = x+dx, y+dy
		}
		return sum - 0.5
	}
	return area(predicted) / area(truth)
}

func TestAgainstTheDefinitions(t *testing.T) {
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 8))
		n := 2 + r.IntN(40)
		score, came, amount := make([]float64, n), make([]float64, n), make([]float64, n)
		for i := range score {
			score[i] = float64(r.IntN(3 + int(seed)%20)) // ties, many or few
			came[i] = float64(r.IntN(2))
			amount[i] = float64(r.IntN(10))
		}
		came[0], came[1] = 0, 1
		amount[0], amount[1] = 0, 5
		score[0], score[1] = 1, 2
		for what, c := range map[string]struct {
			fast  measure
			slow  func(a, b []float64) float64
			truth []float64
		}{
			"auc":      {accuracy.AUC, slowAUC, came},
			"ap":       {accuracy.AveragePrecision, slowAP, came},
			"spearman": {accuracy.Spearman, slowSpearman, amount},
			"gini":     {accuracy.Gini, slowGini, amount},
		} {
			got, ok := c.fast(score, c.truth)
			if want := c.slow(score, c.truth); !ok || math.Abs(got-want) > 1e-9 {
				t.Fatalf("seed %d, %s: %v, by the definition %v", seed, what, got, want)
			}
		}
		auc, _ := accuracy.AUC(score, came)
		gini, _ := accuracy.Gini(score, came)
		near(t, "gini of 0 and 1 is 2 AUC − 1", gini, 2*auc-1, 1e-12)
	}
}

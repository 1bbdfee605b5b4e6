package btyd

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// Stats is what the models need of one customer. Times are in one unit, days or
// weeks.
type Stats struct {
	X       int     // repeat purchases: distinct purchase days after the first
	Recency float64 // from the first purchase to the last; 0 without a repeat
	Age     float64 // from the first purchase to the as-of day
	LogGaps float64 // Σ ln(gap) over the X gaps; read with K > 1 only
}

// slack is how far rounding may carry a last purchase past the as-of day, as a
// share of the age.
const slack = 1e-9

// check says what is wrong with a customer's numbers, if anything.
func (s Stats) check() error {
	switch {
	case s.X < 0:
		return fmt.Errorf("%d repeat purchases", s.X)
	case !finite(s.Recency) || !finite(s.Age) || !finite(s.LogGaps):
		return fmt.Errorf("recency %v, age %v, log gaps %v: not finite", s.Recency, s.Age, s.LogGaps)
	case s.Recency < 0 || s.Age < 0:
		return fmt.Errorf("recency %v, age %v: below zero", s.Recency, s.Age)
	case s.Recency > s.Age*(1+slack):
		return fmt.Errorf("the last purchase (%v) is after the as-of day (%v)", s.Recency, s.Age)
	case s.X == 0 && s.Recency != 0:
		return fmt.Errorf("no repeat purchase, but recency %v", s.Recency)
	case s.X > 0 && s.Recency == 0:
		return fmt.Errorf("%d repeat purchases on the day of the first", s.X)
	}
	return nil
}

func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

// sane is the nearest customer that makes sense, so that a score of it is a number.
func (s Stats) sane() Stats {
	s.X = max(s.X, 0)
	s.Age = sane(s.Age)
	s.Recency = min(sane(s.Recency), s.Age)
	if s.X == 0 {
		s.Recency = 0
	}
	if !finite(s.LogGaps) {
		s.LogGaps = 0
	}
	return s
}

// longest is the longest time taken at its word: beyond it squares overflow.
const longest = 1e15

func sane(t float64) float64 {
	if !(t > 0) { // NaN too
		return 0
	}
	return min(t, longest)
}

// group is customers with the same numbers, n of them.
type group struct {
	Stats
	n float64
}

// groups puts equal customers together, times divided by unit, sorted by X first:
// what depends on X alone is then computed once a run, and the order of the input
// cannot reach the result. gaps tells whether LogGaps matters.
func groups(all []Stats, unit float64, gaps bool) []group {
	sorted := slices.Clone(all)
	for i := range sorted {
		s := &sorted[i]
		s.Recency, s.Age = s.Recency/unit, max(s.Age, s.Recency)/unit
		if s.LogGaps -= float64(s.X) * math.Log(unit); !gaps {
			s.LogGaps = 0
		}
	}
	slices.SortFunc(sorted, func(a, b Stats) int {
		return cmp.Or(cmp.Compare(a.X, b.X), cmp.Compare(a.Recency, b.Recency), cmp.Compare(a.Age, b.Age),
			cmp.Compare(a.LogGaps, b.LogGaps))
	})
	var out []group
	for _, s := range sorted {
		if last := len(out) - 1; last >= 0 && out[last].Stats == s {
			out[last].n++
			continue
		}
		out = append(out, group{s, 1})
	}
	return out
}

package btyd

import "math"

// Summary is the Stats of one customer's purchase times, as of a day.
//
// Inputs: times rising strictly (distinct days), at least one, the last not after
// asOf. Special cases: none, equal or falling times → ok = false.
func Summary(times []float64, asOf float64) (s Stats, ok bool) {
	if len(times) == 0 || !(times[len(times)-1] <= asOf) {
		return Stats{}, false
	}
	s = Stats{X: len(times) - 1, Recency: times[len(times)-1] - times[0], Age: asOf - times[0]}
	for i, t := range times[1:] {
		if !(t > times[i]) {
			return Stats{}, false
		}
		s.LogGaps += math.Log(t - times[i])
	}
	return s, true
}

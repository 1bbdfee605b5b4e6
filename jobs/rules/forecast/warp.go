package forecast

import (
	"sort"

	"wholesight/jobs/calendar"
)

// warp counts time by the shop's own clock, which goes faster in its season: a gap of
// thirty days in a busy month is a longer one than thirty days of August. It runs from
// the first day of the book to some years after its last.
type warp struct {
	first calendar.Day
	at    []float64 // at[i]: the clock at the end of day first + i
}

// ahead is how far the clock goes beyond the as-of day.
const ahead = 4 * year

func newWarp(s *season, begin calendar.Day) *warp {
	w := &warp{first: begin - 1}
	weights := s.weights()
	clock := 0.
	for d := w.first; d <= s.AsOf+ahead; d++ {
		if weights == nil {
			clock++
		} else {
			clock += weights[s.place(d)]
		}
		w.at = append(w.at, clock)
	}
	return w
}

// clock is the shop's clock at the end of a day; days outside the book count as its
// first or last.
func (w *warp) clock(d calendar.Day) float64 {
	return w.at[min(max(int(d-w.first), 0), len(w.at)-1)]
}

// day is the first day at whose end the clock shows at least so much, or the last.
func (w *warp) day(clock float64) calendar.Day {
	i := sort.SearchFloat64s(w.at, clock)
	return w.first + calendar.Day(min(i, len(w.at)-1))
}

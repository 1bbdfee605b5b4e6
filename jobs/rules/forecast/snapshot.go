package forecast

import (
	"math"

	"wholesight/jobs/calendar"
	"wholesight/jobs/stats/boost"
	"wholesight/jobs/stats/btyd"
)

// horizon is the window that is learned and tried, in days: a quarter.
const horizon = 91

// snapshot is what was known of customers at a cut-off and, where the window behind it is
// over, what came: what a method is trained on, or tried on.
type snapshot struct {
	cut     calendar.Day
	horizon int
	who     []*Customer
	known   [][]Basket   // of each by then, never empty
	stats   []btyd.Stats // in days
	x       [][]float32  // by feature

	orders  []float64 // purchase days in the window; nil: it may not be looked at
	revenue []float64 // minor units in it
}

// sample takes every customer whose place leaves rest when divided by every.
type sample struct{ every, rest int }

// take makes the snapshot of a cut-off. truth: the window (cut, cut + days] is over, and is
// looked at.
func (b *book) take(cut calendar.Day, days int, s sample, truth bool) *snapshot {
	out := &snapshot{cut: cut, horizon: days, x: make([][]float32, features)}
	row := make([]float32, features)
	for i, c := range b.all {
		if i%s.every != s.rest {
			continue
		}
		known := until(c.Baskets, cut)
		if len(known) == 0 {
			continue
		}
		out.who, out.known, out.stats = append(out.who, c), append(out.known, known), append(out.stats, statsOf(known, cut))
		look(row, c, known, cut, b.begin, days)
		for k := range out.x {
			out.x[k] = append(out.x[k], row[k])
		}
		if truth {
			var orders, revenue float64
			for _, x := range c.Baskets[len(known):] {
				if x.Day > cut+calendar.Day(days) {
					break
				}
				orders, revenue = orders+1, revenue+float64(x.Revenue)
			}
			out.orders, out.revenue = append(out.orders, orders), append(out.revenue, revenue)
		}
	}
	return out
}

// statsOf is what the closed forms go by, in days. Baskets are of different days, so
// no gap is 0.
func statsOf(known []Basket, cut calendar.Day) btyd.Stats {
	n := len(known)
	s := btyd.Stats{X: n - 1, Recency: float64(known[n-1].Day - known[0].Day), Age: float64(cut - known[0].Day)}
	for k := 1; k < n; k++ {
		s.LogGaps += math.Log(float64(known[k].Day - known[k-1].Day))
	}
	return s
}

// row is the features of one customer.
func (s *snapshot) row(i int) []float32 {
	row := make([]float32, features)
	for k := range row {
		row[k] = s.x[k][i]
	}
	return row
}

// bought is 1 for who ordered in the window, else 0.
func (s *snapshot) bought() []float64 {
	out := make([]float64, len(s.orders))
	for i, n := range s.orders {
		if n > 0 {
			out[i] = 1
		}
	}
	return out
}

// join puts snapshots below each other.
func join(snapshots []*snapshot) (t boost.Table, orders, revenue []float64) {
	t = boost.Table{Names: featureNames[:], Columns: make([][]float32, features)}
	for _, s := range snapshots {
		for k := range t.Columns {
			t.Columns[k] = append(t.Columns[k], s.x[k]...)
		}
		orders, revenue = append(orders, s.orders...), append(revenue, s.revenue...)
	}
	return t, orders, revenue
}

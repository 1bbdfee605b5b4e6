package forecast

import (
	"math"

	"wholesight/jobs/calendar"
)

// saying is what the methods say of one customer's window, by rank.
type prediction struct {
	buys   [ranks]float64 // the chance of an order
	orders [ranks]float64 // purchase days
	spend  [ranks]float64 // minor units
}

// say is what the methods say of a row. season is the log of what the season does to
// the window. Without trees their word is the closed form's.
func (f *fitted) predict(row []float32, n *naive, season float64) (s prediction) {
	s.buys[plainRule] = f.bySilenceOf(float64(row[fRecency]), n, season)
	s.buys[closedForm] = 1 - math.Pow(n.none, math.Exp(season+f.Levels.Hazard))
	s.orders[plainRule], s.spend[plainRule] = n.rate, n.spendRate
	s.orders[closedForm] = n.orders() * math.Exp(season+f.Levels.Orders)
	s.spend[closedForm] = n.spend() * math.Exp(season+f.Levels.Spend)
	t := f.Trees
	if t == nil {
		s.buys[boosted], s.orders[boosted], s.spend[boosted] = s.buys[closedForm], s.orders[closedForm], s.spend[closedForm]
		return s
	}
	counts := season + math.Log(n.orders()+leastOrders)
	often := t.Orders.Raw(row) + counts
	chance := sigmoid(buyingOdds(t.Buys.Raw(row)+season, often) + t.Odds)
	s.buys[boosted] = chance
	// Where the trees have seen few like it they say too little or too much; the closed form
	// has its own errors, and the mean takes half of either.
	s.orders[boosted] = (math.Exp(min(often, 12)) + s.orders[closedForm]) / 2
	offset := season + t.spendOffset(n)
	s.spend[boosted] = t.Scale * math.Exp(min(spendBlend(t.Spend.Raw(row)+offset, t.Small.Raw(row)+offset, offset, chance)+
		t.Level, 30))
	return s
}

// bySilenceOf is the plain rule of churn; before any window is over there is none to go
// by, and the closed form speaks.
func (f *fitted) bySilenceOf(silence float64, n *naive, season float64) float64 {
	if len(f.Recency.X) == 0 {
		return 1 - n.none
	}
	return min(max(f.Recency.At(-silence)*math.Exp(season), 0), 1)
}

// nextOf is the next order day by rank, as of a day.
func (f *fitted) nextOf(known []Basket, now calendar.Day) (next [ranks]calendar.Day) {
	n := len(known)
	gap := f.Renewal.usualDays(f.warp, known)
	if n > 1 {
		gap = calendar.Day(math.Round(float64(known[n-1].Day-known[0].Day) / float64(n-1)))
	}
	next[plainRule] = max(known[n-1].Day+gap, now+1)
	next[closedForm] = max(snap(f.Renewal.next(known, f.warp, now, .5), known, now), now+1)
	next[boosted] = next[closedForm]
	return next
}

// usualDays is the median gap of a customer from its last order on, in days.
func (r *renewal) usualDays(w *warp, known []Basket) calendar.Day {
	last := known[len(known)-1].Day
	mean, _ := r.own(known, w)
	return max(w.day(w.clock(last)+math.Exp(mean))-last, 1)
}

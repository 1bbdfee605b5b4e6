package forecast

import (
	"math"
	"slices"

	"wholesight/jobs/calendar"
)

// rule is the shrunk gap: what serves where there is too little to learn from. A
// customer's gap is the mean of its own gaps and one of the others' middle, its
// purchases come at random around it (exponential), and the longer it is silent
// beyond that, the less likely it is still there.
type rule struct {
	Gap  float64 `json:"gap"`  // the median of all gaps, days
	Days int     `json:"days"` // purchase days learned from
}

// usualGap is what a shop goes by that has not seen one gap yet.
const usualGap = 90

func newRule(b *book) rule {
	var gaps []float64
	r := rule{Gap: usualGap}
	for _, c := range b.all {
		known := until(c.Baskets, b.asOf)
		r.Days += len(known)
		for k := 1; k < len(known); k++ {
			gaps = append(gaps, float64(known[k].Day-known[k-1].Day))
		}
	}
	if len(gaps) > 0 {
		slices.Sort(gaps)
		r.Gap = (gaps[(len(gaps)-1)/2] + gaps[len(gaps)/2]) / 2
	}
	return r
}

// gap is (Σ gaps + the median of all) ÷ (gaps + 1).
func (r *rule) gap(known []Basket) float64 {
	if len(known) == 0 {
		return r.Gap
	}
	sum := float64(known[len(known)-1].Day - known[0].Day)
	return (sum + r.Gap) / float64(len(known))
}

// gone is how likely a customer is before anything is known to buy no more after an
// order, for the rule: one in ten.
const gone = .1

// forecast is the rule's of a customer, its chances held by what was seen; known is not empty.
func (r *rule) forecast(known []Basket, asOf calendar.Day, s *shrinkage) Forecast {
	f := basics(known, r.Gap, asOf)
	f.Model = MethodRule
	g := max(r.gap(known), 1)
	silent := math.Exp(-float64(asOf-f.Last) / g)
	alive := (1 - gone) * silent / ((1-gone)*silent + gone)
	buys := func(h float64) float64 { return alive * -math.Expm1(-h/g) }
	chance := func(p float64) int32 { return s.chance(p, f.Confidence) }
	f.Alive, f.Purchase30, f.Purchase91 = chance(alive), chance(buys(30)), chance(buys(91))
	f.Churn = chance(1 - buys(float64(f.ChurnHorizon)))
	f.Orders91, f.Orders365 = tenThousandths(alive*91/g), tenThousandths(alive*365/g)
	mean := meanBasket(known)
	f.Revenue91, f.CLV365 = minor(mean*alive*91/g), minor(mean*alive*365/g)
	f.Season = 1000
	// no memory: from today on
	wait := func(p float64) calendar.Day { return asOf + calendar.Day(max(1, math.Round(-g*math.Log(1-p)))) }
	f.Next, f.Low, f.High, f.HasNext = wait(.5), wait(.25), wait(.75), true
	f.Due = f.Next - (asOf - f.Last)
	return f
}

// basics are the parts of a forecast that need no model.
func basics(known []Basket, median float64, asOf calendar.Day) (f Forecast) {
	n := len(known)
	if n == 0 {
		return f
	}
	f.Known, f.Count, f.First, f.Last = true, int64(n), known[0].Day, known[n-1].Day
	f.Confidence = ConfidenceOf(f.Count)
	span := float64(f.Last - f.First)
	usual := (span + median) / float64(n)
	f.Usual = int64(math.Round(usual))
	if n > 1 {
		f.GapThousandths = int64(math.Round(span * 1000 / float64(n-1)))
	}
	f.ChurnHorizon = int32(min(max(91, math.Round(3*usual)), 365))
	return f
}

// hundredths is a probability in hundredths of a percent.
func hundredths(p float64) int32 { return int32(math.Round(min(max(p, 0), 1) * 10000)) }

// most keeps what nobody will ever buy within the integers.
const most = 1e15

func tenThousandths(v float64) int64 { return int64(math.Round(min(max(v, 0), most/10000) * 10000)) }

func minor(v float64) int64 { return int64(math.Round(min(max(v, 0), most))) }

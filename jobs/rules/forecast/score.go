package forecast

import (
	"math"

	"wholesight/jobs/calendar"
)

// forecast puts one customer's figures together from the methods that serve. What the
// trees say is of the next quarter; other windows follow from it in the proportion that
// the closed form and the season have between them.
func (f *fitted) forecast(c *Customer, known []Basket, asOf calendar.Day, serve map[string]rank) Forecast {
	geometric, regular := f.Closed.of(c.Kind)
	stats := statsOf(known, asOf)
	out := basics(known, math.Exp(f.Renewal.Mean), asOf)
	out.Model = served[JobChurn][serve[JobChurn]]
	row := make([]float32, features)
	look(row, c, known, asOf, f.Begin, horizon)
	n := f.Closed.naiveOf(c, known, asOf, f.Begin, horizon)
	n.see(row)
	season := f.Season.log(asOf, horizon)
	s := f.predict(row, &n, season)
	out.Season = int32(math.Round(1000 * math.Exp(season)))

	// Chances: the chance of none is e^−hazard, and hazards of windows stand to each other
	// as the closed form's do.
	hazard := func(days int) float64 {
		return -math.Log(max(geometric.PNone(stats, float64(days)), 1e-12)) * math.Exp(f.Season.log(asOf, days))
	}
	buys, quarter := s.buys[serve[JobChurn]], hazard(horizon)
	within := func(days int) float64 {
		if quarter <= 0 || buys >= 1 {
			return buys
		}
		return -math.Expm1(math.Log1p(-buys) * hazard(days) / quarter)
	}
	chance := func(p float64) int32 { return f.Shrinkage.chance(p, out.Confidence) }
	out.Purchase91 = chance(buys)
	out.Purchase30 = chance(min(within(30), buys))
	later := buys
	if out.ChurnHorizon > horizon {
		later = max(within(int(out.ChurnHorizon)), buys)
	}
	out.Churn = chance(1 - later)
	out.Alive = chance(max(n.alive, later))

	orders, revenue := s.orders[serve[JobOrders]], s.spend[serve[JobRevenue]]
	expected := func(days float64) float64 {
		return geometric.Expected(stats, days) + regular.Expected(stats, days)
	}
	// A year holds every season once.
	ahead := 1.
	if e := expected(horizon); e > 0 {
		ahead = max(expected(year)/e*math.Exp(-season), 1)
	}
	out.Orders91, out.Orders365 = tenThousandths(orders), tenThousandths(orders*ahead)
	out.Revenue91, out.CLV365 = minor(revenue), minor(revenue*ahead)

	out.HasNext = true
	out.Next = f.nextOf(known, asOf)[serve[JobNextOrder]]
	out.Due = min(f.nextOf(known, out.Last)[serve[JobNextOrder]], out.Next)
	out.Low = min(f.Renewal.next(known, f.warp, asOf, .25), out.Next)
	out.High = max(f.Renewal.next(known, f.warp, asOf, .75), out.Next)
	return out
}

// discounted is the worth today of what comes evenly over a year, at a yearly rate:
// ∫ (1 + rate)^−t dt = (1 − 1/(1 + rate)) ÷ ln(1 + rate).
func discounted(revenue int64, rate float64) int64 {
	if rate <= 0 {
		return revenue
	}
	l := math.Log1p(rate)
	return minor(float64(revenue) * -math.Expm1(-l) / l)
}

// margin is the part of a value that is margin, at the customer's share of the last
// year, or of all time where it bought nothing in it; false where the cost of half of it
// is not known.
func margin(known []Basket, asOf calendar.Day, value int64) (int64, bool) {
	for _, from := range [2]calendar.Day{asOf - year, math.MinInt32} {
		var revenue, costed, margin float64
		for _, x := range known {
			if x.Day > from {
				revenue, costed, margin = revenue+float64(x.Revenue), costed+float64(x.Costed), margin+float64(x.Margin)
			}
		}
		if revenue > 0 {
			if costed < revenue/2 {
				return 0, false
			}
			return int64(math.Round(max(min(float64(value)*margin/costed, most), -most))), true
		}
	}
	return 0, false
}

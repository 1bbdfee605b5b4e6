package forecast

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"wholesight/jobs/calendar"
)

// brief are habits of customers who come and go, so that a shop is about as large in its
// last year as in the one before.
var brief = []habit{
	{gap: 20, k: 3, leave: .1, once: .1, basket: 20_000},
	{gap: 45, k: 2, leave: .15, once: .2, basket: 60_000},
	{gap: 90, k: 1, leave: .3, once: .4, basket: 150_000},
}

// past is a shop as of a quarter before the end of its book, the model of that day and
// what it says of everybody known.
func past(t *testing.T, s Shop) (m *Model, who []*Customer, said []Forecast) {
	t.Helper()
	m = trained(t, s, 1)
	for i := range s.Customers {
		if f := m.Forecast(&s.Customers[i], s.AsOf); f.Known {
			who, said = append(who, &s.Customers[i]), append(said, f)
		}
	}
	return m, who, said
}

// What is said comes true in sum: so many customers order as was said, within three and a
// half standard deviations of independent orders, of each tenth within four; orders and
// revenue within a fifth (heavy customers are few). And it is worth more than the base
// rate: the error of chances is under two thirds of its.
func TestForecastsComeTrue(t *testing.T) {
	s := plan{customers: 700, days: 1000, season: .3, habits: brief, steady: true}.shop(1)
	s.AsOf -= 91
	m, who, said := past(t, s)
	if m.Fitted.Trees == nil {
		t.Fatal("no trees")
	}
	var sum, bought, spread, brier, orders, expected, revenue, amount float64
	var tenth [10]struct{ n, said, came, spread float64 }
	for i, f := range said {
		n, money := came(who[i], s.AsOf, s.AsOf+91)
		p, y := float64(f.Purchase91)/10000, min(n, 1)
		sum, bought, spread, brier = sum+p, bought+y, spread+p*(1-p), brier+(p-y)*(p-y)
		orders, expected, revenue, amount = orders+n, expected+float64(f.Orders91)/10000, revenue+money,
			amount+float64(f.Revenue91)
		b := &tenth[min(f.Purchase91/1000, 9)]
		b.n, b.said, b.came, b.spread = b.n+1, b.said+p, b.came+y, b.spread+p*(1-p)
	}
	base := bought / float64(len(said))
	if brier /= float64(len(said)); brier > base*(1-base)*2/3 {
		t.Errorf("the error of chances is %.4f, the base rate's %.4f", brier, base*(1-base))
	}
	near(t, "customers who order", sum, bought, 3.5*math.Sqrt(spread))
	near(t, "orders", expected, orders, .2*orders)
	near(t, "revenue", amount, revenue, .2*revenue)
	for i, b := range tenth {
		if math.Abs(b.said-b.came) > 4*math.Sqrt(b.spread)+1 {
			t.Errorf("of %v customers of tenth %d, %.1f were to order and %v did", b.n, i, b.said, b.came)
		}
	}
}

// Customers who buy in the same weeks of each year are nothing to a closed form, and to
// silence: trees see them, are chosen, and are a fifth better.
func TestTreesSeeTheYear(t *testing.T) {
	habits := append(slices.Clone(brief[:2]), habit{gap: 20, k: 2, leave: .03, basket: 80_000, annual: true})
	s := plan{customers: 480, days: 1000, season: .3, habits: habits, steady: true}.shop(2)
	m := trained(t, s, 1)
	backtest := m.Record.Backtests[0]
	for i, job := range []string{JobChurn, JobOrders} {
		c := m.Record.Choices[i]
		if c.Job != job || c.Method != MethodTrees || c.Why != "" {
			t.Errorf("%+v", c)
		}
		closed := figure(t, backtest.Rows, job, MethodClosed, c.Metric).Value
		if at := [...]float64{.8, .95}[i]; c.Value > at*c.Against || c.Value > at*closed {
			t.Errorf("%s: off by %.4f, the plain rule by %.4f and the closed form by %.4f", job, c.Value, c.Against, closed)
		}
	}
	if f := m.Forecast(&s.Customers[0], s.AsOf); f.Model != MethodTrees {
		t.Errorf("the model is %s", f.Model)
	}
}

// A shop where every customer may buy on every day, with one chance in 60: there is
// nothing to know of anybody, and the chance of an order within a quarter is
// 1 − (59 ÷ 60)^91 = 78.3 % for all. What is said lies around it, whatever serves; and what serves
// is no worse than the plain rule on the window it was tried on, or is the plain rule and
// says so.
func TestNoise(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 71))
	s := Shop{AsOf: begin + 480, Customers: many(400, func(int) Customer {
		c := on(0)
		for d := 1; d <= 480; d++ {
			if rng.IntN(60) == 0 {
				c.Baskets = append(c.Baskets, Basket{Day: begin + calendar.Day(d), Revenue: 1 + rng.Int64N(20_000), Lines: 1})
			}
		}
		return c
	})}
	m, _, said := past(t, s)
	var off float64
	for _, f := range said {
		off += math.Abs(float64(f.Purchase91)/10000-(1-math.Pow(59./60, 91))) / float64(len(said))
	}
	if off > .05 {
		t.Errorf("chances that are all the same are off by %.3f", off)
	}
	for _, c := range m.Record.Choices {
		switch plain := c.Method == c.Plain; {
		case c.N == 0 || plain != (c.Why != "") || c.Value > c.Against || !plain && c.Value == c.Against:
			t.Errorf("%+v", c)
		case c.Job == JobChurn && c.Value < .95*c.Against:
			t.Errorf("something was found where nothing is: %+v", c)
		}
	}
}

// The level of the chances makes them right in sum.
func TestOddsFor(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 71))
	for _, shift := range []float64{-1.5, 0, .3, 1} {
		var odds, orders []float64
		var said, bought float64
		for range 500 {
			odds, orders = append(odds, 2*rng.NormFloat64()), append(orders, float64(rng.IntN(4)))
			bought += min(orders[len(orders)-1], 1)
		}
		for i := range odds {
			odds[i] -= shift
		}
		at := oddsFor(odds, orders)
		for _, o := range odds {
			said += sigmoid(o + at)
		}
		near(t, "buyers", said, bought, 1e-6)
	}
	if at := oddsFor([]float64{0, 0}, []float64{0, 0}); !(at < -2.9) || math.IsNaN(at) {
		t.Errorf("nobody bought: %v", at)
	}
}

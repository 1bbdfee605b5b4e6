package forecast

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"wholesight/jobs/calendar"
	"wholesight/jobs/stats/accuracy"
)

// back-tests begin with the day that has 240 days before it and a quarter after it.
func TestCutOffs(t *testing.T) {
	for _, c := range []struct {
		days, most int
		want       []calendar.Day // from the end
	}{
		{0, 6, nil}, {330, 6, nil}, {331, 6, []calendar.Day{91}}, {421, 6, []calendar.Day{91}},
		{422, 6, []calendar.Day{182, 91}}, {2000, 3, []calendar.Day{273, 182, 91}}, {2000, 0, nil},
		{2000, 6, []calendar.Day{546, 455, 364, 273, 182, 91}},
	} {
		b := &book{asOf: begin + calendar.Day(c.days), begin: begin}
		got := cutOffs(b, c.most)
		for i := range got {
			got[i] = b.asOf - got[i]
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("a book of %d days: %v, want %v", c.days, got, c.want)
		}
	}
}

// came counts a customer's baskets in (from, to] and what they were worth.
func came(c *Customer, from, to calendar.Day) (n, money float64) {
	for _, b := range c.Baskets {
		if b.Day > from && b.Day <= to {
			n, money = n+1, money+float64(b.Revenue)
		}
	}
	return n, money
}

// slowBins are bins by their definition: bin by bin, who is in it, and who of them came.
func slowBins(bins []Bin, all []Said, holds func(Bin, *Said) bool, said func(*Said) float64,
	happened func(*Said) bool) []Bin {
	bins = slices.Clone(bins)
	for i := range bins {
		for k := range all {
			if x := &all[k]; holds(bins[i], x) {
				bins[i].N++
				bins[i].Said += said(x)
				if happened(x) {
					bins[i].Came++
				}
			}
		}
		if bins[i].N > 0 {
			bins[i].Said /= float64(bins[i].N)
		}
	}
	return bins
}

// alike compares bins but for the rounding of sums.
func alike(t *testing.T, what string, got, want []Bin) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %d bins, want %d", what, len(got), len(want))
	}
	for i := range got {
		g, w := got[i], want[i]
		near(t, what, g.Said, w.Said, 1e-12)
		g.Said, w.Said = 0, 0
		if g != w {
			t.Errorf("%s: %+v, want %+v", what, g, w)
		}
	}
}

// slowSettled are the three kinds of bins from raw baskets.
func slowSettled(all []Said, cut, asOf calendar.Day) (churn, buys, quiet []Bin) {
	tenth := func(p int32, b Bin) bool { return p >= b.From && (p < b.To || p == 10000 && b.To == 10000) }
	last := func(x *Said) (day calendar.Day) {
		for _, b := range x.Customer.Baskets {
			if b.Day <= cut {
				day = b.Day
			}
		}
		return day
	}
	buy := func(x *Said) bool { n, _ := came(x.Customer, cut, cut+91); return n > 0 }
	p91 := func(x *Said) float64 { return float64(x.Forecast.Purchase91) / 10000 }
	over := func(x *Said) calendar.Day { return cut + calendar.Day(x.Forecast.ChurnHorizon) }
	churn = slowBins(tenths(), all,
		func(b Bin, x *Said) bool { return over(x) <= asOf && tenth(x.Forecast.Churn, b) },
		func(x *Said) float64 { return float64(x.Forecast.Churn) / 10000 },
		func(x *Said) bool { n, _ := came(x.Customer, cut, over(x)); return n == 0 })
	if cut+91 > asOf {
		return churn, tenths(), silences()
	}
	buys = slowBins(tenths(), all, func(b Bin, x *Said) bool { return tenth(x.Forecast.Purchase91, b) }, p91, buy)
	quiet = slowBins(silences(), all, func(b Bin, x *Said) bool {
		days := int32(cut - last(x))
		return days >= b.From && (days < b.To || b.To == 0)
	}, p91, buy)
	return churn, buys, quiet
}

// guesses are forecasts that were never made by a model: what came is held against
// whatever was said.
func guesses(s Shop, cut calendar.Day, rng *rand.Rand) (all []Said) {
	for i := range s.Customers {
		c := &s.Customers[i]
		f := Forecast{Model: MethodClosed}
		if known := until(c.Baskets, cut); len(known) > 0 {
			f.Known, f.HasNext, f.ChurnHorizon = true, rng.IntN(9) > 0, 91+rng.Int32N(100)
			f.Purchase91, f.Churn = rng.Int32N(10001), rng.Int32N(10001)
			f.Orders91, f.Revenue91, f.Next = rng.Int64N(90_000), rng.Int64N(1_000_000), cut+1+calendar.Day(rng.IntN(200))
			if rng.IntN(10) == 0 {
				f.Purchase91, f.Churn = 10000, 0
			}
		}
		all = append(all, Said{Customer: c, Forecast: f})
	}
	return all
}

func TestSettled(t *testing.T) {
	s := thin.shop(6)
	for seed := range uint64(30) {
		rng := rand.New(rand.NewPCG(seed, 41))
		cut := begin + 300 + calendar.Day(rng.IntN(400))
		asOf := cut + 60 + calendar.Day(rng.IntN(150)) // also before a quarter is over
		all := slices.DeleteFunc(guesses(s, cut, rng), func(x Said) bool { return !x.Forecast.Known })
		churn, buys, quiet := settled(all, cut, asOf)
		slowChurn, slowBuys, slowQuiet := slowSettled(all, cut, asOf)
		alike(t, "churn", churn, slowChurn)
		alike(t, "purchase", buys, slowBuys)
		alike(t, "silence", quiet, slowQuiet)
	}
}

// figure finds a row.
func figure(t *testing.T, all []Row, job, method, metric string) Row {
	t.Helper()
	for _, r := range all {
		if r.Job == job && r.Method == method && r.Metric == metric {
			return r
		}
	}
	t.Fatalf("no %s of %s by %s among %d rows", metric, job, method, len(all))
	return Row{}
}

// Errors by their definition, from raw baskets.
func TestSettle(t *testing.T) {
	s := thin.shop(7)
	for _, cut := range []calendar.Day{begin + 100, begin + 450} { // a young book, and one older than a year
		all := guesses(s, cut, rand.New(rand.NewPCG(1, 42)))
		s.AsOf = cut + 140
		got, err := Settle(all, cut, s)
		if err != nil {
			t.Fatal(err)
		}
		first := cut
		for _, c := range s.Customers {
			if len(c.Baskets) > 0 {
				first = min(first, c.Baskets[0].Day)
			}
		}
		span := min(365, float64(cut-first)+1) // all of a young book is its last year
		var n, brier, orders, rate, revenue, spend, days, due float64
		for i := range all {
			x := &all[i]
			if !x.Forecast.Known {
				continue
			}
			n++
			count, money := came(x.Customer, cut, cut+91)
			last, lastMoney := came(x.Customer, cut-365, cut)
			gone := 1 - min(count, 1)
			brier += math.Pow(1-float64(x.Forecast.Purchase91)/10000-gone, 2)
			orders += math.Pow(float64(x.Forecast.Orders91)/10000-count, 2)
			rate += math.Pow(last*91/span-count, 2)
			revenue += math.Abs(float64(x.Forecast.Revenue91) - money)
			spend += math.Abs(lastMoney*91/span - money)
			before, _ := came(x.Customer, 0, cut)
			for _, b := range x.Customer.Baskets {
				if b.Day > cut {
					if before >= 4 && x.Forecast.HasNext && b.Day <= s.AsOf {
						due++
						days += math.Abs(float64(x.Forecast.Next - b.Day))
					}
					break
				}
			}
		}
		for _, c := range []struct {
			job, method, metric string
			n, want             float64
		}{
			{JobChurn, Ours, accuracy.NameBrier, n, brier / n},
			{JobOrders, Ours, accuracy.NameRMSE, n, math.Sqrt(orders / n)},
			{JobOrders, MethodRate, accuracy.NameRMSE, n, math.Sqrt(rate / n)},
			{JobRevenue, Ours, accuracy.NameMAE, n, revenue / n},
			{JobRevenue, MethodRate, accuracy.NameMAE, n, spend / n},
			{JobNextOrder, Ours, accuracy.NameMAE, due, days / due},
		} {
			r := figure(t, got.Rows, c.job, c.method, c.metric)
			near(t, c.job+" "+c.method, r.Value, c.want, 1e-9*c.want)
			if r.N != int(c.n) {
				t.Errorf("%s by %s: %d customers, want %v", c.job, c.method, r.N, c.n)
			}
		}
		if got.CutOff != cut || got.Horizon != 91 || !got.Live || got.Method != MethodClosed {
			t.Errorf("%+v", got)
		}
		churn, _, _ := slowSettled(slices.DeleteFunc(all, func(x Said) bool { return !x.Forecast.Known }), cut, s.AsOf)
		alike(t, "churn", got.Churn, churn)
	}
}

func TestSettleTooEarly(t *testing.T) {
	s := thin.shop(7)
	s.AsOf = begin + 390
	if _, err := Settle(guesses(s, begin+300, rand.New(rand.NewPCG(1, 43))), begin+300, s); err == nil ||
		!strings.Contains(err.Error(), "before "+(begin+391).String()) {
		t.Errorf("settled a day early: %v", err)
	}
	s.AsOf++
	if _, err := Settle(nil, begin+300, s); err != nil {
		t.Errorf("nobody was told anything: %v", err)
	}
}

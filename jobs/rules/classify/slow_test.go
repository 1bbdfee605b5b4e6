package classify

import (
	"math/big"
	"sort"
	"time"
)

// This file is the second opinion: spec 02 written down once more, plainly and
// slowly, over time.Time and big.Rat, sharing no code with the package. It is
// read against the spec, and the package is tested against it.

type slowOrder struct {
	day time.Time
	net int64
}

type slowCustomer struct {
	revenue, previous  *big.Rat
	orders, prevOrders int
	days               []time.Time // purchase days, ascending
	since              int
	gap                *big.Rat // nil: none
	estimated          bool
	risk               *big.Rat
	riskChange         *big.Rat
	revenueChange      *big.Rat
	rank, of           int
	larger, total      *big.Rat
}

func slowBack(t time.Time, months int) time.Time {
	y, m, d := t.Date()
	first := time.Date(y, m-time.Month(months), 1, 0, 0, 0, 0, time.UTC)
	if last := first.AddDate(0, 1, -1).Day(); d > last {
		d = last
	}
	return first.AddDate(0, 0, d-1)
}

func slowDays(from, to time.Time) int { return int(to.Sub(from).Hours()) / 24 }

func inside(day, from, to time.Time) bool { return day.After(from) && !day.After(to) }

func whole(n int) *big.Rat { return big.NewRat(int64(n), 1) }

func slowPurchaseDays(orders []slowOrder, asOf time.Time) []time.Time {
	set := map[time.Time]bool{}
	for _, o := range orders {
		if o.net > 0 && !o.day.After(asOf) {
			set[o.day] = true
		}
	}
	var days []time.Time
	for d := range set {
		days = append(days, d)
	}
	sort.Slice(days, func(i, j int) bool { return days[i].Before(days[j]) })
	return days
}

func slowGap(days []time.Time, from, to time.Time) *big.Rat {
	var in []time.Time
	for _, d := range days {
		if inside(d, from, to) {
			in = append(in, d)
		}
	}
	var gap *big.Rat
	if n := len(in); n >= 3 {
		gap = new(big.Rat).Quo(whole(slowDays(in[0], in[n-1])), whole(n-1))
	} else {
		if len(days) < 2 {
			return nil
		}
		last := days
		if len(last) > 3 {
			last = last[len(last)-3:]
		}
		var gaps, short []int
		for i := 1; i < len(last); i++ {
			gaps = append(gaps, slowDays(last[i-1], last[i]))
			if g := gaps[i-1]; g <= 365 {
				short = append(short, g)
			}
		}
		if len(short) > 0 {
			gaps = short
		}
		sum := 0
		for _, g := range gaps {
			sum += g
		}
		gap = new(big.Rat).Quo(whole(sum), whole(len(gaps)))
	}
	if gap.Cmp(whole(1)) < 0 {
		return whole(1)
	}
	return gap
}

func slowMeasure(orders []slowOrder, asOf time.Time, w int) slowCustomer {
	s := 12
	if w > s {
		s = w
	}
	c := slowCustomer{revenue: new(big.Rat), previous: new(big.Rat), days: slowPurchaseDays(orders, asOf)}
	for _, o := range orders {
		net := new(big.Rat).SetInt64(o.net)
		if inside(o.day, slowBack(asOf, w), asOf) {
			c.revenue.Add(c.revenue, net)
			if o.net > 0 {
				c.orders++
			}
		}
		if inside(o.day, slowBack(asOf, w+s), slowBack(asOf, s)) {
			c.previous.Add(c.previous, net)
			if o.net > 0 {
				c.prevOrders++
			}
		}
	}
	if n := len(c.days); n > 0 {
		c.since = slowDays(c.days[n-1], asOf)
		if c.gap = slowGap(c.days, slowBack(asOf, w), asOf); c.gap != nil {
			c.risk = new(big.Rat).Quo(whole(c.since), c.gap)
		}
	}
	if c.previous.Sign() > 0 {
		c.revenueChange = new(big.Rat).Sub(c.revenue, c.previous)
		c.revenueChange.Quo(c.revenueChange, c.previous).Mul(c.revenueChange, whole(100))
	}
	c.riskChange = slowRiskChange(c.days, asOf, w, s)
	return c
}

func slowRiskChange(days []time.Time, asOf time.Time, w, s int) *big.Rat {
	var base []time.Time
	for _, d := range days {
		if inside(d, slowBack(asOf, 2*s), slowBack(asOf, s)) {
			base = append(base, d)
		}
	}
	if len(base) < 4 {
		return nil
	}
	g := new(big.Rat).Quo(whole(slowDays(base[0], base[len(base)-1])), whole(len(base)-1))
	mean := func(start int) *big.Rat {
		sum, n := new(big.Rat), 0
		for i := 0; i < w; i++ {
			at, last := slowBack(asOf, start+i), time.Time{}
			for _, d := range days {
				if !d.After(at) {
					last = d
				}
			}
			if !last.IsZero() {
				sum.Add(sum, new(big.Rat).Quo(whole(slowDays(last, at)), g))
				n++
			}
		}
		if n == 0 {
			return nil
		}
		return sum.Quo(sum, whole(n))
	}
	now, before := mean(0), mean(s)
	if now == nil || before == nil {
		return nil
	}
	floor := big.NewRat(1, 10)
	if before.Cmp(floor) > 0 {
		floor = before
	}
	out := new(big.Rat).Sub(now, before)
	return out.Quo(out, floor).Mul(out, whole(100))
}

func slowMedian(gaps []*big.Rat) *big.Rat {
	if len(gaps) == 0 {
		return nil
	}
	sort.Slice(gaps, func(i, j int) bool { return gaps[i].Cmp(gaps[j]) < 0 })
	if n := len(gaps); n%2 == 0 {
		sum := new(big.Rat).Add(gaps[n/2-1], gaps[n/2])
		return sum.Quo(sum, whole(2))
	}
	return gaps[len(gaps)/2]
}

// slowSettle compares the active customers of one smart type.
func slowSettle(all []*slowCustomer) {
	var gaps []*big.Rat
	total, n := new(big.Rat), 0
	for _, c := range all {
		if len(c.days) >= 2 {
			gaps = append(gaps, c.gap)
		}
		if c.revenue.Sign() > 0 {
			n++
			total.Add(total, c.revenue)
		}
	}
	typical := slowMedian(gaps)
	for _, c := range all {
		if len(c.days) == 1 && typical != nil {
			c.gap, c.estimated = typical, true
			c.risk = new(big.Rat).Quo(whole(c.since), typical)
		}
		if c.revenue.Sign() <= 0 {
			continue
		}
		c.rank, c.of, c.larger, c.total = 1, n, new(big.Rat), total
		for _, other := range all {
			if other.revenue.Cmp(c.revenue) > 0 {
				c.rank++
				c.larger.Add(c.larger, other.revenue)
			}
		}
	}
}

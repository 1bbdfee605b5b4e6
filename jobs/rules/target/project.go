package target

import (
	"math/big"
	"slices"

	"wholesight/jobs/calendar"
)

// History is what a customer has bought, month by month from First to the month of
// the as-of day, which may be a part of one. Kind is the index of its smart type.
type History struct {
	First   calendar.Month
	Revenue []int64
	Kind    int
}

// Bought is the revenue of the months from … to, both with.
func (h *History) Bought(from, to calendar.Month) (sum int64) {
	from, to = max(from, h.First), min(to, h.First+calendar.Month(len(h.Revenue))-1)
	for m := from; m <= to; m++ {
		sum += h.Revenue[m-h.First]
	}
	return sum
}

// active is how many of the twelve months up to c have revenue above zero.
func (h *History) active(c calendar.Month) (n int) {
	for m := max(c-11, h.First); m <= c && int(m-h.First) < len(h.Revenue); m++ {
		if h.Revenue[m-h.First] > 0 {
			n++
		}
	}
	return n
}

const (
	ppm       = 1_000_000 // ratios are kept in millionths
	horizons  = 12        // months ahead
	rhythms   = 3         // how regularly a customer buys: see rhythm
	minMonths = 3         // of a customer's own history
	minPool   = 60        // residuals that a quantile needs
	sampled   = 1000      // customers of a smart type that the model learns from
	testedAt  = 6         // past cut-offs that each horizon is tested at
)

// Season is the weight of each calendar month in a smart type's year, in
// millionths; they add up to a million, or are all zero.
type weights [12]int64

// sum is the weight of n months behind c.
func (w *weights) sum(c calendar.Month, n int) (sum int64) {
	for i := range n {
		sum += w[(c+1+calendar.Month(i)).Of()-1]
	}
	return sum
}

// rhythm is the class of a customer by the months of the last twelve in which it
// bought: who buys every month errs less than who buys twice a year.
func rhythm(active int) int {
	switch {
	case active <= 4:
		return 0
	case active <= 9:
		return 1
	}
	return 2
}

// level is what a customer buys in a year at its present rate, at the end of month
// c, and whether that can be said: the mean of its last twelve and its last six
// months, each made a year of by the season of its smart type. (Twelve months alone
// are late to see a customer that stops; six alone take a gap for an end.)
func (h *History) level(c calendar.Month, w *weights) (int64, bool) {
	first := h.First
	for int(first-h.First) < len(h.Revenue) && h.Revenue[first-h.First] <= 0 {
		first++
	}
	months := int(c-first) + 1
	if months < minMonths {
		return 0, false
	}
	year := func(n int) (int64, bool) {
		n = min(n, months)
		share := w.sum(c-calendar.Month(n), n)
		if share == 0 {
			return 0, false
		}
		return mulDiv(max(h.Bought(c-calendar.Month(n)+1, c), 0), ppm, share), true
	}
	long, ok := year(12)
	short, okShort := year(6)
	if !ok || !okShort {
		return 0, false
	}
	level := long/2 + short/2
	return level, level > 0
}

// mulDiv is a × b ÷ c, c positive, rounded half away from zero.
func mulDiv(a, b, c int64) int64 {
	return round(new(big.Int).Mul(big.NewInt(a), big.NewInt(b)), big.NewInt(c))
}

// cell is a pool of residuals: smart type, rhythm, months ahead (from 1).
type cell struct{ kind, rhythm, ahead int }

// residual is (came − expected) ÷ expected in millionths, at the end of a month.
type residual struct {
	cut   calendar.Month
	ratio int64
}

// span is an 80 % band as ratios of what is expected.
type span struct{ low, high int64 }

// Coverage is how often the truth lay within the band, at past month ends.
type Coverage struct{ In, Of int }

// Known tells whether the history was long enough to test the band.
func (c Coverage) Known() bool { return c.Of > 0 }

// Tenths is the share within, in tenths of a percent.
func (c Coverage) Tenths() int64 { return mulDiv(int64(c.In), 1000, int64(c.Of)) }

// Model projects targets to their end. It is learned from all customers of a shop,
// and does not change.
//
// What a customer will buy in the months ahead is expected to be
//
//	level × Σ weight of the months ahead
//
// with its level (a year at the present rate) and the season of its smart type: the
// shares of the calendar months in the type's last 24 whole months, or as many as
// there are.
//
// The band comes from how wrong this was before. At every past month end with half
// a year of the shop behind it the same expectation is made of what was known then,
// for one to twelve months ahead, and compared with what came. These residuals, as
// ratios of the expectation, are pooled by smart type, months ahead and rhythm; the
// band holds 80 % of its pool from the 10th percentile on (split conformal
// prediction: nearest rank of n + 1). Where a pool is small it is widened to all
// rhythms, then to all smart types.
//
// Coverage is tested forward in time only: at each of the last few month ends whose
// outcome is known, the band is made of residuals whose outcome was known by then.
//
// It is all integers, seeded by nothing, and reads no month after the as-of day's.
// Learning takes at most 1000 customers of a smart type, evenly out of the order
// given.
type Model struct {
	asOf    calendar.Day
	whole   calendar.Month // the last month that is over
	season  []weights      // by smart type, at whole
	bands   map[cell]span
	tested  Coverage
	byAhead [horizons + 1]Coverage
}

// anyKind stands for all smart types or rhythms in a cell.
const anyKind = -1

// Learn makes the model of a shop as of a day. kinds is the number of smart types.
func Learn(asOf calendar.Day, kinds int, all []History) *Model {
	m := &Model{asOf: asOf, whole: asOf.Month() - 1, bands: map[cell]span{}}
	if asOf == asOf.Month().Last() {
		m.whole++
	}
	some := sample(kinds, all)
	first := m.whole + 1
	for i := range some {
		first = min(first, some[i].First)
	}
	m.season = seasons(kinds, some, first, m.whole)
	pools := residuals(kinds, some, first, m.whole)
	cells := make([]cell, 0, len(pools))
	for k, pool := range pools {
		if b, ok := band(pool, m.whole); ok {
			m.bands[k] = b
		}
		if k.kind != anyKind && k.rhythm != anyKind {
			cells = append(cells, k)
		}
	}
	for _, k := range cells {
		m.test(k, pools)
	}
	for _, c := range m.byAhead {
		m.tested.In, m.tested.Of = m.tested.In+c.In, m.tested.Of+c.Of
	}
	return m
}

// sample is at most so many customers of each smart type, evenly spread.
func sample(kinds int, all []History) []History {
	n, seen := make([]int, kinds), make([]int, kinds)
	for i := range all {
		n[all[i].Kind]++
	}
	var some []History
	for i := range all {
		k := all[i].Kind
		if n[k] <= sampled || seen[k]*sampled/n[k] != (seen[k]+1)*sampled/n[k] {
			some = append(some, all[i])
		}
		seen[k]++
	}
	return some
}

// seasons are the weights of each smart type at the end of month c.
func seasons(kinds int, all []History, first, c calendar.Month) []weights {
	out := make([]weights, kinds)
	from := max(first, c-23)
	var months [12]int64
	for m := from; m <= c; m++ {
		months[m.Of()-1]++
	}
	for k := range out {
		var sums [12]*big.Int
		total := new(big.Int)
		for i := range sums {
			sums[i] = new(big.Int)
		}
		for i := range all {
			if h := &all[i]; h.Kind == k {
				for m := max(from, h.First); m <= c && int(m-h.First) < len(h.Revenue); m++ {
					sums[m.Of()-1].Add(sums[m.Of()-1], big.NewInt(h.Revenue[m-h.First]))
				}
			}
		}
		known := int64(0)
		for i := range sums { // the mean of a calendar month, twelve-folded for a whole division
			if months[i] > 0 {
				known++
				if sums[i].Sign() < 0 {
					sums[i].SetInt64(0)
				}
				sums[i].Mul(sums[i], big.NewInt(12)).Quo(sums[i], big.NewInt(months[i]))
				total.Add(total, sums[i])
			}
		}
		for i := range sums { // a month that the shop has not seen yet is an average one
			switch {
			case total.Sign() == 0:
			case months[i] == 0:
				out[k][i] = ppm / 12
			default:
				out[k][i] = round(sums[i].Mul(sums[i], big.NewInt(ppm*known/12)), total)
			}
		}
	}
	return out
}

// residuals are the pools, each with its cut-offs in their order.
func residuals(kinds int, all []History, first, whole calendar.Month) map[cell][]residual {
	pools := map[cell][]residual{}
	for c := first + 5; c < whole; c++ {
		season := seasons(kinds, all, first, c)
		for i := range all {
			h := &all[i]
			w := &season[h.Kind]
			level, ok := h.level(c, w)
			if !ok {
				continue
			}
			active := rhythm(h.active(c))
			var came int64
			for ahead := 1; ahead <= horizons && c+calendar.Month(ahead) <= whole; ahead++ {
				came += h.Bought(c+calendar.Month(ahead), c+calendar.Month(ahead))
				expected := mulDiv(level, w.sum(c, ahead), ppm)
				if expected <= 0 {
					continue
				}
				r := residual{c, mulDiv(came-expected, ppm, expected)}
				for _, k := range [...]cell{{h.Kind, active, ahead}, {h.Kind, anyKind, ahead}, {anyKind, anyKind, ahead}} {
					pools[k] = append(pools[k], r)
				}
			}
		}
	}
	return pools
}

// band is the band of the residuals of cut-offs up to c; false when they are few. It
// begins at the 10th percentile and holds 80 % from there. Where more than a tenth of the
// customers bought nothing at all, the 10th percentile is that nothing, all of them are
// within, and the band ends lower than at the 90th: else it would hold 90 % and more.
func band(pool []residual, c calendar.Month) (span, bool) {
	n, _ := slices.BinarySearchFunc(pool, c+1, func(r residual, c calendar.Month) int { return int(r.cut - c) })
	if n < minPool {
		return span{}, false
	}
	ratios := make([]int64, n)
	for i := range ratios {
		ratios[i] = pool[i].ratio
	}
	slices.Sort(ratios)
	low := ratios[max((n+1)/10-1, 0)]
	below, _ := slices.BinarySearch(ratios, low)
	return span{low, ratios[min(below+(8*(n+1)+9)/10, n-1)]}, true
}

// test counts how often the truth lay in the band at the last month ends whose
// outcome is known, each with the residuals whose outcome was known by then.
func (m *Model) test(k cell, pools map[cell][]residual) {
	last := m.whole - calendar.Month(k.ahead)
	for c := last; c > last-testedAt; c-- {
		var b span
		found := false
		for _, wider := range [...]cell{k, {k.kind, anyKind, k.ahead}, {anyKind, anyKind, k.ahead}} {
			if b, found = band(pools[wider], c-calendar.Month(k.ahead)); found {
				break
			}
		}
		if !found {
			continue
		}
		for _, r := range pools[k] {
			if r.cut == c {
				m.byAhead[k.ahead].Of++
				if r.ratio >= b.low && r.ratio <= b.high {
					m.byAhead[k.ahead].In++
				}
			}
		}
	}
}

// Tested is the coverage of the 80 % band over all horizons.
func (m *Model) Tested() Coverage { return m.tested }

// TestedAhead is the coverage of the band so many months ahead, 1 to 12.
func (m *Model) TestedAhead(months int) Coverage {
	return m.byAhead[min(max(months, 1), horizons)]
}

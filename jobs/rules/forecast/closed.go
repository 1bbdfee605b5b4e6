package forecast

import (
	"fmt"
	"math"

	"wholesight/jobs/calendar"
	"wholesight/jobs/stats/btyd"
)

// closed is the closed forms, fitted: of each smart type that has customers enough,
// else of all together.
type closed struct {
	Geometric []btyd.Model `json:"geometric"` // MBG/NBD, by smart type; the last one is of all
	Regular   []btyd.Model `json:"regular"`   // MBG/CNBD-k, likewise
	Spend     btyd.Spend   `json:"spend"`     // Gamma-Gamma, in minor units
	HasSpend  bool         `json:"has_spend"`
}

// ownFit is from how many customers with a repeat on a smart type is fitted by itself.
const ownFit = 300

// mostFitted bounds what a fit looks at, so that its time does not grow with the shop.
const mostFitted = 20_000

// mostRegular is the largest k that is tried. Each one costs a fit.
const mostRegular = 4

// fitClosed fits the closed forms at the end of the book's day.
func fitClosed(b *book) (*closed, error) {
	f := &closed{}
	byKind := make([][]btyd.Stats, b.kinds)
	all := make([]btyd.Stats, len(b.all))
	var counts, means []float64
	every := 1 + len(b.all)/mostFitted
	for i, c := range b.all {
		known := until(c.Baskets, b.asOf)
		all[i] = statsOf(known, b.asOf)
		byKind[c.Kind] = append(byKind[c.Kind], all[i])
		if i%every == 0 {
			counts, means = append(counts, float64(len(known))), append(means, meanBasket(known))
		}
	}
	k, err := regularity(b, every)
	if err != nil {
		return nil, err
	}
	if err := f.fit(k, all); err != nil {
		return nil, err
	}
	together := *f
	f.Geometric, f.Regular = nil, nil
	for _, own := range append(byKind, nil) { // all together come last
		if repeaters(own) < ownFit {
			f.Geometric, f.Regular = append(f.Geometric, together.Geometric[0]), append(f.Regular, together.Regular[0])
		} else if err := f.fit(k, own); err != nil {
			return nil, err
		}
	}
	// Baskets that are all alike have no distribution to fit: then a customer's own mean
	// says everything.
	if f.Spend, err = btyd.FitSpend(counts, means); err == nil {
		f.HasSpend = true
	}
	return f, nil
}

// fit adds the two models of a population.
func (f *closed) fit(k int, all []btyd.Stats) error {
	all = fewer(all)
	geometric, err := btyd.Fit(btyd.MBG, 1, all)
	if err != nil {
		return fmt.Errorf("how often customers buy: %w", err)
	}
	regular := geometric
	if k > 1 {
		if regular, err = btyd.Fit(btyd.MBG, k, all); err != nil {
			return fmt.Errorf("how regularly customers buy: %w", err)
		}
	}
	f.Geometric, f.Regular = append(f.Geometric, geometric), append(f.Regular, regular)
	return nil
}

// fewer takes every so many of a population larger than mostFitted: in the order of the
// book, so that old and young customers keep their parts. Where hardly anybody comes back
// everybody is taken, since those few are all there is to fit.
func fewer(all []btyd.Stats) []btyd.Stats {
	every := 1 + len(all)/mostFitted
	var out []btyd.Stats
	for i := 0; i < len(all); i += every {
		out = append(out, all[i])
	}
	if repeaters(out) < fewest {
		return all
	}
	return out
}

// repeaters is how many have come back.
func repeaters(all []btyd.Stats) (n int) {
	for _, s := range all {
		if s.X > 0 {
			n++
		}
	}
	return n
}

func meanBasket(known []Basket) float64 {
	var sum float64
	for _, x := range known {
		sum += float64(x.Revenue)
	}
	return sum / float64(len(known))
}

// regularity is the k that is likeliest on the newest finished window: fitted on what
// came before it, how likely is what each customer then did? A book that is too short to
// be parted has the memoryless k of 1.
func regularity(b *book, every int) (int, error) {
	cut := b.asOf - horizon
	var before, after []btyd.Stats
	repeats := 0
	for i, c := range b.all {
		if known := until(c.Baskets, cut); i%every == 0 && len(known) > 0 {
			before, after = append(before, statsOf(known, cut)), append(after, statsOf(until(c.Baskets, b.asOf), b.asOf))
			if len(known) > 1 {
				repeats++
			}
		}
	}
	if repeats < fewest {
		return 1, nil
	}
	best, most := 1, math.Inf(-1)
	for k := 1; k <= mostRegular; k++ {
		m, err := btyd.Fit(btyd.MBG, k, before)
		if err != nil {
			return 0, fmt.Errorf("how regularly customers buy: %w", err)
		}
		var l float64
		for i := range before {
			l += m.LogLik(after[i]) - m.LogLik(before[i])
		}
		if l <= most {
			break // the first k that is no likelier ends it
		}
		best, most = k, l
	}
	return best, nil
}

// of is the two models of a smart type, also of one that came later.
func (f *closed) of(kind int32) (geometric, regular *btyd.Model) {
	k := len(f.Geometric) - 1
	if int(kind) < k {
		k = int(kind)
	}
	return &f.Geometric[k], &f.Regular[k]
}

// value is what a basket of the customer will be worth, minor units.
func (f *closed) value(known []Basket) float64 {
	mean := meanBasket(known)
	if !f.HasSpend {
		return mean
	}
	return f.Spend.Mean(float64(len(known)), mean)
}

// naive is what closed forms and plain rules say of one customer's next days, before
// season and level.
type naive struct {
	alive     float64 // MBG/NBD
	none      float64 // MBG/NBD: no purchase
	expected  float64 // MBG/NBD: purchases
	regular   float64 // MBG/CNBD-k: purchases
	rate      float64 // purchase days of the last 365, as many as fall into the window
	value     float64 // of a basket, minor units
	spendRate float64 // revenue of the last 365 days, likewise
}

// naiveOf is what they say of a row of a snapshot.
func (f *closed) naiveOf(c *Customer, known []Basket, cut, begin calendar.Day, days int) naive {
	geometric, regular := f.of(c.Kind)
	s, h := statsOf(known, cut), float64(days)
	n := naive{alive: geometric.PAlive(s), none: geometric.PNone(s, h), expected: geometric.Expected(s, h),
		regular: regular.Expected(s, h), value: f.value(known)}
	span := float64(min(year, cut-begin+1))
	for k := len(known) - 1; k >= 0 && cut-known[k].Day < year; k-- {
		n.rate++
		n.spendRate += float64(known[k].Revenue)
	}
	n.rate, n.spendRate = n.rate*h/span, n.spendRate*h/span
	return n
}

// orders is the purchases in the window by the closed forms and last year's rate
// together, by their mean: each is wrong in its own way.
func (n *naive) orders() float64 { return (n.expected + n.regular + n.rate) / 3 }

// spend is the revenue in the window: the closed forms' and last year's, blended by the
// geometric mean, as amounts are.
func (n *naive) spend() float64 {
	return math.Sqrt((n.expected + n.regular) / 2 * n.value * n.spendRate)
}

// leastProbability keeps the logit of a probability finite.
const leastProbability = 1e-4

func logit(p float64) float64 {
	p = min(max(p, leastProbability), 1-leastProbability)
	return math.Log(p / (1 - p))
}

func sigmoid(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

// leastOrders keeps the log of an expectation finite.
const leastOrders = .01

// see writes the closed form's columns of a row.
func (n *naive) see(row []float32) {
	row[fAlive], row[fExpected], row[fNone] = float32(n.alive), float32(math.Log(n.expected+1e-3)), float32(logit(n.none))
}

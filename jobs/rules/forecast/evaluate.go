package forecast

import (
	"fmt"
	"math"
	"slices"

	"wholesight/jobs/calendar"
	"wholesight/jobs/stats/btyd"
)

// rounds of resampled customers for an interval.
const rounds = 100

// Evaluate is how the forecasts of shop.AsOf came out within so many days, beside the
// plain rules and the classic models: rows by job, method and metric. The customers also
// hold the baskets after AsOf: they are the truth, and nothing but the scoring looks at
// them. A window that is not over, and a shop too thin to fit anything, are errors.
//
// The next order day is tried on half a year, so it is told as of AsOf only where the
// book goes on for as long, and else as of the latest day where it does (Row.AsOf).
func Evaluate(shop Shop, days int, tell func(done, all int) error) ([]Row, error) {
	last := lastDay(shop.Customers)
	if last < shop.AsOf+calendar.Day(days) {
		return nil, fmt.Errorf("the order book ends on %s: what happens within %d days of %s is not known yet", last, days,
			shop.AsOf)
	}
	steps := []calendar.Day{shop.AsOf}
	if next := min(shop.AsOf, last-nextWithin); next < shop.AsOf {
		steps = append(steps, next)
	}
	var all []Row
	for i, cut := range steps {
		if tell != nil {
			if err := tell(i, len(steps)); err != nil {
				return nil, err
			}
		}
		rows := mostRows
		if i > 0 {
			rows = 0 // no tree says when the next order comes
		}
		e, err := newEvaluation(shop, cut, days, last, rows)
		if err != nil {
			return nil, err
		}
		if i == 0 {
			all = slices.Concat(e.churn(), e.orders(), e.revenue())
		}
		if i == len(steps)-1 {
			all = slices.Concat(all, e.nextOrder())
		}
	}
	if tell != nil {
		if err := tell(len(steps), len(steps)); err != nil {
			return nil, err
		}
	}
	return all, nil
}

func lastDay(all []Customer) (last calendar.Day) {
	for i := range all {
		if n := len(all[i].Baskets); n > 0 {
			last = max(last, all[i].Baskets[n-1].Day)
		}
	}
	return last
}

// evaluation is one cut-off under scrutiny.
type evaluation struct {
	*tried
	serve  map[string]rank
	bg     btyd.Model
	pareto btyd.Model
}

// newEvaluation learns at a cut-off, chooses by what was over then, and tries.
func newEvaluation(shop Shop, cut calendar.Day, days int, last calendar.Day, rows int) (*evaluation, error) {
	then := shop
	then.AsOf = cut
	m, err := train(then, 1, rows, nil)
	if err != nil {
		return nil, err
	}
	m.ready()
	if m.Fitted.Closed == nil {
		return nil, fmt.Errorf("%s: too few customers have bought twice by then to evaluate anything", cut)
	}
	e := &evaluation{serve: m.serve, tried: tryOn(m.Fitted, openBefore(shop.Customers, cut, last), cut, last, days)}
	stats := e.s.stats
	if e.bg, err = btyd.Fit(btyd.BG, 1, stats); err != nil {
		return nil, err
	}
	if rows > 0 {
		e.pareto, err = btyd.Fit(btyd.Pareto, 1, stats)
	}
	return e, err
}

// said is a column made of one customer after the other.
func (e *evaluation) said(f func(i int) float64) []float64 {
	out := make([]float64, len(e.s.who))
	for i := range out {
		out[i] = f(i)
	}
	return out
}

// ranked adds the method that serves and those that could.
func (e *evaluation) ranked(job string) (all []Row) {
	said, came := e.column(job, e.serve[job])
	all = append(all, e.rows(job, Ours, said, came)...)
	for r, name := range served[job] {
		if name != "" && (rank(r) != boosted || e.f.Trees != nil) {
			said, came := e.column(job, rank(r))
			all = append(all, e.rows(job, name, said, came)...)
		}
	}
	return all
}

func (e *evaluation) rows(job, method string, said, came []float64) []Row {
	all := rows(job, method, said, came, rounds)
	for i := range all {
		all[i].AsOf = e.s.cut.String()
	}
	return all
}

func (e *evaluation) churn() []Row {
	h := float64(e.s.horizon)
	all := e.ranked(JobChurn)
	for _, m := range []struct {
		name    string
		predict func(i int) float64
	}{
		{MethodBGAlive, func(i int) float64 { return e.bg.PAlive(e.s.stats[i]) }},
		{MethodBG, func(i int) float64 { return 1 - e.bg.PNone(e.s.stats[i], h) }},
		{MethodMBG, func(i int) float64 { return -math.Expm1(-e.naives[i].expected) }},
		{MethodRegular, func(i int) float64 { return -math.Expm1(-e.naives[i].regular) }},
		{MethodPareto, func(i int) float64 { return 1 - e.pareto.PNone(e.s.stats[i], h) }},
	} {
		all = append(all, e.rows(JobChurn, m.name, e.said(m.predict), e.bought)...)
	}
	return all
}

func (e *evaluation) orders() []Row {
	h := float64(e.s.horizon)
	factor := math.Exp(e.f.Season.log(e.s.cut, e.s.horizon) + e.f.Levels.Orders)
	mean := func(i int) float64 { return (e.pareto.Expected(e.s.stats[i], h) + e.naives[i].rate) / 2 }
	all := e.ranked(JobOrders)
	for _, m := range []struct {
		name    string
		predict func(i int) float64
	}{
		{MethodBG, func(i int) float64 { return e.bg.Expected(e.s.stats[i], h) }},
		{MethodMBG, func(i int) float64 { return e.naives[i].expected }},
		{MethodRegular, func(i int) float64 { return e.naives[i].regular }},
		{MethodPareto, func(i int) float64 { return e.pareto.Expected(e.s.stats[i], h) }},
		{MethodMean, mean},
		{MethodSeason, func(i int) float64 { return mean(i) * factor }},
	} {
		all = append(all, e.rows(JobOrders, m.name, e.said(m.predict), e.s.orders)...)
	}
	return all
}

func (e *evaluation) revenue() []Row {
	h := float64(e.s.horizon)
	factor := math.Exp(e.f.Season.log(e.s.cut, e.s.horizon) + e.f.Levels.Spend)
	gamma := func(i int) float64 { return e.bg.Expected(e.s.stats[i], h) * e.naives[i].value }
	blend := func(i int) float64 { return math.Sqrt(gamma(i) * e.naives[i].spendRate) }
	all := e.ranked(JobRevenue)
	for _, m := range []struct {
		name    string
		predict func(i int) float64
	}{
		{MethodBGSpend, gamma},
		{MethodBlend, blend},
		{MethodBlendSea, func(i int) float64 { return blend(i) * factor }},
	} {
		all = append(all, e.rows(JobRevenue, m.name, e.said(m.predict), e.s.revenue)...)
	}
	return all
}

// nextOrder adds the constant that would have been best: a rule with the truth in hand,
// to show how much there is to win.
func (e *evaluation) nextOrder() []Row {
	all := e.ranked(JobNextOrder)
	if len(e.came) == 0 {
		return all
	}
	sorted := slices.Sorted(slices.Values(e.came))
	constant := make([]float64, len(e.came))
	for i := range constant {
		constant[i] = sorted[len(sorted)/2]
	}
	return append(all, e.rows(JobNextOrder, MethodConstant, constant, e.came)...)
}

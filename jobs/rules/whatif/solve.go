package whatif

import (
	"cmp"
	"fmt"
	"slices"

	"wholesight/jobs/calendar"
	"wholesight/jobs/rules/classify"
)

// Horizon is how many days ahead silence and deadlines are followed: a year, and
// some weeks, in which a label of a year's window has lost all that it stands on.
const Horizon = 400

// Kind is what moves a customer.
type Kind uint8

// The kinds.
const (
	Buying  Kind = iota // one order, or some, on one day
	Silence             // no order at all
)

// Way is one way to another label of one type.
type Way struct {
	Type     classify.Type
	Kind     Kind
	From, To int // index of the band now and then; −1: no label

	Orders int64        // Buying: how many, ≥ 1
	Amount int64        // Buying: what they come to together, minor units, ≥ Orders
	Any    bool         // Buying: the amount does not matter, each order of value does
	By     calendar.Day // Buying: the last day on which it is enough; 0: no end within the Horizon
	On     calendar.Day // Silence: the first day with that label

	Held bool // the others of the smart type are taken as they are today
}

// SolveDays is the nearest changes of each type, in the order of classify.Types: for
// each what buying does before what silence does, the nearer before the farther.
//
// Inputs: the customer's counted orders added up by day, in the order of days, amounts
// in minor units; the as-of day and timeframe that its labels are of; the smart type's
// bands, accepted by Check; the others of the smart type. It needs the days after the
// BaseFrom of the as-of day's windows, and of the older ones with an order of value the
// very first and the last OldDays; whether the others are there makes no difference.
//
// Result: for each type and kind the nearest change, and, when that one takes the
// label away, the nearest one to another label beside it. None where there is no
// band, or nothing within Horizon days or mostAmount changes anything. Nearer is, for
// buying, fewer orders and then the lesser amount; for silence the earlier day.
//
// Errors: as classify.Measure.
func SolveDays(days []Day, asOf calendar.Day, months classify.Timeframe, bands classify.Bands,
	m *Market) ([]Way, error) {
	w, err := classify.NewWindows(asOf, months)
	if err != nil {
		return nil, err
	}
	s := solver{book: newBook(days, w), asOf: asOf, bands: bands, market: m}
	now, err := s.silent(asOf)
	if err != nil {
		return nil, err
	}
	var out []Way
	for k, t := range classify.Types {
		s.now[k] = classify.Label(t, bands[k], &now)
		if len(bands[k]) == 0 {
			continue
		}
		found, err := s.buying(t)
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
	}
	silence, err := s.silence()
	if err != nil {
		return nil, err
	}
	out = append(out, silence...)
	slices.SortStableFunc(out, func(a, b Way) int {
		return cmp.Or(cmp.Compare(a.Type.Index(), b.Type.Index()), cmp.Compare(a.Kind, b.Kind))
	})
	return out, nil
}

// solver is one question.
type solver struct {
	book   *book
	asOf   calendar.Day
	bands  classify.Bands
	market *Market
	now    [6]int // the bands that carry the customer

	bought []classify.Figures // by days from asOf on: with one order of one minor unit on that day
}

// silent are the figures as of a day without any new order.
func (s *solver) silent(day calendar.Day) (classify.Figures, error) {
	f, err := s.book.figures(day, false)
	if err != nil {
		return f, err
	}
	return f, s.market.settle(&f)
}

// label is the band as of a day, so many days from asOf on, with so many orders of
// that amount together on that day.
func (s *solver) label(t classify.Type, ahead int, orders, amount int64) (int, error) {
	for len(s.bought) <= ahead {
		f, err := s.book.figures(s.asOf+calendar.Day(len(s.bought)), true)
		if err != nil {
			return 0, err
		}
		s.bought = append(s.bought, f)
	}
	f := s.bought[ahead]
	f.Orders += orders - 1
	if f.Revenue += amount - 1; f.Revenue > 1<<62 {
		return 0, fmt.Errorf("revenue with an order of %d minor units: %w", amount, classify.ErrOverflow)
	}
	if f.PreviousRevenue > 0 {
		change, ok := classify.Change(f.PreviousRevenue, f.Revenue)
		if !ok {
			return 0, fmt.Errorf("revenue change: %w", classify.ErrOverflow)
		}
		f.RevenueChange = change
	}
	if err := s.market.settle(&f); err != nil {
		return 0, err
	}
	return classify.Label(t, s.bands[t.Index()], &f), nil
}

// buying is what an order does to a type: every number of orders and every amount at
// which the label may change is tried, the least first.
func (s *solver) buying(t classify.Type) ([]Way, error) {
	bands, k := s.bands[t.Index()], t.Index()
	if _, err := s.label(t, 0, 1, 1); err != nil {
		return nil, err
	}
	base := &s.bought[0]
	revenue := base.Revenue - 1 // of the current window, before the order
	var amounts []int64
	for _, c := range steps(t, bands, base, s.market) {
		if c-revenue >= 1 && c-revenue <= mostAmount {
			amounts = append(amounts, c-revenue)
		}
	}
	if revenue < 0 { // ranks and shares begin above 0
		amounts = append(amounts, 1-revenue)
		slices.Sort(amounts)
	}
	first := map[int]Way{}
	for _, orders := range s.counts(t, base.Orders-1) {
		for i := -1; i < len(amounts); i++ {
			amount := orders
			if i >= 0 {
				amount = max(amount, amounts[i])
			}
			to, err := s.label(t, 0, orders, amount)
			if err != nil {
				return nil, err
			}
			if _, known := first[to]; to != s.now[k] && !known {
				every := false
				if amount == orders && !ofRevenue(t) { // more of it may still reach a minimum spend
					most, err := s.label(t, 0, orders, mostAmount)
					if err != nil {
						return nil, err
					}
					every = most == to
				}
				first[to] = Way{Type: t, Kind: Buying, From: s.now[k], To: to, Orders: orders, Amount: amount,
					Any: every, Held: ofRanking(t) || base.PurchaseDays == 1 && t == classify.Risk}
			}
		}
	}
	out := nearest(first, func(a, b Way) int {
		return cmp.Or(cmp.Compare(a.Orders, b.Orders), cmp.Compare(a.Amount, b.Amount), cmp.Compare(a.To, b.To))
	})
	for i := range out {
		by, err := s.deadline(&out[i])
		if err != nil {
			return nil, err
		}
		out[i].By = by
	}
	return out, nil
}

// counts are the numbers of new orders at which a type's label may change, ascending:
// one, those that reach a minimum of orders, and for the type that counts orders those
// that leave a band. have is the number before.
func (s *solver) counts(t classify.Type, have int64) []int64 {
	counts := []int64{1}
	offer := func(n int64) {
		if n -= have; n > 1 && n <= 1_000_000 {
			counts = append(counts, n)
		}
	}
	for _, b := range s.bands[t.Index()] {
		if b.MinOrders != nil {
			offer(*b.MinOrders)
		}
		if t == classify.Orders && b.Value != nil {
			offer(floorDiv(*b.Value, 100) + 1)
		}
	}
	slices.Sort(counts)
	return slices.Compact(counts)
}

// nearest is the first change there is, and the first to another label when that one
// leads to none.
func nearest(first map[int]Way, compare func(a, b Way) int) []Way {
	all := make([]Way, 0, len(first))
	for _, n := range first {
		all = append(all, n)
	}
	slices.SortFunc(all, compare)
	for i, n := range all {
		if n.To >= 0 {
			return append(slices.Clone(all[:min(i, 1)]), n)
		}
	}
	return all
}

// deadline is the last day of those, from the as-of day on, on each of which the
// order gives the label; 0 where that is every day up to the Horizon.
func (s *solver) deadline(n *Way) (calendar.Day, error) {
	for ahead := 1; ahead <= Horizon; ahead++ {
		to, err := s.label(n.Type, ahead, n.Orders, n.Amount)
		if err != nil {
			return 0, err
		}
		if to != n.To {
			return s.asOf + calendar.Day(ahead-1), nil
		}
	}
	return 0, nil
}

// silence follows all types at once, day by day.
func (s *solver) silence() ([]Way, error) {
	var firsts [6]map[int]Way
	for k := range firsts {
		firsts[k] = map[int]Way{}
	}
	for ahead := 1; ahead <= Horizon; ahead++ {
		day := s.asOf + calendar.Day(ahead)
		f, err := s.silent(day)
		if err != nil {
			return nil, err
		}
		for k, t := range classify.Types {
			to := classify.Label(t, s.bands[k], &f)
			if _, known := firsts[k][to]; to != s.now[k] && !known && len(s.bands[k]) > 0 {
				firsts[k][to] = Way{Type: t, Kind: Silence, From: s.now[k], To: to, On: day,
					Held: ofRanking(t) || f.GapEstimated && t == classify.Risk}
			}
		}
	}
	var out []Way
	for k := range firsts {
		out = append(out, nearest(firsts[k], func(a, b Way) int {
			return cmp.Or(cmp.Compare(a.On, b.On), cmp.Compare(a.To, b.To))
		})...)
	}
	return out, nil
}

// ofRevenue tells whether a type's metric is made of revenue.
func ofRevenue(t classify.Type) bool { return t == classify.RevenueChange || ofRanking(t) }

// ofRanking tells whether it needs the others.
func ofRanking(t classify.Type) bool { return t == classify.RevenueRank || t == classify.RevenueShare }

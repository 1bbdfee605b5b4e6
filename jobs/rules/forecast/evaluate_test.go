package forecast

import (
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"wholesight/jobs/calendar"
)

// later is the shop with another future: after AsOf some buy no more, others more, others
// on other days, and there are new customers.
func later(s Shop, last calendar.Day) Shop {
	rng := rand.New(rand.NewPCG(1, 81))
	out := s
	out.Customers = nil
	for _, c := range s.Customers {
		c.Baskets = slices.Clone(until(c.Baskets, s.AsOf))
		for d := s.AsOf + 1 + calendar.Day(rng.IntN(100)); d <= last; d += 1 + calendar.Day(rng.IntN(200)) {
			c.Baskets = append(c.Baskets, Basket{Day: d, Revenue: 1 + rng.Int64N(100_000), Lines: 1, Channel: 1})
		}
		out.Customers = append(out.Customers, c)
	}
	for range 40 {
		out.Customers = append(out.Customers, Customer{Kind: 7, Baskets: []Basket{{Day: s.AsOf + 1, Revenue: 5}}})
	}
	return out
}

// Another future is another truth, and not one forecast of it is another. Customers who
// are alike may change places, since what came decides between them, but what is said of
// them is the same.
func TestAnotherFutureChangesNoForecast(t *testing.T) {
	s := thin.shop(17)
	last := s.AsOf
	s.AsOf -= 200
	other := later(s, last)
	for _, days := range []int{30, 91} {
		a, err := newEvaluation(s, s.AsOf, days, last, 0)
		if err != nil {
			t.Fatal(err)
		}
		b, err := newEvaluation(other, s.AsOf, days, last, 0)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(a.predictions, b.predictions) || !slices.Equal(a.naives, b.naives) ||
			!slices.Equal(a.s.stats, b.s.stats) || a.bg != b.bg || a.pareto != b.pareto {
			t.Fatal("a forecast knows what came")
		}
		if slices.Equal(a.s.orders, b.s.orders) || slices.Equal(a.s.revenue, b.s.revenue) ||
			slices.Equal(a.bought, b.bought) {
			t.Fatal("the truth is the same: nothing is proved")
		}
		for job, r := range a.serve {
			if b.serve[job] != r {
				t.Errorf("%s is served by another method", job)
			}
		}
	}
	// Who is due depends on what came; what is said of the next order does not.
	f, err := learn(openBook(s.Customers, s.AsOf), 0)
	if err != nil {
		t.Fatal(err)
	}
	g, err := learn(openBook(other.Customers, s.AsOf), 0)
	if err != nil {
		t.Fatal(err)
	}
	for i := range s.Customers {
		known := until(s.Customers[i].Baskets, s.AsOf)
		if len(known) > 0 && f.nextOf(known, s.AsOf) != g.nextOf(until(other.Customers[i].Baskets, s.AsOf), s.AsOf) {
			t.Fatalf("customer %d is due on another day", i)
		}
	}
}

// Each job is told of the method that serves, of those that could, and of the classic
// models, with an interval, over the same customers; the one that serves has the figures
// of its method. The next order is told as of half a year before the end of the book.
func TestEvaluate(t *testing.T) {
	s := thin.shop(18)
	last := lastDay(s.Customers)
	s.AsOf = last - 91
	var heard []int
	all, err := Evaluate(s, 91, func(done, all int) error {
		heard = append(heard, done, all)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(heard, []int{0, 2, 1, 2, 2, 2}) {
		t.Errorf("heard %v", heard)
	}
	for job, methods := range map[string][]string{
		JobChurn: {Ours, MethodRecency, MethodClosed, MethodBGAlive, MethodBG, MethodMBG, MethodRegular, MethodPareto},
		JobOrders: {Ours, MethodRate, MethodClosed, MethodBG, MethodMBG, MethodRegular, MethodPareto, MethodMean,
			MethodSeason},
		JobRevenue:   {Ours, MethodRate, MethodClosed, MethodBGSpend, MethodBlend, MethodBlendSea},
		JobNextOrder: {Ours, MethodLastGap, MethodRenewal, MethodConstant},
	} {
		asOf := s.AsOf
		if job == JobNextOrder {
			asOf = last - nextWithin
		}
		served := false
		for _, method := range methods {
			like := true
			for _, metric := range metricsOf[job] {
				r := figure(t, all, job, method, metric)
				ours := figure(t, all, job, Ours, metric)
				if r.N != ours.N || r.AsOf != asOf.String() || r.Low > r.High || r.Low == r.High && job != JobNextOrder {
					t.Errorf("%+v", r)
				}
				like = like && method != Ours && r.Value == ours.Value && r.Low == ours.Low && r.High == ours.High
			}
			served = served || like
		}
		if !served {
			t.Errorf("%s: ours is none of the methods", job)
		}
	}
	for _, r := range all {
		if r.Method == MethodTrees {
			t.Errorf("there are no trees: %+v", r)
		}
	}
	// A book that goes on for half a year is learned once.
	s.AsOf = last - nextWithin
	if all, err = Evaluate(s, 91, nil); err != nil || figure(t, all, JobNextOrder, Ours, "mae").AsOf != s.AsOf.String() {
		t.Errorf("as of %s: %v", s.AsOf, err)
	}
}

func TestEvaluateRefuses(t *testing.T) {
	s := thin.shop(19)
	last := lastDay(s.Customers)
	stop := errors.New("enough")
	for what, c := range map[string]struct {
		asOf calendar.Day
		days int
		shop []Customer
		tell func(int, int) error
		want string
	}{
		"a window that is not over": {last - 90, 91, s.Customers, nil, "is not known yet"},
		"a day before the book":     {begin - 300, 91, s.Customers, nil, ErrNoPurchase.Error()},
		"a thin shop":               {begin + 200, 91, []Customer{on(0, 100, 300), on(9)}, nil, "too few customers"},
		"an empty one":              {begin, 0, nil, nil, "is not known yet"},
		"who is told enough":        {last - 200, 91, s.Customers, func(int, int) error { return stop }, "enough"},
	} {
		s.AsOf, s.Customers = c.asOf, c.shop
		if all, err := Evaluate(s, c.days, c.tell); err == nil || !strings.Contains(err.Error(), c.want) || all != nil {
			t.Errorf("%s: %d rows, %v", what, len(all), err)
		}
	}
}

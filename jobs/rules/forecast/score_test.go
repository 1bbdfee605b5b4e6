package forecast

import (
	"math"
	"testing"

	"wholesight/jobs/calendar"
)

// Against the integral, in 20,000 slices of the year; half a minor unit is rounding.
func TestDiscounted(t *testing.T) {
	for _, rate := range []float64{1e-9, .01, .08, .1, .5, 3} {
		const slices = 20_000
		var sum float64
		for i := range slices {
			sum += 1e7 / slices * math.Pow(1+rate, -(float64(i)+.5)/slices)
		}
		near(t, "worth", float64(discounted(1e7, rate)), sum, .51)
	}
	for _, rate := range []float64{0, -.1} {
		if got := discounted(12_345, rate); got != 12_345 {
			t.Errorf("at %v: %d", rate, got)
		}
	}
	if discounted(0, .1) != 0 {
		t.Error("nothing is worth something")
	}
}

func TestMargin(t *testing.T) {
	of := func(day int, revenue, costed, margin int64) Basket {
		return Basket{Day: begin + calendar.Day(day), Revenue: revenue, Costed: costed, Margin: margin}
	}
	for _, c := range []struct {
		what  string
		known []Basket
		want  int64
		ok    bool
	}{
		// 150 of 600 is a quarter, of 2,000.
		{"of last year, whatever was before", []Basket{of(0, 5000, 0, 0), of(600, 1000, 600, 150)}, 500, true},
		{"at least half is known", []Basket{of(600, 1000, 500, 100)}, 400, true},
		{"less than half is", []Basket{of(600, 1000, 499, 100)}, 0, false},
		{"the day a year ago is not of it", []Basket{of(435, 5000, 0, 0), of(436, 100, 100, 10)}, 200, true},
		{"nothing last year: all time", []Basket{of(0, 1000, 1000, 300), of(400, 1000, 0, 0)}, 600, true},
		{"sold at a loss", []Basket{of(700, 1000, 1000, -200)}, -400, true},
		{"nothing known", []Basket{of(700, 1000, 0, 0)}, 0, false},
		{"nothing bought", nil, 0, false},
		{"half a minor unit goes up", []Basket{of(700, 4000, 4000, 1)}, 1, true},
	} {
		if got, ok := margin(c.known, begin+800, 2000); got != c.want || ok != c.ok {
			t.Errorf("%s: %d, %v", c.what, got, ok)
		}
	}
}

// The day that an order was due on is what was told on the evening of the last one, by
// the model that serves, and no day after it moves it but the one that is told now.
func TestDue(t *testing.T) {
	for what, s := range map[string]Shop{"thin": thin.shop(14),
		"the rule's": {AsOf: begin + 300, Customers: many(20, func(i int) Customer { return on(evenly(i, 9+i, 5)...) })}} {
		m := trained(t, s, 1)
		passed := 0
		for i := range s.Customers {
			c := &s.Customers[i]
			for _, later := range []calendar.Day{0, 60, 400} {
				f := m.Forecast(c, s.AsOf+later)
				if !f.Known {
					continue
				}
				if then := m.Forecast(c, f.Last).Next; f.Due != min(then, f.Next) {
					t.Errorf("%s, customer %d: due on %s, told for %s when it had ordered on %s", what, c.ID, f.Due, then, f.Last)
				}
				if f.Due < s.AsOf+later {
					passed++
				}
			}
		}
		if passed < 20 {
			t.Errorf("%s: only %d have passed", what, passed)
		}
	}
}

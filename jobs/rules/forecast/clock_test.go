package forecast

import (
	"encoding/json"
	"testing"

	"wholesight/jobs/calendar"
)

// written is a model's bytes.
func written(t testing.TB, m *Model) string {
	t.Helper()
	text, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// same checks that two models say the same of every customer of two shops that hold
// the same histories, whatever their order.
func same(t *testing.T, a, b *Model, of Shop, day calendar.Day) {
	t.Helper()
	if x, y := written(t, a), written(t, b); x != y {
		for i := range x {
			if i >= len(y) || x[i] != y[i] {
				t.Fatalf("%s: models part at byte %d: …%s and …%s", day, i, x[max(0, i-80):min(i+40, len(x))],
					y[max(0, i-80):min(i+40, len(y))])
			}
		}
		t.Fatalf("%s: one model is longer than the other", day)
	}
	for i := range of.Customers {
		c := of.Customers[i]
		x := a.Forecast(&c, day)
		c.ID, c.Baskets = -c.ID, until(c.Baskets, day)
		if y := b.Forecast(&c, day); x != y {
			t.Fatalf("%s: customer %d: %+v, on the history cut there %+v", day, -c.ID, x, y)
		}
	}
}

// What is learned as of a day from a book that goes on is what was learned that day.
// The days are odd ones on purpose: the first ones, the eves of windows, of back-tests, of
// seasons and of the trend, and the last.
func TestMovingTheClock(t *testing.T) {
	for _, c := range []struct {
		p    plan
		days []int
	}{
		{thin, []int{0, 1, 30, 90, 149, 240, 241, 299, 300, 301, 330, 331, 364, 365, 366, 391, 420, 546, 547, 548, 731, 898,
			899}},
		{small, []int{640}},
		{old, []int{911, 912}},
	} {
		s := c.p.shop(2)
		for _, d := range c.days {
			day := begin + calendar.Day(d)
			s.AsOf = day
			full := trained(t, s, 1)
			if trees := full.Fitted.Trees != nil; trees != (c.p.customers == small.customers) {
				t.Fatalf("%s: trees %v: the shops are to prove both", day, trees)
			}
			same(t, full, trained(t, cut(s, day, uint64(d)), 1), s, day)
		}
	}
}

// The same with the whole track record.
func TestMovingTheClockOfAWholeTrain(t *testing.T) {
	s := small.shop(4)
	s.AsOf = begin + 540
	full, err := Train(s, nil)
	if err != nil {
		t.Fatal(err)
	}
	short, err := Train(cut(s, s.AsOf, 5), nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(full.Record.Backtests) != 3 {
		t.Errorf("%d trials: 540 days less 240 hold three quarters", len(full.Record.Backtests))
	}
	same(t, full, short, s, s.AsOf)
}

package forecast

import (
	"math"
	"testing"

	"wholesight/jobs/calendar"
)

// The clock is the inverse of the day, rises on every day, and goes one day a day where
// there is no season.
func TestWarpIsUndone(t *testing.T) {
	for _, p := range []plan{thin, {customers: 60, days: 300, habits: habits},
		{customers: 60, days: 900, season: .95, habits: habits}} {
		s := p.shop(3)
		b := openBook(s.Customers, s.AsOf)
		se := newSeason(b)
		w := newWarp(&se, b.begin)
		for d := b.begin; d <= s.AsOf+ahead; d++ {
			if got := w.day(w.clock(d)); got != d {
				t.Fatalf("the clock of %s is that of %s", d, got)
			}
			step := w.clock(d) - w.clock(d-1)
			if !(step > 0) || len(se.All) == 0 && step != 1 {
				t.Fatalf("%s: the clock goes by %v", d, step)
			}
		}
		if w.clock(b.begin-1000) != w.at[0] || w.day(math.Inf(1)) != s.AsOf+ahead || w.day(-5) != b.begin-1 ||
			w.clock(s.AsOf+ahead+9) != w.at[len(w.at)-1] {
			t.Error("days outside the book are not its ends")
		}
		// A year by the clock is about as long as a year: what counts is how gaps within
		// it stand to each other.
		near(t, "a year", w.clock(s.AsOf+year)-w.clock(s.AsOf), year, .06*year)
	}
}

// 200 purchase days on one day of the year. Around it, three weeks to either side, the
// window of 43 days holds all 200, where 200 × 43 ÷ 365 = 23.562 are usual; elsewhere
// none. The count is believed by 200 ÷ (200 + 401) = .33278 (a hundred a quarter), to the power .75.
func TestWarpByHand(t *testing.T) {
	s := season{AsOf: begin, All: make([]int32, year)}
	s.All[100] = 200
	w := s.weights()
	high, low := math.Pow(201/24.562, .75*.33278), math.Pow(1/24.562, .75*.33278)
	for i, got := range w {
		want := low
		if i >= 79 && i <= 121 {
			want = high
		}
		near(t, "weight", got, want, 1e-4)
	}
	warp := newWarp(&s, begin-year)
	near(t, "the clock of the busy day", warp.clock(begin+101)-warp.clock(begin+100), high, 1e-4)
	near(t, "the clock of a quiet one", warp.clock(begin+calendar.Day(300))-warp.clock(begin+299), low, 1e-4)
}

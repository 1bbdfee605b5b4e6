package target_test

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"wholesight/jobs/calendar"
	"wholesight/jobs/rules/target"
)

func month(s string) calendar.Month {
	m, err := calendar.ParseMonth(s)
	if err != nil {
		panic(err)
	}
	return m
}

func plan(start string, amounts ...int64) target.Plan {
	p := target.Plan{Start: month(start)}
	for i := range p.Amounts {
		p.Amounts[i] = amounts[min(i, len(amounts)-1)]
	}
	return p
}

func TestPaceAtItsBoundaries(t *testing.T) {
	flat := plan("2026-01", 3100)
	for name, c := range map[string]struct {
		plan                     target.Plan
		day                      string
		actual                   int64
		toDate, attainment       int64
		status                   target.Status
		required                 int64
		noRequired, noAttainment bool
	}{
		"the day before the start": {plan: flat, day: "2025-12-31", status: target.NotDue, noAttainment: true,
			required: 3100},
		"the first day counts as elapsed": {plan: flat, day: "2026-01-01", actual: 100, toDate: 100, attainment: 1000,
			status: target.Ahead, required: 3100},
		"half of the first day": {plan: flat, day: "2026-01-01", actual: 50, toDate: 100, attainment: 500,
			status: target.Behind, required: 3104},
		"a month's last day": {plan: flat, day: "2026-01-31", actual: 2790, toDate: 3100, attainment: 900,
			status: target.OnTrack, required: 3128},
		"a unit below on track": {plan: flat, day: "2026-01-31", actual: 2789, toDate: 3100, attainment: 900,
			status: target.Behind, required: 3128},
		"a unit below ahead": {plan: flat, day: "2026-12-31", actual: 37199, toDate: 37200, attainment: 1000,
			status: target.OnTrack, noRequired: true},
		"the last day": {plan: flat, day: "2026-12-31", actual: 37200, toDate: 37200, attainment: 1000,
			status: target.Ahead, noRequired: true},
		"a day in a later year": {plan: flat, day: "2031-05-05", actual: 37200, toDate: 37200, attainment: 1000,
			status: target.Ahead, noRequired: true},
		"leap February, its 29th": {plan: plan("2024-02", 2900), day: "2024-02-29", actual: 2900, toDate: 2900,
			attainment: 1000, status: target.Ahead, required: 2900},
		"leap February, a third": {plan: plan("2024-02", 1000), day: "2024-02-10", actual: 345, toDate: 345,
			attainment: 1001, status: target.Ahead, required: 1000},
		"February of a common year": {plan: plan("2023-02", 2800), day: "2023-02-28", actual: 0, toDate: 2800,
			attainment: 0, status: target.Behind, required: 3055},
		"a fraction is not rounded before": {plan: plan("2026-01", 1), day: "2026-01-16", actual: 1, toDate: 1,
			attainment: 1938, status: target.Ahead, required: 1},
		"twelve empty months": {plan: plan("2026-01", 0), day: "2026-06-15", actual: 500, status: target.NotDue,
			noAttainment: true},
		"nothing due in the first months": {plan: plan("2026-01", 0, 0, 0, 300), day: "2026-03-31", actual: 10,
			status: target.NotDue, noAttainment: true, required: 299},
		"more came back than was bought": {plan: flat, day: "2026-01-31", actual: -310, toDate: 3100, attainment: -100,
			status: target.Behind, required: 3410},
		"half a tenth goes away from zero": {plan: plan("2026-01", 2000), day: "2026-01-31", actual: 1, toDate: 2000,
			attainment: 1, status: target.Behind, required: 2182},
		"minus half a tenth goes away too": {plan: plan("2026-01", 2000), day: "2026-01-31", actual: -1, toDate: 2000,
			attainment: -1, status: target.Behind, required: 2182},
		"a year that crosses new year": {plan: plan("2025-07", 100), day: "2026-01-31", actual: 700, toDate: 700,
			attainment: 1000, status: target.Ahead, required: 100},
		"as large as an amount can be": {plan: plan("2026-01", math.MaxInt64/12), day: "2026-12-31",
			actual: math.MaxInt64 / 12 * 12, toDate: math.MaxInt64 / 12 * 12, attainment: 1000, status: target.Ahead,
			noRequired: true},
		"an attainment beyond an int64": {plan: plan("2026-01", 1), day: "2026-01-01", actual: math.MaxInt64,
			attainment: math.MaxInt64, status: target.Ahead},
	} {
		got := c.plan.Pace(calendar.Must(c.day), c.actual)
		want := target.Pace{Set: true, Known: !c.noAttainment, Year: c.plan.Year(), ToDate: c.toDate, Actual: c.actual,
			Attainment: c.attainment, Status: c.status}
		if got != want {
			t.Errorf("%s:\n got %+v\nwant %+v", name, got, want)
		}
		if required, ok := c.plan.Required(calendar.Must(c.day), c.actual); required != c.required || ok == c.noRequired {
			t.Errorf("%s: required %d, %v; want %d, %v", name, required, ok, c.required, !c.noRequired)
		}
	}
}

// A second computation, day by day: every day of a month is due its even part.
func TestPaceAgreesWithCountingDays(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 3000 {
		p := target.Plan{Start: month("2023-01") + calendar.Month(r.IntN(30))}
		for i := range p.Amounts {
			p.Amounts[i] = r.Int64N(1_000_000) * int64(r.IntN(3))
		}
		day := p.Start.First() + calendar.Day(r.IntN(420)-25)
		actual := r.Int64N(6_000_000) - 500_000
		due := new(big.Rat)
		for d := p.Start.First(); d <= day && d <= (p.Start+11).Last(); d++ {
			length := int64(d.Month().Last()-d.Month().First()) + 1
			due.Add(due, big.NewRat(p.Amounts[d.Month()-p.Start], length))
		}
		got := p.Pace(day, actual)
		if due.Sign() == 0 {
			if got.Known || got.Status != target.NotDue {
				t.Fatalf("%v on %v: %+v", p, day, got)
			}
			continue
		}
		share := new(big.Rat).Quo(new(big.Rat).SetInt64(actual), due)
		want := target.Behind
		if share.Cmp(big.NewRat(1, 1)) >= 0 {
			want = target.Ahead
		} else if share.Cmp(big.NewRat(9, 10)) >= 0 {
			want = target.OnTrack
		}
		if got.Status != want || !got.Known || diff(got.ToDate, due).Cmp(big.NewRat(1, 2)) > 0 ||
			diff(got.Attainment, share.Mul(share, big.NewRat(1000, 1))).Cmp(big.NewRat(1, 2)) > 0 {
			t.Fatalf("%v on %v, bought %d: %+v, want %v of %v", p, day, actual, got, want, due)
		}
	}
}

func diff(got int64, want *big.Rat) *big.Rat {
	d := new(big.Rat).Sub(new(big.Rat).SetInt64(got), want)
	return d.Abs(d)
}

func TestSplits(t *testing.T) {
	if got, want := target.Even(1205), [12]int64{100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 105}; got != want {
		t.Errorf("even: %v", got)
	}
	season := target.Season{0: 100, 1: 200, 5: -50, 11: 300} // January, February, June, December
	got := target.BySeason(1000, month("2026-12"), season)
	if want := [12]int64{0: 500, 1: 166, 2: 333, 11: 1}; got != want {
		t.Errorf("by season from December: %v", got)
	}
	if got := target.BySeason(25, month("2026-01"), target.Season{-1}); got != target.Even(25) {
		t.Errorf("a flat season: %v", got)
	}
	r := rand.New(rand.NewPCG(3, 4))
	for range 1000 {
		var s target.Season
		for i := range s {
			s[i] = r.Int64() - math.MaxInt64/4
		}
		annual := r.Int64()
		var sum int64
		for _, a := range target.BySeason(annual, calendar.Month(r.IntN(24000)), s) {
			if sum += a; a < 0 {
				t.Fatalf("%d of %v: a month below zero", annual, s)
			}
		}
		if sum != annual {
			t.Fatalf("%d of %v: the months add up to %d", annual, s, sum)
		}
	}
}

func TestOverlapAndStake(t *testing.T) {
	a := plan("2026-01", 1)
	for start, want := range map[string]bool{"2025-01": false, "2025-02": true, "2026-01": true, "2026-12": true,
		"2027-01": false} {
		if got := a.Overlaps(plan(start, 1)); got != want || plan(start, 1).Overlaps(a) != want {
			t.Errorf("2026-01 and %s overlap: %v", start, got)
		}
	}
	for actual, want := range map[int64]int64{10_000: 250, -5: 0, 20: 1, 19: 0} {
		if got := target.AtStake(actual, 2_50); got != want {
			t.Errorf("2.5 %% of %d: %d, want %d", actual, got, want)
		}
	}
	for _, s := range []target.Status{target.None, target.NotDue, target.Ahead, target.OnTrack, target.Behind} {
		if got, ok := target.ParseStatus(s.String()); !ok || got != s {
			t.Errorf("%v is read as %v", s, got)
		}
	}
	if _, ok := target.ParseStatus("late"); ok {
		t.Error("late is no status")
	}
}

package forecast

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"wholesight/jobs/calendar"
)

// plain is a clock that goes one day a day.
func plain(days int) *warp {
	return newWarp(&season{AsOf: begin + calendar.Day(days)}, begin)
}

// The parameters come back from 2,000 simulated customers of 2 to 13 gaps: the mean
// within four standard errors (√((.36 + .04) ÷ 2,000) = .014), the variances within a
// tenth; days are whole, which at 60 days and more moves nothing.
func TestRenewalRecovers(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 31))
	const mean, between, within = 5., .36, .25
	var all []Customer
	last := 0
	for range 2000 {
		c, day := on(0), 0
		own := mean + math.Sqrt(between)*rng.NormFloat64()
		for range 2 + rng.IntN(12) {
			day += max(1, int(math.Round(math.Exp(own+math.Sqrt(within)*rng.NormFloat64()))))
			c.Baskets = append(c.Baskets, Basket{Day: begin + calendar.Day(day), Revenue: 1})
		}
		last = max(last, day)
		all = append(all, c)
	}
	r := newRenewal(openBook(all, begin+calendar.Day(last)), plain(last))
	near(t, "mean", r.Mean, mean, .056)
	near(t, "between", r.Between, between, .1*between)
	near(t, "within", r.Within, within, .1*within)
	if r.N != len(all) {
		t.Errorf("%d customers with a gap, of %d", r.N, len(all))
	}
}

// Quartiles of the next day, given the silence, against brute force that knows nothing
// of posteriors: customers are drawn from the shop, weighed by how likely the gaps that
// were seen are of each, and wait until a gap is longer than the silence. 1 % and a
// day's rounding is allowed.
func TestNextAgainstSimulation(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 31))
	r := renewal{Mean: 3.5, Between: .4, Within: .3}
	w := plain(400)
	for _, c := range []struct {
		days   []int
		silent int
	}{{[]int{0}, 1}, {[]int{0}, 60}, {[]int{0, 30}, 10}, {[]int{0, 10, 25, 33}, 5}, {[]int{0, 10, 25, 33}, 30},
		{[]int{0, 90, 150}, 200}} {
		known := on(c.days...).Baskets
		now := known[len(known)-1].Day + calendar.Day(c.silent)
		type draw struct{ gap, weight float64 }
		var draws []draw
		total := 0.
		for range 150_000 {
			own := r.Mean + math.Sqrt(r.Between)*rng.NormFloat64()
			like := 0.
			for k := 1; k < len(known); k++ {
				d := math.Log(float64(known[k].Day-known[k-1].Day)) - own
				like -= d * d / (2 * r.Within)
			}
			if gap := math.Exp(own + math.Sqrt(r.Within)*rng.NormFloat64()); gap > float64(c.silent) {
				draws = append(draws, draw{gap, math.Exp(like)})
				total += math.Exp(like)
			}
		}
		slices.SortFunc(draws, func(a, b draw) int { return cmp.Compare(a.gap, b.gap) })
		for _, p := range []float64{.25, .5, .75} {
			sum, want := 0., 0.
			for _, d := range draws {
				if sum += d.weight; sum >= p*total {
					want = d.gap
					break
				}
			}
			got := float64(r.next(known, w, now, p) - known[len(known)-1].Day)
			near(t, "the next order", got, want, 1+.012*want)
		}
	}
}

// Nobody has come back yet: the house's gap. One gap each: half a decade of variance.
// All alike: apart by no less than a tenth.
func TestRenewalOfLittle(t *testing.T) {
	for _, c := range []struct {
		all  []Customer
		want renewal
	}{
		{[]Customer{on(0), on(5)}, renewal{math.Log(90), .5, .5, 0}},
		// (.5 is all the variance of one gap, so that nothing is left between them.)
		{[]Customer{on(0, 20), on(0, 20), on(7)}, renewal{math.Log(20), .01, .5, 2}},
		{[]Customer{on(0, 20, 40, 60), on(0, 20, 40)}, renewal{math.Log(20), .01, .01, 2}},
		// Means log 10 and log 40 lie log 2 to either side of log 20: .4805 between them,
		// of which .01 ÷ 2 is within.
		{[]Customer{on(0, 10, 20), on(0, 40, 80)}, renewal{math.Log(20), math.Ln2*math.Ln2 - .005, .01, 2}},
	} {
		got := newRenewal(openBook(c.all, begin+100), plain(100))
		near(t, "mean", got.Mean, c.want.Mean, 1e-9)
		near(t, "between", got.Between, c.want.Between, 1e-9)
		near(t, "within", got.Within, c.want.Within, 1e-9)
		if got.N != c.want.N {
			t.Errorf("%d customers, want %d", got.N, c.want.N)
		}
	}
}

// A silence that no gap explains ends at the end of the clock, and a quartile is never
// over.
func TestNextOfTheLongSilent(t *testing.T) {
	r := renewal{Mean: math.Log(3), Between: .01, Within: .01}
	known := on(0, 3, 6, 9, 12).Baskets
	w := plain(2000)
	for silent := 1; silent < 1900; silent++ {
		now := begin + calendar.Day(12+silent)
		before := now
		for _, p := range []float64{.25, .5, .75} {
			next := r.next(known, w, now, p)
			if next < before || next <= now || next > begin+2000+ahead {
				t.Fatalf("silent for %d days: %s as of %s", silent, next, now)
			}
			before = next
		}
	}
	if got := r.next(known, w, begin+900, .5); got != begin+2000+ahead {
		t.Errorf("after 888 days of silence, of a customer of 3: %s", got)
	}
}

// The book's first day is a Monday.
func TestSnap(t *testing.T) {
	mondays := on(0, 7, 14, 21, 28).Baskets
	for _, c := range []struct {
		known          []Basket
		day, now, want int
	}{
		{mondays, 35, 30, 35},                      // is one
		{mondays, 37, 30, 35},                      // Wednesday
		{mondays, 38, 30, 35},                      // Thursday: back by three days
		{mondays, 39, 30, 42},                      // Friday: on by three
		{mondays, 37, 35, 42},                      // the nearest one is over
		{mondays, 36, 35, 42},                      //
		{mondays[:3], 37, 30, 37},                  // three orders have no day of the week
		{on(0, 7, 14, 22, 30).Baskets, 37, 30, 37}, // three of five are not over 60 %
		{on(0, 7, 14, 22).Baskets, 37, 30, 35},     // three of four are
		{on(6, 13, 20, 27).Baskets, 36, 30, 34},    // Sundays; 36 is a Tuesday
	} {
		if got := snap(begin+calendar.Day(c.day), c.known, begin+calendar.Day(c.now)); got != begin+calendar.Day(c.want) {
			t.Errorf("%+v: %d", c, got-begin)
		}
	}
	for d := calendar.Must("1969-12-01"); d < calendar.Must("1970-03-01"); d++ {
		if weekday(d) != int(d.Time().Weekday()) {
			t.Errorf("%s is day %d of the week", d, weekday(d))
		}
	}
}

package forecast

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"wholesight/jobs/calendar"
)

func near(t *testing.T, what string, got, want, off float64) {
	t.Helper()
	if !(math.Abs(got-want) <= off) {
		t.Errorf("%s: %v, want %v ± %v", what, got, want, off)
	}
}

// A book of 366 days, so that the last 365 of them leave its first day out. Five
// purchase days are in the year, three of them in its first thirty days. The thirty days
// ahead are told from those: usual are 5 × 30 ÷ 365 = .411, so that the factor is
// (3 + 1) ÷ (.411 + 1) = 2.835, believed by 3 ÷ 103: e^.03035.
func TestSeasonByHand(t *testing.T) {
	b := openBook([]Customer{on(0, 100, 200), on(0, 10, 20, 30)}, begin+365)
	s := newSeason(b)
	if len(s.All) != year || len(s.Again) != 0 {
		t.Fatalf("%d days of all, %d of those who came again: who was new is not known before a year and a half", len(s.All),
			len(s.Again))
	}
	near(t, "thirty days ahead", s.log(begin+365, 30), .03035, 5e-6)
	near(t, "the same a year later", s.log(begin+365+365, 30), s.log(begin+365, 30), 0)
	near(t, "the same a year before", s.log(begin, 30), s.log(begin+365, 30), 0)
	near(t, "a whole year", s.log(begin+365, 365), 0, 1e-15)
	near(t, "no days", s.log(begin+365, 0), 0, 0)
	// No purchase day in the window: the factor is not believed at all.
	near(t, "days without a purchase", s.log(begin+230, 91), 0, 0)
}

// A year and a half: who had bought before is known, and the middle of both counts is
// taken. Of the 91 days ahead a year ago (days 183 to 273) one purchase day, by somebody
// who had bought before, of three in all and two of old customers.
func TestSeasonOfOldCustomers(t *testing.T) {
	b := openBook([]Customer{on(0, 250), on(300, 310)}, begin+547)
	s := newSeason(b)
	all := math.Log(2/(3*91./365+1)) / 101
	again := math.Log(2/(2*91./365+1)) / 101
	near(t, "a quarter ahead", s.log(begin+547, 91), (all+again)/2, 1e-15)
}

func TestSeasonOfAYoungBook(t *testing.T) {
	b := openBook([]Customer{on(0, 250)}, begin+364)
	s := newSeason(b)
	if s.All != nil || s.log(begin+364, 91) != 0 || s.weights() != nil {
		t.Errorf("a season of 365 days: %+v", s)
	}
}

// Days before the book's year and after it are looked up by the day of the year.
func TestSeasonPlaces(t *testing.T) {
	s := season{AsOf: begin}
	for _, c := range []struct {
		day  int
		want int
	}{{1, 0}, {2, 1}, {365, 364}, {366, 0}, {0, 364}, {-364, 0}, {-365, 364}, {-3650, 364}, {3651, 0}} {
		if got := s.place(begin + calendar.Day(c.day)); got != c.want {
			t.Errorf("day %d is at %d, want %d", c.day, got, c.want)
		}
	}
}

// Two years and a half in which every day has a little less trade than the one before, and no
// season: none is seen. Taken for season, the decline would give the next quarter
// e^(.5 × 137 ÷ 365), a fifth too much. One day less of a book, and there is no telling.
func TestDeclineIsNoSeason(t *testing.T) {
	for _, rate := range []float64{-.5, 0, .5} {
		all := make([]Customer, 400)
		for d := range 913 {
			for i := range int(150 * math.Exp(rate*float64(d-547)/365)) {
				all[i].Baskets = append(all[i].Baskets, Basket{Day: begin + calendar.Day(d), Revenue: 100, Lines: 1})
			}
		}
		s := newSeason(openBook(all, begin+912))
		near(t, "the trend", s.Trend, rate, .01)
		for _, days := range []int{30, 91, 182, 365} {
			near(t, "a season of none", s.log(begin+912, days), 0, .02)
		}
		young := newSeason(openBook(all, begin+911))
		near(t, "the trend of a young book", young.Trend, 0, 0)
		near(t, "its season", young.log(begin+911, 91), -rate*137/365, .02)
	}
}

// The trend by hand: 3 purchase days in the last year, 1 in the one before, and what was
// before that is not looked at: log(4 ÷ 2), believed by 1 ÷ 101.
func TestTrendByHand(t *testing.T) {
	s := newSeason(openBook([]Customer{on(0, 182, 183), on(548, 700, 912)}, begin+912))
	near(t, "the trend", s.Trend, math.Log(2)/101, 1e-15)
	near(t, "the year's first day", s.steady(0), math.Exp(s.Trend*182/365), 1e-15)
	near(t, "the year's middle", s.steady(182), 1, 0)
}

// A shop that wins nobody any more for two years and loses some of those it has, and one
// that wins more and more: the orders of the next quarter come out within a tenth, over
// three shops each, with a season and without.
func TestShrinkingAndGrowingShops(t *testing.T) {
	for _, swing := range []float64{0, .3} {
		for _, growing := range []bool{false, true} {
			var said, orders float64
			for seed := uint64(1); seed <= 3; seed++ {
				s := plan{customers: 700, days: 1400, season: swing, habits: habits, steady: growing}.shop(seed)
				if growing {
					rng := rand.New(rand.NewPCG(seed, 9))
					s.Customers = slices.DeleteFunc(s.Customers, func(c Customer) bool {
						return len(c.Baskets) > 0 && rng.Float64() > float64(c.Baskets[0].Day-begin)/1400
					})
				}
				s.AsOf -= 91
				m, err := train(s, 0, 0, nil)
				if err != nil {
					t.Fatal(err)
				}
				for i := range s.Customers {
					f := m.Forecast(&s.Customers[i], s.AsOf)
					n, _ := came(&s.Customers[i], s.AsOf, s.AsOf+91)
					if f.Known {
						said, orders = said+float64(f.Orders91)/10000, orders+n
					}
				}
			}
			t.Logf("season %v, growing %v: %.0f said, %.0f came: %+.1f %%", swing, growing, said, orders, 100*(said/orders-1))
			if off := said/orders - 1; math.Abs(off) > .1 {
				t.Errorf("season %v, growing %v: %.0f orders were expected and %.0f came", swing, growing, said, orders)
			}
		}
	}
}

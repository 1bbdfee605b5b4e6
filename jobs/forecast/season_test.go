package forecast

import (
	"math"
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
		t.Fatalf("%d days of all, %d of those who came again: who was new is not known before a year and a half", len(s.All), len(s.Again))
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

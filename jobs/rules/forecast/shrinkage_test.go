package forecast

import (
	"math"
	"testing"

	"wholesight/jobs/calendar"
)

// watched is seen by its definition, customer by customer.
func watched(s Shop) (n [3]int) {
	first := s.AsOf
	for _, c := range s.Customers {
		if len(c.Baskets) > 0 {
			first = min(first, c.Baskets[0].Day)
		}
	}
	for _, c := range s.Customers {
		for quarters := calendar.Day(1); s.AsOf-91*quarters >= first; quarters++ {
			switch days, _ := came(&c, first-1, s.AsOf-91*quarters); {
			case days >= 5:
				n[2]++
			case days >= 2:
				n[1]++
			case days == 1:
				n[0]++
			}
		}
	}
	return n
}

// Quarters that end on day 300 begin on days 209, 118 and 27.
func TestShrinkageByHand(t *testing.T) {
	got := newShrinkage(openBook([]Customer{on(0, 1, 2, 3, 28, 209), on(27), on(118, 119, 300), on(210), on(301)},
		begin+300))
	if want := (shrinkage{4, 2, 2}); got != want {
		t.Errorf("%v, want %v", got, want)
	}
	// .9 of 99 customers and half of one more: .896. Before anything is seen, of ten.
	s := shrinkage{0, 99, 9}
	for _, c := range []struct {
		p    float64
		of   Confidence
		want float64
	}{{.9, Medium, .896}, {0, Medium, .005}, {1, Medium, .995}, {1, Low, 10.5 / 11}, {0, High, .5 / 11}, {.5, Low, .5}} {
		near(t, "a held chance", s.held(c.p, c.of), c.want, 1e-12)
	}
	// However much was seen, and whatever a method that is off its head says.
	s = shrinkage{1e9, 1e9, 1e9}
	for p, want := range map[float64]int32{-1: 1, 0: 1, 1: 9999, 2: 9999, .5: 5000, math.Inf(1): 9999} {
		if got := s.chance(p, High); got != want {
			t.Errorf("%v: %d, want %d", p, got, want)
		}
	}
}

// A small shop where nobody stopped: that nobody will is more than sixty customers can
// tell. And who has ordered once is not as sure to come as those who always did: no such
// customer was ever seen.
func TestNobodyStopped(t *testing.T) {
	s := Shop{AsOf: begin + 800, Customers: many(60, func(i int) Customer {
		return on(evenly(i%17, 14+i%9, 800/(14+i%9)-2)...)
	})}
	s.Customers = append(s.Customers, on(790))
	m := everybodyIsSound(t, "nobody stopped", s)
	n := watched(s)
	if n[0] > 0 || n[2] < 300 {
		t.Fatalf("watched %v", n)
	}
	for i := range s.Customers {
		f := m.Forecast(&s.Customers[i], s.AsOf)
		least := int32(5000 / (max(n[f.Confidence], 10) + 1))
		if f.Churn < least || f.Confidence == High && f.Churn > 3*least {
			t.Errorf("customer %d: churn of %d, the least of %d customers is %d", i, f.Churn, n[f.Confidence], least)
		}
	}
}

// Of one customer nothing is sure, however many orders it has and for how long it has
// been gone.
func TestAShopOfOne(t *testing.T) {
	for _, c := range []struct {
		orders, silent int
		least          int32 // of churn and of buying
	}{
		// ten of each; 360 days and 900 more are 15 quarters since the fifth order
		{1, 0, 454}, {1, 80, 454}, {40, 3, 454}, {40, 900, 312},
	} {
		one := on(evenly(0, 9, c.orders)...)
		s := Shop{AsOf: one.Baskets[c.orders-1].Day + calendar.Day(c.silent), Customers: []Customer{one}}
		f := everybodyIsSound(t, "a shop of one", s).Forecast(&one, s.AsOf)
		for what, p := range map[string]int32{"churn": f.Churn, "30 days": f.Purchase30, "91 days": f.Purchase91,
			"alive": f.Alive} {
			if p < c.least || p > 10000-c.least {
				t.Errorf("%d orders, %d days ago: %s of %d", c.orders, c.silent, what, p)
			}
		}
	}
}

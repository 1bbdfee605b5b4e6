package demo

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wholesight/jobs/calendar"
)

// ordersOf is a copy of each order of the edge cases, by name.
func ordersOf(t *testing.T, s *Shop) map[string][]Order {
	t.Helper()
	by := map[string][]Order{}
	each(t, s, func(o Order) {
		if s.habits[o.Customer].kind == scripted {
			o.Lines = append([]Line(nil), o.Lines...)
			name := s.customers[o.Customer].Name
			by[name] = append(by[name], o)
		}
	})
	return by
}

func sum(orders []Order) int64 {
	n := int64(0)
	for _, o := range orders {
		if counts(o) {
			n += net(o)
		}
	}
	return n
}

// lines tells whether every line of every order is as f says.
func lines(orders []Order, f func(Line) bool) bool {
	for _, o := range orders {
		for _, l := range o.Lines {
			if !f(l) {
				return false
			}
		}
	}
	return len(orders) > 0
}

func TestEveryEdgeCaseIsWhatItsNameSays(t *testing.T) {
	s := shopOf(t, Config{})
	by := ordersOf(t, s)
	customers := map[string]Customer{}
	for _, c := range s.Customers() {
		customers[c.Name] = c
	}
	open := func(of []Order) (n int) {
		for _, o := range of {
			if o.Status == "open" {
				n++
			}
		}
		return n
	}
	all := func(of []Order, status string) bool {
		for _, o := range of {
			if o.Status != status {
				return false
			}
		}
		return len(of) > 0
	}
	longest := func(of []Order) (gap calendar.Day) {
		for i := 1; i < len(of); i++ {
			gap = max(gap, of[i].Day-of[i-1].Day)
		}
		return gap
	}
	long := strings.Repeat("The Very Long Named Company of Ironmongers and ", 4) + "Sons Ltd"
	for name, is := range map[string]func(c Customer, of []Order) bool{
		"Only One Order Ltd":   func(_ Customer, of []Order) bool { return len(of) == 1 && sum(of) > 0 },
		"Never Ordered & Sons": func(_ Customer, of []Order) bool { return len(of) == 0 },
		"Returns Only GmbH": func(_ Customer, of []Order) bool {
			return sum(of) < 0 && lines(of, func(l Line) bool { return l.Quantity < 0 })
		},
		"All Cancelled Trading":               func(_ Customer, of []Order) bool { return all(of, "cancelled") },
		"Drafts Only Supplies":                func(_ Customer, of []Order) bool { return all(of, "draft") },
		"Closed Down Hardware Ltd":            func(c Customer, of []Order) bool { return !c.Active && sum(of) > 0 },
		"Müller & Söhne Großhandel GmbH":      func(c Customer, of []Order) bool { return c.Country == "DE" && len(of) > 20 },
		`O'Brannagh "The Bolt" Fasteners`:     func(_ Customer, of []Order) bool { return len(of) > 5 },
		`<script>alert("bolts")</script> Ltd`: func(_ Customer, of []Order) bool { return len(of) > 5 },
		"=SUM(A1:A9) Fixings":                 func(_ Customer, of []Order) bool { return len(of) > 5 },
		long:                                  func(_ Customer, of []Order) bool { return len(of) > 3 },
		"Two a Day Trading": func(_ Customer, of []Order) bool {
			for i := 0; i+1 < len(of); i += 2 {
				if of[i].Day != of[i+1].Day || of[i].Number == of[i+1].Number {
					return false
				}
			}
			return len(of) == 24
		},
		"Ordered Today Ltd": func(_ Customer, of []Order) bool { return of[len(of)-1].Day == s.cfg.End },
		"Came Back Ltd":     func(_ Customer, of []Order) bool { return len(of) == 3 && longest(of) > 800 },
		"Free Samples Only Ltd": func(_ Customer, of []Order) bool {
			return sum(of) == 0 && lines(of, func(l Line) bool { return l.UnitPrice == 0 })
		},
		"Leap Day Motors": func(_ Customer, of []Order) bool { return of[0].Day.String() == "2024-02-29" },
		"Fathom & Ell Rope Co": func(_ Customer, of []Order) bool {
			return lines(of, func(l Line) bool { return l.Quantity%1000 != 0 && l.UnitPrice%100 != 0 })
		},
		"Price Correction Ltd": func(_ Customer, of []Order) bool {
			return of[len(of)-1].Lines[0].UnitPrice < 0 &&
				sum(of) > 0
		},
		"Everything on Backorder Ltd": func(_ Customer, of []Order) bool {
			return open(of) == 2 &&
				of[len(of)-1].Lines[0].Delivered == 0
		},
		"No Smart Type Traders": func(c Customer, of []Order) bool { return c.SmartType == "" && len(of) > 5 },
		"Zero Net Ltd": func(_ Customer, of []Order) bool {
			return len(of) == 2 && sum(of) == 0 && net(of[0]) > 0 && of[1].Number[:2] == "CN"
		},
		"More Back Than Bought Ltd": func(_ Customer, of []Order) bool { return sum(of[1:]) < 0 && net(of[0]) > 0 },
		"No Address Ltd": func(c Customer, of []Order) bool {
			return c.Email+c.Phone+c.City+
				c.AccountManager == "" && len(of) > 3
		},
		"株式会社ボルト 🔩 Bolt KK": func(_ Customer, of []Order) bool { return len(of) > 3 },
		"ברגים Screws Ltd":  func(_ Customer, of []Order) bool { return len(of) > 2 },
		"Same Name Ltd": func(_ Customer, of []Order) bool {
			both := map[int]bool{}
			for _, o := range of {
				both[o.Customer] = true
			}
			return len(of) == 10 && len(both) == 2
		},
		"Slash in the Code Ltd": func(c Customer, of []Order) bool { return c.Code == "0017/A" && len(of) > 3 },
		"Half Delivered Ltd":    func(_ Customer, of []Order) bool { return open(of) == 1 },
	} {
		c, there := customers[name]
		if !there {
			t.Errorf("%s is not in the shop", name)
		} else if !is(c, by[name]) {
			t.Errorf("%s is not what it says: %+v", name, by[name])
		}
	}
}

func TestTieTwinsHaveTheSameOrders(t *testing.T) {
	by := ordersOf(t, shopOf(t, Config{}))
	a, b := by["Tie Twin A Ltd"], by["Tie Twin B Ltd"]
	if len(a) != 14 || len(b) != 14 {
		t.Fatalf("%d and %d orders", len(a), len(b))
	}
	for i := range a {
		if a[i].Day != b[i].Day || a[i].Status != b[i].Status || a[i].Number == b[i].Number {
			t.Errorf("orders %+v and %+v", a[i], b[i])
		}
		if d := cmp.Diff(a[i].Lines, b[i].Lines); d != "" {
			t.Error(d)
		}
	}
}

func TestEdgeCasesBelongToNoTruth(t *testing.T) {
	s := shopOf(t, Config{})
	first := len(s.customers) - len(s.scripts)
	truths := s.Truths()
	for _, list := range [][]int{truths.Growing, truths.Slipping, truths.OneTime, truths.New, truths.Seasonal,
		truths.CameBack} {
		for _, c := range list {
			if c >= first {
				t.Errorf("%s is in a list of truths", s.customers[c].Name)
			}
		}
	}
}

package demo

import (
	"slices"
	"testing"

	"wholesight/jobs/calendar"
)

// history is what the stream says of a customer.
type history struct {
	orders   int
	first    calendar.Day
	last     calendar.Day
	recent   int // orders of the last 270 days
	before   int // of the same days a year before
	channels map[string]int
}

func histories(t *testing.T, s *Shop) []history {
	t.Helper()
	h := make([]history, len(s.customers))
	each(t, s, func(o Order) {
		c := &h[o.Customer]
		if c.channels == nil {
			c.first, c.channels = o.Day, map[string]int{}
		}
		c.last = o.Day
		if o.Number[:2] == "CN" {
			return
		}
		c.orders++
		c.channels[o.Channel]++
		if o.Day > s.cfg.End-270 {
			c.recent++
		} else if o.Day <= s.cfg.End-365 && o.Day > s.cfg.End-635 {
			c.before++
		}
	})
	return h
}

func TestTruthsAgreeWithTheStream(t *testing.T) {
	for _, cfg := range []Config{{}, {Customers: 2_000, Seed: 5}, {Customers: 3_000, Lines: 100_000},
		{Customers: 200, Lines: 100_000}} {
		s := shopOf(t, cfg)
		h, truths := histories(t, s), s.Truths()
		for _, stop := range truths.Stopped {
			if h[stop.Customer].last != stop.Last || stop.Last > s.cfg.End-45 {
				t.Errorf("customer %d: stopped on %s, but last ordered on %s", stop.Customer, stop.Last, h[stop.Customer].last)
			}
		}
		for _, c := range truths.OneTime {
			if h[c].orders != 1 {
				t.Errorf("customer %d: bought once, but has %d orders", c, h[c].orders)
			}
		}
		for _, c := range truths.New {
			if h[c].first < s.cfg.End-180 {
				t.Errorf("customer %d: new, but first ordered on %s", c, h[c].first)
			}
		}
		for _, c := range truths.CameBack {
			if h[c].last-h[c].first < 380 {
				t.Errorf("customer %d: came back, but all is from %s to %s", c, h[c].first, h[c].last)
			}
		}
	}
}

func TestThereAreEnoughTruthsToCount(t *testing.T) {
	truths := shopOf(t, Config{}).Truths()
	for what, n := range map[string][2]int{
		"stopped": {len(truths.Stopped), 40}, "growing": {len(truths.Growing), 15}, "slipping": {len(truths.Slipping), 15},
		"one-time": {len(truths.OneTime), 15}, "new": {len(truths.New), 15}, "seasonal": {len(truths.Seasonal), 5},
		"came back": {len(truths.CameBack), 2}, "bundles": {len(truths.Bundles), 20}, "missing": {len(truths.Missing), 25},
		"terms": {len(truths.Terms), 10}, "specials": {len(truths.Specials), 20}, "peaks": {len(truths.Peaks), 30},
		"preferred": {len(truths.Preferred), 150},
	} {
		if n[0] < n[1] {
			t.Errorf("%s: %d, want %d or more", what, n[0], n[1])
		}
	}
}

func TestGrowersGrowAndSlippersSlip(t *testing.T) {
	s := shopOf(t, Config{Customers: 4_000})
	h, truths := histories(t, s), s.Truths()
	// Only those who were there all the time, or joining would look like growth.
	total := func(list []int) (recent, before int) {
		for _, c := range list {
			if h[c].first < s.cfg.End-700 {
				recent, before = recent+h[c].recent, before+h[c].before
			}
		}
		return recent, before
	}
	if recent, before := total(truths.Growing); before == 0 || recent*100 < before*125 {
		t.Errorf("growing: from %d orders to %d", before, recent)
	}
	if recent, before := total(truths.Slipping); before == 0 || recent*100 > before*75 {
		t.Errorf("slipping: from %d orders to %d", before, recent)
	}
	for _, c := range truths.Seasonal {
		if s.habits[c].kind != seasonal {
			t.Errorf("customer %d is not seasonal", c)
		}
	}
	each(t, s, func(o Order) {
		if _, m, _ := o.Day.Parts(); o.Number[:2] == "SO" && slices.Contains(truths.Seasonal, o.Customer) &&
			(m < 3 || m > 9) &&
			o.Day > s.start+calendar.Day(200) {
			t.Errorf("seasonal customer %d orders on %s", o.Customer, o.Day)
		}
	})
}

func TestBundlesComeTogether(t *testing.T) {
	s := shopOf(t, Config{Customers: 1_000})
	truths := s.Truths()
	baskets := 0
	single := make([]int, len(s.products))
	pairs := map[[2]int]int{}
	for _, b := range truths.Bundles {
		for _, p := range b[1:] {
			pairs[[2]int{b[0], p}] = 0
		}
	}
	each(t, s, func(o Order) {
		baskets++
		var in []int
		for _, l := range o.Lines {
			if !slices.Contains(in, l.Product) {
				in = append(in, l.Product)
				single[l.Product]++
			}
		}
		for _, a := range in {
			for _, b := range in {
				if _, planted := pairs[[2]int{a, b}]; planted {
					pairs[[2]int{a, b}]++
				}
			}
		}
	})
	for pair, both := range pairs {
		// By chance: share of one × share of the other × baskets.
		if chance := single[pair[0]] * single[pair[1]] / baskets; both < 10 || both < 5*chance {
			t.Errorf("%s and %s: %d times together, %d by chance", s.products[pair[0]].SKU, s.products[pair[1]].SKU, both,
				chance)
		}
	}
}

// A customer who takes up a bundle takes its partners along with the lead, and
// does not merely buy both at times.
func TestALeadTakesItsPartnersAlong(t *testing.T) {
	s := shopOf(t, Config{})
	follows := make([]map[int]int, len(s.customers)) // lead -> first partner
	for c := range s.customers {
		h := s.habits[c]
		follows[c] = map[int]int{}
		for i, sl := range s.slots[h.first:h.end] {
			if sl.follow > 0 && h.kind != scripted {
				follows[c][int(sl.product)] = int(s.slots[int(h.first)+i+1].product)
			}
		}
	}
	leads, both := 0, 0
	each(t, s, func(o Order) {
		for i, l := range o.Lines {
			partner, is := follows[o.Customer][l.Product]
			if !is || i+2 >= len(o.Lines) || o.Number[:2] == "CN" {
				continue
			}
			leads++
			if slices.ContainsFunc(o.Lines, func(l Line) bool { return l.Product == partner }) {
				both++
			}
		}
	})
	if leads < 500 || both*100 < leads*60 {
		t.Errorf("%d of %d leads came with their partner", both, leads)
	}
}

func TestMissingPartnersAreNeverBought(t *testing.T) {
	s := shopOf(t, Config{})
	missing, leads := map[[2]int]bool{}, map[[2]int]bool{}
	truths := s.Truths()
	for _, m := range truths.Missing {
		missing[[2]int{m.Customer, m.Product}] = true
		leads[[2]int{m.Customer, m.Lead}] = false
	}
	each(t, s, func(o Order) {
		for _, l := range o.Lines {
			if missing[[2]int{o.Customer, l.Product}] {
				t.Errorf("customer %d bought %s", o.Customer, s.products[l.Product].SKU)
			}
			if _, lead := leads[[2]int{o.Customer, l.Product}]; lead {
				leads[[2]int{o.Customer, l.Product}] = true
			}
		}
	})
	bought := 0
	for _, b := range leads {
		if b {
			bought++
		}
	}
	if bought*100 < len(leads)*90 {
		t.Errorf("%d of %d leads were bought", bought, len(leads))
	}
}

func TestCustomersPreferTheirChannel(t *testing.T) {
	s := shopOf(t, Config{})
	h := histories(t, s)
	kept, moved := 0, 0
	truths := s.Truths()
	for _, p := range truths.Preferred {
		if p.Since > s.start {
			moved++
			continue
		}
		for _, n := range h[p.Customer].channels {
			if n > h[p.Customer].channels[p.Channel] {
				kept--
				break
			}
		}
		kept++
	}
	if n := len(truths.Preferred) - moved; kept*100 < n*95 || moved < 10 {
		t.Errorf("%d of %d customers use their channel most; %d have moved", kept, n, moved)
	}
}

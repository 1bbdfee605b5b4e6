package demo

import (
	"time"

	"wholesight/jobs/calendar"
)

// Truths is what was planted. It may be read by tests and by the page that
// shows how many of the truths the models found, and by nothing else. Every
// list is ordered by customer, then product. Edge cases are in none of them.
type Truths struct {
	Stopped   []Stop // have gone for good
	Growing   []int  // order ever more in the last 18 months
	Slipping  []int  // order ever less in the last nine months, and have not gone
	OneTime   []int  // bought once and will not come back
	New       []int  // bought first in the last six months
	Seasonal  []int  // customers who buy from March to August only: silent, not gone
	CameBack  []int  // were away for more than a year
	Bundles   [][]int
	Missing   []Missing
	Terms     []Terms
	Specials  []Special
	Peaks     []Peak
	Preferred []Preferred
}

// Stop is a customer who has really stopped.
type Stop struct {
	Customer int
	Last     calendar.Day // its last order; nothing comes after it
}

// Missing is a customer who buys a bundle's lead and never what goes with it.
type Missing struct{ Customer, Lead, Product int }

// Terms are a customer's prices for everything, when they are out of line:
// thousandths of what its price list says.
type Terms struct {
	Customer int
	PerMille int64
}

// Special is a customer's price for one product, when that is out of line:
// thousandths of what the customer would pay otherwise.
type Special struct {
	Customer, Product int
	PerMille          int64
}

// Peak tells in which months a seasonal product sells.
type Peak struct {
	Product int
	Months  []time.Month
}

// Preferred is a customer's channel. Since is the day it took it up, when that
// is later than the shop's first.
type Preferred struct {
	Customer int
	Channel  string
	Since    calendar.Day
}

// Truths works out what was planted. Customers who never came to order, which
// a short history can do, are in none of the lists.
func (s *Shop) Truths() Truths {
	var t Truths
	kinds := map[uint8]*[]int{
		growing: &t.Growing, slipping: &t.Slipping, oneTime: &t.OneTime,
		newcomer: &t.New, seasonal: &t.Seasonal,
	}
	for c := range s.habits {
		h, sp := &s.habits[c], s.spans[c]
		if h.kind == scripted || sp.orders == 0 {
			continue
		}
		if list := kinds[h.kind]; list != nil {
			*list = append(*list, c)
		}
		if h.kind == stopped {
			t.Stopped = append(t.Stopped, Stop{c, s.start + calendar.Day(sp.last)})
		}
		if h.kind == paused && sp.first < h.pause && sp.last >= h.back {
			t.CameBack = append(t.CameBack, c)
		}
		s.assortmentTruths(&t, c)
		if sp.orders >= enough {
			t.Preferred = append(t.Preferred, Preferred{c, channels[h.channel], s.start + calendar.Day(h.change)})
		}
	}
	t.Bundles = s.bundles
	for i := range s.traits {
		if season := s.traits[i].season; season != evenly {
			t.Peaks = append(t.Peaks, Peak{i, peaks[season]})
		}
	}
	return t
}

// enough is the number of orders from which a customer's prices, channel and
// bundles can show at all.
const enough = 6

// assortmentTruths adds the truths in a customer's prices and assortment. A
// missing partner counts only where the lead is one of the favourites, bought
// from the beginning.
func (s *Shop) assortmentTruths(t *Truths, c int) {
	h := &s.habits[c]
	if s.spans[c].orders < enough {
		return
	}
	if h.own < 950 || h.own > 1050 {
		t.Terms = append(t.Terms, Terms{c, int64(h.own)})
	}
	for place, sl := range s.slots[h.first:h.end] {
		lead := int(sl.product)
		if sl.special != 1000 {
			t.Specials = append(t.Specials, Special{c, lead, int64(sl.special)})
		}
		if sl.missing && sl.from == 0 && place < 10 && h.kind != stopped {
			for _, partner := range s.traits[lead].partners {
				t.Missing = append(t.Missing, Missing{c, lead, partner})
			}
		}
	}
}

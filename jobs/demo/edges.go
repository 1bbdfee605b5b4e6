package demo

import (
	"strings"

	"wholesight/jobs/calendar"
)

// event is one order of an edge case, so many months and days before the end.
type event struct {
	months, days int
	what         uint8
	leap         bool  // on the latest 29 February instead
	offset       int32 // filled in by dated
}

// What an order of an edge case is. A sale is an ordinary order.
const (
	sale          uint8 = iota
	creditAll           // takes back all of the order before
	returnsOnly         // a credit note that belongs to no order
	cancelled           // a cancelled order
	draft               // a draft
	undelivered         // open, and nothing of it delivered
	freeGoods           // an order of free goods only
	fractions           // metres with fractions, at prices under a penny's worth
	correction          // an order with a line at a negative price
	halfDelivered       // open, and half of it delivered
)

// edge is a customer that is there because it is awkward.
type edge struct {
	name, what string
	twin       int // orders exactly what the customer so many places before it orders
	change     func(*Customer)
	events     []event
}

// monthly is one order of a kind every so many months, newest last.
func monthly(what uint8, step, n int) []event {
	var events []event
	for i := n; i > 0; i-- {
		events = append(events, event{months: i * step, days: i % 5, what: what})
	}
	return events
}

// edges are the edge cases that have room in the shop: a third of its customers
// at most.
func (s *Shop) edges() []edge {
	all := []edge{
		{name: "Only One Order Ltd", what: "One order, eight months ago.", events: []event{{months: 8}}},
		{name: "Ordered Today Ltd", what: "Ordered on the last day.", events: append(monthly(sale, 1, 9), event{})},
		{name: "Never Ordered & Sons", what: "Has never ordered.",
			change: func(c *Customer) { c.CreatedOn = s.cfg.End - 200 }},
		{name: "Returns Only GmbH", what: "Credit notes only.", events: monthly(returnsOnly, 3, 3)},
		{name: "All Cancelled Trading", what: "Every order was cancelled.", events: monthly(cancelled, 2, 4)},
		{name: "Drafts Only Supplies", what: "Drafts only.", events: []event{{days: 9, what: draft}, {days: 2, what: draft}}},
		{name: "Closed Down Hardware Ltd", what: "Inactive, with a history.", change: func(c *Customer) { c.Active = false },
			events: monthly(sale, 1, 20)[:12]},
		{name: "Müller & Söhne Großhandel GmbH", what: "Umlauts in its name.",
			change: func(c *Customer) { c.Country, c.City, c.Postcode = "DE", "Köln", "50667" }, events: monthly(sale, 1, 30)},
		{name: `O'Brannagh "The Bolt" Fasteners`, what: "Quotes in its name.", events: monthly(sale, 2, 10)},
		{name: `<script>alert("bolts")</script> Ltd`, what: "Its name is text, never markup: <b>bold</b>.",
			events: monthly(sale, 2, 8)},
		{name: "=SUM(A1:A9) Fixings", what: "=1+1", events: monthly(sale, 2, 8)},
		{name: strings.Repeat("The Very Long Named Company of Ironmongers and ", 4) + "Sons Ltd",
			what: "A name of 190 characters and more.", events: monthly(sale, 3, 6)},
		{name: "Two a Day Trading", what: "Always two orders on one day.", events: twice(monthly(sale, 1, 12))},
		{name: "Came Back Ltd", what: "Two orders of late, after years of silence.",
			events: []event{{months: 33}, {months: 2}, {months: 1}}},
		{name: "Free Samples Only Ltd", what: "Free goods only: no revenue.", events: monthly(freeGoods, 2, 4)},
		{name: "Leap Day Motors", what: "Orders on 29 February and at the month's end.",
			events: []event{{leap: true}, {months: 1, days: 3}}},
		{name: "Fathom & Ell Rope Co", what: "Fractions of metres, at prices with four decimals.",
			events: monthly(fractions, 1, 12)},
		{name: "Price Correction Ltd", what: "A line at a negative price.",
			events: append(monthly(sale, 1, 8), event{days: 12, what: correction})},
		{name: "Everything on Backorder Ltd", what: "Open orders of which nothing came.",
			events: append(monthly(sale, 3, 5), event{days: 40, what: undelivered}, event{days: 6, what: undelivered})},
		{name: "No Smart Type Traders", what: "Has no smart type: the shop's default one serves.",
			change: func(c *Customer) { c.SmartType = "" }, events: monthly(sale, 2, 9)},
		{name: "Zero Net Ltd", what: "One order, taken back whole: revenue 0.",
			events: []event{{months: 5}, {months: 4, days: 20, what: creditAll}}},
		{name: "More Back Than Bought Ltd", what: "More returned than bought in the year.",
			events: []event{{months: 20}, {months: 10, what: returnsOnly}, {months: 2, what: returnsOnly}}},
		{name: "No Address Ltd", what: "No email, telephone, person or town; no account manager.", change: noAddress,
			events: monthly(sale, 4, 5)},
		{name: "株式会社ボルト 🔩 Bolt KK", what: "Letters of another script, and a picture.", events: monthly(sale, 3, 5)},
		{name: "ברגים Screws Ltd", what: "Letters from right to left.", events: monthly(sale, 3, 4)},
		{name: "Tie Twin A Ltd", what: "Orders exactly what Tie Twin B orders.", events: monthly(sale, 1, 14)},
		{name: "Tie Twin B Ltd", what: "Orders exactly what Tie Twin A orders.", twin: 1, events: monthly(sale, 1, 14)},
		{name: "Same Name Ltd", what: "Another customer has the same name.", events: monthly(sale, 3, 6)},
		{name: "Same Name Ltd", what: "Another customer has the same name.", events: monthly(sale, 5, 4)},
		{name: "Slash in the Code Ltd", what: "A code with a slash and leading zeros.",
			change: func(c *Customer) { c.Code = "0017/A" }, events: monthly(sale, 3, 6)},
		{name: "Half Delivered Ltd", what: "Open orders of which half came.",
			events: append(monthly(sale, 2, 9), event{days: 15, what: halfDelivered})},
	}
	return all[:min(len(all), s.cfg.Customers/3)]
}

func noAddress(c *Customer) {
	c.Email, c.Phone, c.Contact, c.City, c.Postcode, c.Country = "", "", "", "", "", ""
	c.AccountManager, c.Industry, c.Groups, c.Tags, c.MarketingConsent = "", "", nil, nil, false
}

// twice is every event two times.
func twice(events []event) []event {
	var both []event
	for _, e := range events {
		both = append(both, e, e)
	}
	return both
}

// dated works out the days of events, oldest first, and leaves out what lies
// before the shop's first day, or takes back an order that does.
func (s *Shop) dated(events []event) []event {
	var kept []event
	for _, e := range events {
		day := s.cfg.End.AddMonths(-e.months) - calendar.Day(e.days)
		if e.leap {
			day = leapDay(s.cfg.End)
		}
		if day < s.start || e.what == creditAll && len(kept) == 0 {
			continue
		}
		e.offset = int32(day - s.start)
		kept = append(kept, e)
	}
	return kept
}

// leapDay is the latest 29 February on or before a day.
func leapDay(day calendar.Day) calendar.Day {
	for year, _, _ := day.Parts(); ; year-- {
		if last := calendar.Date(year, 3, 1) - 1; last <= day && last.Month().Last() == last &&
			last-calendar.Date(year, 2, 1) == 28 {
			return last
		}
	}
}

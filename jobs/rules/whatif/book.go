package whatif

import (
	"sort"

	"wholesight/jobs/calendar"
	"wholesight/jobs/rules/classify"
)

// book is a customer's orders in the shape in which they can be measured eight
// hundred times: at most two entries a day, what was bought and what was credited,
// and beside them how many orders there were. Revenue and purchase days come out of
// the entries as they do out of the orders; the number of orders is counted here.
type book struct {
	months  classify.Timeframe
	entries []classify.Order
	days    []calendar.Day // of the orders of value, ascending
	counts  []int64        // counts[i]: how many orders the first i days have
}

// Day is what a customer's counted orders of one day come to.
type Day struct {
	Day      calendar.Day
	Bought   int64 // the orders of value together, minor units
	Credited int64 // the others together, ≤ 0
	Orders   int64 // how many of value; 0: nothing was bought
}

// OldDays is how many of the last purchase days up to BaseFrom a question needs, beside
// the first one there ever was.
const OldDays = 3

// newBook reads days in their order and forgets those after asOf. Of what lies before
// every window of that day, and so of every later one, it keeps the first purchase and
// the last OldDays, which are all that figures still ask of it.
func newBook(days []Day, w classify.Windows) *book {
	b := &book{months: classify.Timeframe(w.Months), counts: []int64{0}}
	for _, d := range days {
		if d.Day > w.AsOf {
			break
		}
		if d.Orders > 0 {
			b.entries = append(b.entries, classify.Order{Day: d.Day, Net: d.Bought})
			b.days = append(b.days, d.Day)
			b.counts = append(b.counts, b.counts[len(b.counts)-1]+d.Orders)
		}
		if d.Credited < 0 {
			b.entries = append(b.entries, classify.Order{Day: d.Day, Net: d.Credited})
		}
	}
	b.forget(w.BaseFrom)
	return b
}

// forget drops the entries up to a day, but for the purchases that newBook speaks of.
func (b *book) forget(upTo calendar.Day) {
	old := sort.Search(len(b.entries), func(i int) bool { return b.entries[i].Day > upTo })
	var bought []classify.Order
	for _, o := range b.entries[:old] {
		if n := len(bought); o.Net > 0 && (n == 0 || bought[n-1].Day != o.Day) {
			bought = append(bought, o)
		}
	}
	if n := len(bought); n > 1+OldDays {
		bought = append(bought[:1], bought[n-OldDays:]...)
	}
	b.entries = append(bought, b.entries[old:]...)
}

// figures are the customer's as of a day, without those that need other customers;
// buy adds one order of one minor unit on that day.
func (b *book) figures(day calendar.Day, buy bool) (classify.Figures, error) {
	w, err := classify.NewWindows(day, b.months)
	if err != nil {
		return classify.Figures{}, err
	}
	entries := b.entries
	if buy {
		entries = append(entries[:len(entries):len(entries)], classify.Order{Day: day, Net: 1})
	}
	f, err := classify.Measure(entries, w)
	if err != nil {
		return f, err
	}
	f.Orders, f.PreviousOrders = b.count(w.CurrentFrom, w.CurrentTo), b.count(w.PreviousFrom, w.PreviousTo)
	if buy {
		f.Orders++
	}
	return f, nil
}

// count is the number of orders of value in (from, to].
func (b *book) count(from, to calendar.Day) int64 {
	upTo := func(day calendar.Day) int {
		return sort.Search(len(b.days), func(i int) bool { return b.days[i] > day })
	}
	return b.counts[upTo(to)] - b.counts[upTo(from)]
}

package nudge

import (
	"sort"

	"wholesight/jobs/calendar"
	"wholesight/jobs/classify"
)

// book is a customer's orders in the shape in which they can be measured eight
// hundred times: at most two entries a day, what was bought and what was credited,
// and beside them how many orders there were. Revenue and purchase days come out of
// the entries as they do out of the orders; the number of orders is counted here.
type book struct {
	months  classify.Timeframe
	entries []classify.Order
	days    []calendar.Day // of the orders of value, ascending
}

// newBook reads orders sorted by day and forgets those after asOf. Of what lies before
// every window of that day, and so of every later one, it keeps the first purchase and
// the last three, which are all that figures still ask of it.
func newBook(orders []classify.Order, w classify.Windows) *book {
	b := &book{months: classify.Timeframe(w.Months)}
	asOf := w.AsOf
	for i := 0; i < len(orders) && orders[i].Day <= asOf; {
		day := orders[i].Day
		var bought, credited []classify.Order
		for ; i < len(orders) && orders[i].Day == day; i++ {
			if orders[i].Net > 0 {
				b.days = append(b.days, day)
				bought = merge(bought, orders[i])
			} else {
				credited = merge(credited, orders[i])
			}
		}
		b.entries = append(append(b.entries, bought...), credited...)
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
	if n := len(bought); n > 4 {
		bought = append(bought[:1], bought[n-3:]...)
	}
	b.entries = append(bought, b.entries[old:]...)
}

// merge adds an order to the last of a day's, or after it where the sum does not fit.
func merge(all []classify.Order, o classify.Order) []classify.Order {
	if n := len(all); n > 0 {
		if sum := all[n-1].Net + o.Net; (sum > all[n-1].Net) == (o.Net > 0) || o.Net == 0 {
			all[n-1].Net = sum
			return all
		}
	}
	return append(all, o)
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
	return int64(upTo(to) - upTo(from))
}

package forecast

import (
	"cmp"
	"slices"

	"wholesight/jobs/calendar"
)

// book is a shop's customers as far as they are known at the end of a day.
type book struct {
	asOf  calendar.Day
	begin calendar.Day // of the first basket
	all   []*Customer  // who had bought by then
	kinds int
}

// openBook takes the customers who have bought by a day. They are put in an order
// that nothing but what they bought decides: rows are sampled by their place, and
// two books of the same baskets are to give the same model, whatever numbers the
// customers have been given and whoever came later.
func openBook(customers []Customer, asOf calendar.Day) *book {
	return openBefore(customers, asOf, asOf)
}

// openBefore is openBook for back-tests, which look at what came until the end of another day.
// Customers who were alike at the end of the book's are put in order by what they did
// next: nothing can be learned from it, for to the learner they are one and the same,
// but what came is summed in the book's order, and sums depend on it in their last digits.
func openBefore(customers []Customer, asOf, end calendar.Day) *book {
	b := &book{asOf: asOf}
	for i := range customers {
		c := &customers[i]
		if len(c.Baskets) == 0 || c.Baskets[0].Day > asOf {
			continue
		}
		if len(b.all) == 0 || c.Baskets[0].Day < b.begin {
			b.begin = c.Baskets[0].Day
		}
		b.all, b.kinds = append(b.all, c), max(b.kinds, int(c.Kind)+1)
	}
	slices.SortStableFunc(b.all, func(x, y *Customer) int {
		known := cmp.Or(
			slices.CompareFunc(until(x.Baskets, asOf), until(y.Baskets, asOf), compareBaskets),
			cmp.Compare(x.Kind, y.Kind),
		)
		if known != 0 || end == asOf {
			return known
		}
		return slices.CompareFunc(until(x.Baskets, end), until(y.Baskets, end), compareBaskets)
	})
	return b
}

func compareBaskets(x, y Basket) int {
	return cmp.Or(cmp.Compare(x.Day, y.Day), cmp.Compare(x.Revenue, y.Revenue), cmp.Compare(x.Lines, y.Lines),
		cmp.Compare(x.Margin, y.Margin), cmp.Compare(x.Costed, y.Costed))
}

// repeaters is how many customers of the book have bought on two days or more.
func (b *book) repeaters() (n int) {
	for _, c := range b.all {
		if len(c.Baskets) > 1 && c.Baskets[1].Day <= b.asOf {
			n++
		}
	}
	return n
}

// until is the baskets up to and with a day.
func until(all []Basket, day calendar.Day) []Basket {
	n, _ := slices.BinarySearchFunc(all, day+1, func(b Basket, d calendar.Day) int { return int(b.Day) - int(d) })
	return all[:n]
}

package classify

import "fmt"

// Reband bands a whole population by one type, for the page that shows what an
// edit would do before it is saved.
//
// Inputs: bands accepted by Check; the settled figures of the smart type's
// active customers; into, a slice to be reused (nil is fine). Result: for each
// customer the index of its band in bands, or −1 for no label, gates applied:
// what Assign would give. It allocates only when into is too short. 100,000
// customers and 30 bands take a few milliseconds.
func Reband(t Type, bands []Band, population []Figures, into []int32) []int32 {
	if cap(into) < len(population) {
		into = make([]int32, len(population))
	}
	into = into[:len(population)]
	for i := range population {
		into[i] = int32(Label(t, bands, &population[i]))
	}
	return into
}

// Tally is what a band holds.
type Tally struct {
	Customers int
	Revenue   int64 // minor units in the current window
}

// Count is the tally of each band after Reband, with one entry more at the end
// for the customers without a label. labels must come from the same population
// and the same number of bands. ErrOverflow when a band's revenue does not fit.
func Count(bands int, labels []int32, population []Figures) ([]Tally, error) {
	tallies := make([]Tally, bands+1)
	for i, at := range labels {
		if at < 0 {
			at = int32(bands)
		}
		y := &tallies[at]
		y.Customers++
		var ok bool
		if y.Revenue, ok = add(y.Revenue, population[i].Revenue); !ok {
			return nil, fmt.Errorf("revenue of band %d: %w", at+1, ErrOverflow)
		}
	}
	return tallies, nil
}

// With is the tally with one customer more. ErrOverflow when the revenue does not
// fit.
func (y Tally) With(revenue int64) (Tally, error) {
	sum, ok := add(y.Revenue, revenue)
	if !ok {
		return y, ErrOverflow
	}
	return Tally{y.Customers + 1, sum}, nil
}

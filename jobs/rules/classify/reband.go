package classify

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

// With is the tally with one customer more. ErrOverflow when the revenue does not
// fit.
func (y Tally) With(revenue int64) (Tally, error) {
	sum, ok := add(y.Revenue, revenue)
	if !ok {
		return y, ErrOverflow
	}
	return Tally{y.Customers + 1, sum}, nil
}

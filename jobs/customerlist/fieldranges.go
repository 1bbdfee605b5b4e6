package customerlist

import (
	"cmp"
	"slices"
)

// Ranges are the ranges that a filter can ask for.
type Ranges struct {
	Revenue Range // minor units, of the current window
	Orders  Range // of the current window
	Risk    Range // hundredths

	Products Range // of the current window
}

// Asked is the range that a filter asks of one of Ranged.
func (f *Field) Asked(r *Ranges) *Range { return f.asked(r) }

// Decimals is how many decimals a range of the field is typed with; digits is the
// currency's.
func (f *Field) Decimals(digits int) int {
	switch f.Kind {
	case Money:
		return digits
	case Number:
		return 3
	case Ratio:
		return 2
	case Percent:
		return 1
	}
	return 0
}

// Ranged are the fields that a filter can ask a range of, in the order in which it
// offers them.
var Ranged = slices.SortedFunc(fields(func(f *Field) bool { return f.asked != nil }),
	func(a, b *Field) int { return cmp.Compare(a.place, b.place) })

package customerlist

import (
	"fmt"
	"math"
	"slices"

	"wholesight/jobs/calendar"
	"wholesight/jobs/rules/classify"
	"wholesight/jobs/rules/target"
)

// Sums are of all rows that match, whatever page is shown.
type Sums struct {
	Count           int
	Scored          int   // of these, customers with figures: the sums below are of them
	Revenue         int64 // minor units, current window
	PreviousRevenue int64
	Orders          int64
	PreviousOrders  int64

	Contacted int // have had a contact, ever
	FollowUps int // have a follow-up agreed

	Backordered    int   // customers with something outstanding …
	BackorderLines int64 // … and how much
	BackorderUnits int64 // thousandths
	BackorderValue int64 // minor units
	BackorderFirst calendar.Day

	WithTarget   int   // customers with a target that holds the as-of day …
	TargetBehind int   // … and those of them who are behind
	TargetYear   int64 // minor units: what they are to buy in the twelve months …
	TargetToDate int64 // … and until the as-of day …
	TargetActual int64 // … and what they did buy

	Forecast        int   // customers of whom something is expected: the sums below are of them
	ExpectedOrders  int64 // ten-thousandths, in the next 91 days
	ExpectedRevenue int64 // minor units, in the next 91 days
	Value           int64 // minor units, in the next 365 days
}

// Page is the part of a list that is shown, with the sums of the whole.
type Page struct {
	Rows []int32
	Sums
}

// Query is the rows that match, from offset on, at most limit of them.
//
// Special cases: an offset behind the end gives no rows and the same sums; limit 0
// gives the sums alone. Errors: classify.ErrOverflow when a sum does not fit. It
// looks at every row once, unless the same was asked before (matches.go), and then
// walks the order as far as the page goes.
func (r *List) Query(f Filter, s Sort, v Visibility, offset, limit int) (Page, error) {
	found, sums, err := r.match(&f, v)
	if err != nil {
		return Page{}, err
	}
	p := Page{Sums: sums}
	if offset < 0 || limit <= 0 || offset >= sums.Count {
		return p, nil
	}
	p.Rows = make([]int32, 0, min(limit, sums.Count-offset))
	for _, row := range r.order(s) {
		if !found.has(row) {
			continue
		}
		if offset > 0 {
			offset--
			continue
		}
		if p.Rows = append(p.Rows, row); len(p.Rows) == cap(p.Rows) {
			break
		}
	}
	return p, nil
}

// All is every row that matches, in order: what an export writes.
func (r *List) All(f Filter, s Sort, v Visibility) ([]int32, error) {
	p, err := r.Query(f, s, v, 0, math.MaxInt)
	return p.Rows, err
}

// Place is where a customer stands in a list.
type Place struct {
	Number, Count  int   // the first is number 1
	Previous, Next int32 // rows; −1: none
}

// Place finds a row in a list; false when the list does not hold it.
func (r *List) Place(f Filter, s Sort, v Visibility, row int32) (Place, bool, error) {
	found, sums, err := r.match(&f, v)
	if err != nil || row < 0 || int(row) >= r.Len() || !found.has(row) {
		return Place{}, false, err
	}
	p := Place{Count: sums.Count, Previous: -1, Next: -1}
	seen := false
	for _, other := range r.order(s) {
		switch {
		case !found.has(other):
		case seen:
			p.Next = other
			return p, true, nil
		default:
			p.Number++
			if seen = other == row; !seen {
				p.Previous = other
			}
		}
	}
	return p, true, nil
}

// Sees tells whether a person may see a row.
func (r *List) Sees(v Visibility, row int32) bool {
	if v.all {
		return true
	}
	m := r.manager[row]
	return m > 0 && slices.Contains(v.managers, r.Managers[m-1].ID)
}

// VisibleManagers are the account managers whose customers a person may see.
func (r *List) VisibleManagers(v Visibility) []Named {
	if v.all {
		return r.Managers
	}
	var out []Named
	for _, m := range r.Managers {
		if slices.Contains(v.managers, m.ID) {
			out = append(out, m)
		}
	}
	return out
}

// findMatches looks at every row once.
func (r *List) findMatches(f *Filter, v Visibility) (bits, Sums, error) {
	found, sums, ok := r.filter(f, v), Sums{}, true
	found.each(func(row int32) {
		sums.Count++
		ok = r.sumFacts(&sums, row) && ok
		ok = r.sumForecast(&sums, row) && ok
		if !r.scored(row) {
			return
		}
		sums.Scored++
		ok = add(&sums.Revenue, r.revenue[row]) && ok
		ok = add(&sums.PreviousRevenue, r.previous[row]) && ok
		sums.Orders += int64(r.orders[row]) // 32 bits each: they cannot overflow
		sums.PreviousOrders += int64(r.previousOrders[row])
	})
	if !ok {
		return nil, Sums{}, fmt.Errorf("revenue of %d customers: %w", sums.Count, classify.ErrOverflow)
	}
	return found, sums, nil
}

// sumFacts adds what does not hang on the figures, and tells whether it fits.
func (r *List) sumFacts(sums *Sums, row int32) (ok bool) {
	ok = true
	if r.contact[row] != 0 {
		sums.Contacted++
	}
	if r.followUp[row] != 0 {
		sums.FollowUps++
	}
	if at := r.backorder[row]; at > 0 {
		b := &r.backorders[at-1]
		sums.Backordered++
		sums.BackorderLines += int64(b.Lines)
		ok = add(&sums.BackorderUnits, b.Units) && add(&sums.BackorderValue, b.Value)
		if sums.BackorderFirst == 0 || b.Oldest < sums.BackorderFirst {
			sums.BackorderFirst = b.Oldest
		}
	}
	if p := r.pace(row); p != nil {
		sums.WithTarget++
		if p.Status == target.Behind {
			sums.TargetBehind++
		}
		ok = add(&sums.TargetYear, p.Year) && add(&sums.TargetToDate, p.ToDate) && add(&sums.TargetActual, p.Actual) && ok
	}
	return ok
}

// add adds to a sum and tells whether it fits.
func add(sum *int64, v int64) bool {
	before := *sum
	*sum += v
	return (before < 0) != (v < 0) || (before < 0) == (*sum < 0)
}

package customerlist

import (
	mathbits "math/bits"
	"slices"
	"strings"

	"wholesight/jobs/text"
)

// Activity says which customers a list is about.
type Activity uint8

// The activities. A list is about the active customers unless it says otherwise.
const (
	ActiveOnly Activity = iota
	InactiveOnly
	EveryActivity
)

// Range is from Min to Max, both inclusive; nil: no such end. A figure that does
// not exist lies in no range that has an end.
type Range struct{ Min, Max *int64 }

// Set reports whether the range has an end.
func (r Range) Set() bool { return r.Min != nil || r.Max != nil }

func (r Range) holds(v int64) bool {
	return (r.Min == nil || v >= *r.Min) && (r.Max == nil || v <= *r.Max)
}

// Filter narrows a list; every part that is set must hold. The zero Filter is all
// active customers.
type Filter struct {
	Text       string    // words that must all be found in code, name, city or contact
	Any        []int64   // label ids: at least one of them
	All        [][]int64 // at least one of each group: the same label of several smart types is a group
	None       []int64   // not one of them
	SmartTypes []int64   // one of them
	Managers   []int64   // one of these account managers …
	NoManager  bool      // … or none at all
	Activity   Activity
	Ranges
	SilentOver *int64 // last order more than so many days before the as-of day

	Groups     []string // one of them
	Tags       []string // one of them
	Industries []string // one of them
	Countries  []string // one of them
	NoContact  *int64   // the last contact so many days ago or more, or none ever
	FollowUp   FollowUp
	Backorder  bool // something is outstanding
	Target     TargetState
	Slipped    bool // moved to a later band of risk with the last run
	Expected   bool // an order was expected in the week that ends with the as-of day, and has not come

	Churn    Bands // how likely the customer stops: in one of these bands
	Purchase Bands // how likely it orders within 30 days
}

// Visibility is which customers a person may see. The zero Visibility sees nobody.
type Visibility struct {
	all      bool
	managers []int64
}

// Everyone sees every customer.
func Everyone() Visibility { return Visibility{all: true} }

// OfManagers sees the customers of these account managers: none for none.
func OfManagers(ids ...int64) Visibility { return Visibility{managers: ids} }

// All reports whether the visibility is Everyone's.
func (v Visibility) All() bool { return v.all }

// bits is a set of rows.
type bits []uint64

func makeBits(n int) bits         { return make(bits, (n+63)/64) }
func (b bits) set(row int32)      { b[row>>6] |= 1 << (row & 63) }
func (b bits) has(row int32) bool { return b[row>>6]&(1<<(row&63)) != 0 }

func (b bits) count() (n int) {
	for _, word := range b {
		n += mathbits.OnesCount64(word)
	}
	return n
}

// each calls f for every row of the set, in their order.
func (b bits) each(f func(row int32)) {
	for w, word := range b {
		for ; word != 0; word &= word - 1 {
			f(int32(w<<6 + mathbits.TrailingZeros64(word)))
		}
	}
}

// keep takes the rows out of the set that f refuses.
func (b bits) keep(f func(row int32) bool) {
	for w, word := range b {
		for ; word != 0; word &= word - 1 {
			if low := word & -word; !f(int32(w<<6 + mathbits.TrailingZeros64(low))) {
				b[w] &^= low
			}
		}
	}
}

// filter is the rows that match: each part that is set narrows what the ones
// before it left, column by column, the cheap ones first.
func (r *List) filter(f *Filter, v Visibility) bits {
	found := r.ofActivity(f.Activity)
	if !v.all {
		visible := r.managerSet(v.managers)
		found.keep(func(row int32) bool { return visible[r.manager[row]] })
	}
	if len(f.SmartTypes) > 0 {
		wanted := make([]bool, len(r.SmartTypes))
		for i, s := range r.SmartTypes {
			wanted[i] = slices.Contains(f.SmartTypes, s.ID)
		}
		found.keep(func(row int32) bool { return wanted[r.smartType[row]] })
	}
	if len(f.Managers) > 0 || f.NoManager {
		wanted := r.managerSet(f.Managers)
		wanted[0] = f.NoManager
		found.keep(func(row int32) bool { return wanted[r.manager[row]] })
	}
	r.keepLabels(found, f)
	r.keepFigures(found, f)
	r.keepSegments(found, f)
	r.keepFacts(found, f)
	r.keepForecasts(found, f)
	if words, asked := text.FoldWords(f.Text); asked {
		r.keepText(found, words)
	}
	return found
}

func (r *List) ofActivity(a Activity) bits {
	found := makeBits(r.Len())
	for i, flags := range r.flags {
		if a == EveryActivity || (flags&flagActive != 0) == (a == ActiveOnly) {
			found.set(int32(i))
		}
	}
	return found
}

func (r *List) keepLabels(found bits, f *Filter) {
	if len(f.Any) > 0 {
		wanted := r.labelSet(f.Any)
		found.keep(func(row int32) bool { return r.hasLabel(row, wanted) })
	}
	if len(f.None) > 0 {
		banned := r.labelSet(f.None)
		found.keep(func(row int32) bool { return !r.hasLabel(row, banned) })
	}
	for _, group := range f.All {
		wanted := r.labelSet(group)
		found.keep(func(row int32) bool { return r.hasLabel(row, wanted) })
	}
}

// hasLabel tells whether one of the row's labels is in the set.
func (r *List) hasLabel(row int32, set []bool) bool {
	l := &r.labels[row]
	return set[l[0]] || set[l[1]] || set[l[2]] || set[l[3]] || set[l[4]] || set[l[5]]
}

func (r *List) keepFigures(found bits, f *Filter) {
	for _, field := range Ranged {
		if wanted := field.asked(&f.Ranges); wanted.Set() {
			key, _ := ParseKey(field.Sort)
			number := r.number(key)
			found.keep(func(row int32) bool {
				v, ok := number(row)
				return ok && wanted.holds(v)
			})
		}
	}
	if f.SilentOver != nil {
		found.keep(func(row int32) bool {
			return r.purchaseDays[row] > 0 && int64(r.AsOf)-int64(r.last[row]) > *f.SilentOver
		})
	}
}

// keepText keeps the rows that hold every word. No word at all is a search for
// signs only: nothing has them.
func (r *List) keepText(found bits, words []string) {
	if len(words) == 0 {
		clear(found)
		return
	}
	if found.count() < r.Len()/8 { // few are left: ask them instead of everybody
		found.keep(func(row int32) bool { return holdsAll(part(r.search, r.searchEnd, row), words) })
		return
	}
	hold := r.find(words)
	for w := range found {
		found[w] &= hold[w]
	}
}

func holdsAll(text string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

// find is the rows that hold every word, of which there is at least one. It
// searches the whole arena at once for the longest word, which is the rarest, and
// looks for the others in what it found.
func (r *List) find(words []string) bits {
	found, longest := makeBits(r.Len()), words[0]
	for _, w := range words {
		if len(w) > len(longest) {
			longest = w
		}
	}
	for at, row := 0, int32(0); ; {
		hit := strings.Index(r.search[at:], longest)
		if hit < 0 {
			return found
		}
		row = r.rowAt(uint32(at+hit), row)
		if len(words) == 1 || holdsAll(part(r.search, r.searchEnd, row), words) {
			found.set(row)
		}
		at = int(r.searchEnd[row])
	}
}

// rowAt is the row whose search text holds the position, from row on: most hits
// are close by when a word is common, so it gallops.
func (r *List) rowAt(position uint32, from int32) int32 {
	low, step := from, int32(1)
	high := low
	for int(high) < len(r.searchEnd) && r.searchEnd[high] <= position {
		low, high, step = high+1, high+step, step*2
	}
	high = min(high, int32(len(r.searchEnd)-1))
	for low < high {
		middle := low + (high-low)/2
		if r.searchEnd[middle] <= position {
			low = middle + 1
		} else {
			high = middle
		}
	}
	return low
}

// managerSet is by account manager index, with none = 0.
func (r *List) managerSet(ids []int64) []bool {
	set := make([]bool, len(r.Managers)+1)
	for i, m := range r.Managers {
		set[i+1] = slices.Contains(ids, m.ID)
	}
	return set
}

// labelSet is by label index, with none = 0.
func (r *List) labelSet(ids []int64) []bool {
	set := make([]bool, len(r.Labels)+1)
	for i := range r.Labels {
		set[i+1] = slices.Contains(ids, r.Labels[i].ID)
	}
	return set
}

func (r *List) hasLabelID(id int64) bool {
	return slices.ContainsFunc(r.Labels, func(l Label) bool { return l.ID == id })
}

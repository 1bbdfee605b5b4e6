package customerlist

import (
	"fmt"
	"maps"
	"math"
	"slices"

	"wholesight/jobs/calendar"
	"wholesight/jobs/rules/target"
)

// Facts are what changes beside the builds: they are of now, not of the as-of day.
// A zero day is none.
type Facts struct {
	LastContact calendar.Day // of the newest contact, in the shop's zone
	LastKind    string       // its kind
	FollowUp    calendar.Day // its next date: a newer contact without one closes it
	Target      target.Pace  // of the target that holds the as-of day; not Set: there is none
}

// Backorder is what a customer ordered and has not got, of open orders.
type Backorder struct {
	Lines  int32
	Units  int64 // thousandths
	Value  int64 // minor units
	Oldest calendar.Day
}

// Any reports whether something is outstanding.
func (b Backorder) Any() bool { return b.Lines > 0 }

// facts are the columns of Facts. A patched customer list has its own, and shares the
// others with the one that it was made of.
type facts struct {
	contact  []calendar.Day
	kind     []uint16 // index in kinds
	kinds    []string // the first is none
	followUp []calendar.Day
	target   []uint32 // index in paces + 1; 0: none
	paces    []target.Pace
}

// factsWriter writes them, each kind once.
type factsWriter struct {
	facts
	numbers map[string]uint16
}

func newFactsWriter(n int) factsWriter {
	return factsWriter{numbers: map[string]uint16{"": 0}, facts: facts{kinds: []string{""},
		contact: make([]calendar.Day, 0, n), kind: make([]uint16, 0, n), followUp: make([]calendar.Day, 0, n),
		target: make([]uint32, 0, n)}}
}

// add appends a row.
func (w *factsWriter) add(f Facts) {
	w.contact, w.followUp = append(w.contact, 0), append(w.followUp, 0)
	w.kind, w.target = append(w.kind, 0), append(w.target, 0)
	w.set(int32(len(w.contact)-1), f)
}

// set writes a row. Kinds beyond 65,535 are shown as none.
func (w *factsWriter) set(row int32, f Facts) {
	n, ok := w.numbers[f.LastKind]
	if !ok && len(w.kinds) <= math.MaxUint16 {
		n = uint16(len(w.kinds))
		w.kinds, w.numbers[f.LastKind] = append(w.kinds, f.LastKind), n
	}
	w.contact[row], w.kind[row], w.followUp[row], w.target[row] = f.LastContact, n, f.FollowUp, 0
	if f.Target.Set {
		w.paces = append(w.paces, f.Target)
		w.target[row] = uint32(len(w.paces))
	}
}

// Facts are a row's.
func (r *List) Facts(row int32) Facts {
	f := Facts{LastContact: r.contact[row], LastKind: r.kinds[r.kind[row]], FollowUp: r.followUp[row]}
	if at := r.target[row]; at > 0 {
		f.Target = r.paces[at-1]
	}
	return f
}

// pace is a row's target; nil: none.
func (r *List) pace(row int32) *target.Pace {
	if at := r.target[row]; at > 0 {
		return &r.paces[at-1]
	}
	return nil
}

// Patch is the customer list with other facts of some customers, by their codes, on a day
// that may be another. Everything else is shared with the one it is made of, sort
// orders included, so that it costs a copy of the columns of facts; the customer list
// itself stays as it was. A code that the customer list does not have is an error: then
// more has changed than facts.
func (r *List) Patch(today calendar.Day, changed map[string]Facts) (*List, error) {
	next := &List{Meta: r.Meta, columns: r.columns, facts: r.facts, codes: r.codes, names: r.names, search: r.search,
		sorted: r.sorted, choices: r.choices,
		matches: new(matches)}
	next.Today = today
	if len(changed) == 0 {
		return next, nil
	}
	w := factsWriter{numbers: make(map[string]uint16, len(r.kinds)),
		facts: facts{contact: slices.Clone(r.contact), kind: slices.Clone(r.kind),
			kinds: slices.Clone(r.kinds), followUp: slices.Clone(r.followUp), target: slices.Clone(r.target)}}
	for i, kind := range r.kinds {
		w.numbers[kind] = uint16(i)
	}
	if len(r.paces)+len(changed) > 2*r.Len() { // patch upon patch leaves paces behind that nobody has
		for row, at := range w.target {
			if at > 0 {
				w.paces = append(w.paces, r.paces[at-1])
				w.target[row] = uint32(len(w.paces))
			}
		}
	} else {
		w.paces = slices.Clone(r.paces)
	}
	for _, code := range slices.Sorted(maps.Keys(changed)) {
		row, ok := r.Find(code)
		if !ok {
			return nil, fmt.Errorf("facts of customer %q, who is not in the list", code)
		}
		w.set(row, changed[code])
	}
	next.facts, next.sorted = w.facts, slices.Clone(r.sorted)
	for k := range next.sorted {
		if Key(k).ofFacts() {
			next.sorted[k] = [2]*order{new(order), new(order)}
		}
	}
	return next, nil
}

func (c *columns) addBackorder(b Backorder) {
	at := uint32(0)
	if b.Any() {
		c.backorders = append(c.backorders, b)
		at = uint32(len(c.backorders))
	}
	c.backorder = append(c.backorder, at)
}

// Backorder is a row's; the zero one when nothing is outstanding.
func (r *List) Backorder(row int32) Backorder {
	if at := r.backorder[row]; at > 0 {
		return r.backorders[at-1]
	}
	return Backorder{}
}

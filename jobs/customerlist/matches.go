package customerlist

import (
	"sync"
)

// maxMatches is how many answers are kept: a few kilobytes each at 50,000 customers.
const maxMatches = 64

// matches are the rows of the filters that were asked for last, with their sums:
// turning a page, sorting, or walking from customer to customer asks for the same
// ones again. They hang on the customer list, so they cannot outlive what they were told of.
type matches struct {
	mu   sync.Mutex
	kept map[matchKey]matched
}

// matchKey is a filter and a visibility, each written one way.
type matchKey struct {
	filter   string
	all      bool
	managers string
}

type matched struct {
	rows bits
	sums Sums
}

// match is the rows that belong to a list, and their sums. The rows are shared:
// nobody may write to them.
func (r *List) match(f *Filter, v Visibility) (bits, Sums, error) {
	key := matchKey{filter: View{Filter: *f, Sort: DefaultSort, Page: 1, Per: DefaultPer}.Query(0), all: v.all,
		managers: JoinIDs(v.managers)}
	m := r.matches
	m.mu.Lock()
	found, ok := m.kept[key]
	m.mu.Unlock()
	if ok {
		return found.rows, found.sums, nil
	}
	rows, sums, err := r.findMatches(f, v)
	if err != nil {
		return nil, Sums{}, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.kept == nil || len(m.kept) >= maxMatches {
		m.kept = make(map[matchKey]matched, maxMatches)
	}
	m.kept[key] = matched{rows, sums}
	return rows, sums, nil
}

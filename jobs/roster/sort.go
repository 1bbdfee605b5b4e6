package roster

import (
	"cmp"
	"slices"
	"strings"

	"wholesight/jobs/classify"
)

// Key is what a list is sorted by.
type Key uint8

// The keys, each a column of the list.
const (
	ByName Key = iota
	ByCode
	BySmartType // in the order of the smart types
	ByManager
	ByLastOrder
	ByRisk
	ByRevenue
	ByChange
	ByOrders
	keyCount
)

var keyNames = [keyCount]string{"name", "code", "type", "manager", "last", "risk", "revenue", "change", "orders"}

// String is the key's name in an address.
func (k Key) String() string {
	if k < keyCount {
		return keyNames[k]
	}
	return "unknown"
}

// ParseKey reads a key's name.
func ParseKey(s string) (Key, bool) {
	i := slices.Index(keyNames[:], s)
	return Key(max(i, 0)), i >= 0
}

// Keys are the names of all keys, for messages.
func Keys() []string { return slices.Clone(keyNames[:]) }

// Sort is an order of rows. Rows that are equal by the key stand in the order of
// their code, and rows without the figure last, in both directions.
type Sort struct {
	Key        Key
	Descending bool
}

// DefaultSort is a list's order when nothing else is asked for: who matters most
// first.
var DefaultSort = Sort{Key: ByRevenue, Descending: true}

// First is the direction in which a column is sorted when its head is first
// pressed: texts from A, numbers from the largest, the last order from the oldest.
func (k Key) First() Sort {
	return Sort{Key: k, Descending: k == ByRisk || k == ByRevenue || k == ByChange || k == ByOrders}
}

// Pressed is the order after the head of a column is pressed: the other direction
// where it is sorted by that column already.
func (s Sort) Pressed(k Key) Sort {
	if s.Key == k {
		return Sort{Key: k, Descending: !s.Descending}
	}
	return k.First()
}

// order is the rows in an order. It is shared: nobody may write to it.
func (r *Roster) order(s Sort) []int32 {
	direction := 0
	if s.Descending {
		direction = 1
	}
	o := &r.sorted[s.Key][direction]
	o.once.Do(func() { o.rows = r.sort(s) })
	return o.rows
}

func (r *Roster) sort(s Sort) []int32 {
	rows := make([]int32, r.Len())
	for i := range rows {
		rows[i] = int32(i)
	}
	compare := r.comparison(s.Key)
	sign := 1
	if s.Descending {
		sign = -1
	}
	slices.SortFunc(rows, func(a, b int32) int {
		hasA, hasB := r.known(s.Key, a), r.known(s.Key, b)
		if hasA != hasB {
			if hasA {
				return -1
			}
			return 1
		}
		if hasA {
			if c := compare(a, b); c != 0 {
				return sign * c
			}
		}
		return cmp.Compare(a, b) // rows stand in the order of their code
	})
	return rows
}

// known tells whether a row has what a key sorts by.
func (r *Roster) known(k Key, row int32) bool {
	switch k {
	case ByManager:
		return r.manager[row] > 0
	case ByLastOrder:
		return r.purchaseDays[row] > 0
	case ByRisk:
		return r.scored(row) && r.why[row][classify.Risk.Index()] == classify.Known
	case ByChange:
		return r.scored(row) && r.why[row][classify.RevenueChange.Index()] == classify.Known
	case ByRevenue, ByOrders:
		return r.scored(row)
	}
	return true
}

func (r *Roster) scored(row int32) bool { return r.flags[row]&flagScored != 0 }

// comparison compares two rows that both have what the key sorts by.
func (r *Roster) comparison(k Key) func(a, b int32) int {
	switch k {
	case ByCode:
		return func(a, b int32) int { return cmp.Compare(a, b) }
	case BySmartType:
		return func(a, b int32) int { return cmp.Compare(r.smartType[a], r.smartType[b]) }
	case ByManager:
		return r.byManager()
	case ByLastOrder:
		return func(a, b int32) int { return cmp.Compare(r.last[a], r.last[b]) }
	case ByRisk:
		return func(a, b int32) int { return cmp.Compare(r.risk[a], r.risk[b]) }
	case ByRevenue:
		return func(a, b int32) int { return cmp.Compare(r.revenue[a], r.revenue[b]) }
	case ByChange:
		return func(a, b int32) int { return cmp.Compare(r.change[a], r.change[b]) }
	case ByOrders:
		return func(a, b int32) int { return cmp.Compare(r.orders[a], r.orders[b]) }
	}
	return r.byText(r.Name)
}

// byText compares a text of the rows, folded once for the whole sort.
func (r *Roster) byText(text func(row int32) string) func(a, b int32) int {
	keys := make([]string, r.Len())
	var f folder
	for i := range keys {
		keys[i] = f.fold(text(int32(i)))
	}
	return func(a, b int32) int { return strings.Compare(keys[a], keys[b]) }
}

// byManager compares the account managers' names, by their place among them.
func (r *Roster) byManager() func(a, b int32) int {
	names := make([]string, len(r.Managers))
	var f folder
	for i, m := range r.Managers {
		names[i] = f.fold(m.Title)
	}
	return func(a, b int32) int { return strings.Compare(names[r.manager[a]-1], names[r.manager[b]-1]) }
}

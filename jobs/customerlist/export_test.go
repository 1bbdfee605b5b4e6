package customerlist

import "slices"

// Unsorted is the customer list before anybody has asked for an order.
func (r *List) Unsorted() *List {
	fresh := *r
	fresh.matches = new(matches)
	fresh.sorted = make([][2]*order, len(keyNames))
	for k := range fresh.sorted {
		fresh.sorted[k] = [2]*order{new(order), new(order)}
	}
	return &fresh
}

// Unasked is the customer list before anybody has asked for a filter; its orders are kept.
func (r *List) Unasked() *List {
	fresh := *r
	fresh.matches = new(matches)
	return &fresh
}

// Keys are the names of all keys.
func Keys() []string { return slices.Clone(keyNames[:]) }

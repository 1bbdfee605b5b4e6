package roster

// Unsorted is the roster before anybody has asked for an order.
func (r *Roster) Unsorted() *Roster {
	fresh := *r
	for k := range fresh.sorted {
		fresh.sorted[k] = [2]*order{new(order), new(order)}
	}
	return &fresh
}

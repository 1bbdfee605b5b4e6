package imports

import (
	"wholesight/jobs/files"
	"wholesight/store"
)

// given says which of the columns that an orders file may leave out it has. What is
// absent keeps what is stored.
type given struct {
	status, channel, currency, delivered, cost, total bool
}

func givenBy(p *files.Plan) given {
	return given{status: p.Has("status"), channel: p.Has("channel"), currency: p.Has("currency"),
		delivered: p.Has("delivered_quantity"), cost: p.Has("cost"), total: p.Has("line_total")}
}

// lineKey is what a line says in the columns that the file has: two lines with one
// key are the same line. A file with totals is compared by them, because its unit
// prices are only derived; all else would make a change of the shop's own export.
type lineKey struct {
	product, quantity, delivered, price, total, cost int64
	hasCost                                          bool
}

func (g given) key(l *store.OrderLine) lineKey {
	k := lineKey{product: l.ProductID, quantity: l.Quantity, total: l.Total}
	if !g.total {
		k.price = l.UnitPrice
	}
	if g.delivered {
		k.delivered = l.Delivered
	}
	if g.cost {
		k.cost, k.hasCost = l.Cost, l.HasCost
	}
	return k
}

// merge completes an order of a file by what is stored of it, and says whether it
// changes anything. o.Lines are compared with old.Lines as multisets.
func (g given) merge(o, old *store.Order) (changed bool) {
	o.ID = old.ID
	if !g.status {
		o.Status = old.Status
	}
	if !g.channel {
		o.ChannelID = old.ChannelID
	}
	if !g.currency {
		o.Currency = old.Currency
	}
	changed = o.CustomerID != old.CustomerID || o.Day != old.Day || o.Status != old.Status ||
		o.ChannelID != old.ChannelID || o.Currency != old.Currency
	if g.sameInOrder(o.Lines, old.Lines) {
		copy(o.Lines, old.Lines) // with what the file does not speak of
		return changed
	}
	return g.mergeLines(o.Lines, old.Lines) || changed
}

// sameInOrder is the usual case of a file that is imported again.
func (g given) sameInOrder(lines, old []store.OrderLine) bool {
	if len(lines) != len(old) {
		return false
	}
	for i := range lines {
		if g.key(&lines[i]) != g.key(&old[i]) {
			return false
		}
	}
	return true
}

// mergeLines completes lines by the stored ones: first each by one that says the
// same, wherever it stands; then what is left by the next stored line of the same
// product.
func (g given) mergeLines(lines, old []store.OrderLine) (changed bool) {
	same := make(map[lineKey][]int, len(old))
	for i := range old {
		k := g.key(&old[i])
		same[k] = append(same[k], i)
	}
	used := make([]bool, len(old))
	var left []int
	for i := range lines {
		k := g.key(&lines[i])
		if at := same[k]; len(at) > 0 {
			used[at[0]], same[k] = true, at[1:]
			lines[i] = old[at[0]]
		} else {
			left = append(left, i)
		}
	}
	if len(left) == 0 && len(lines) == len(old) {
		return false
	}
	next := map[int64][]int{} // unused stored lines by product
	for i := range old {
		if !used[i] {
			next[old[i].ProductID] = append(next[old[i].ProductID], i)
		}
	}
	for _, i := range left {
		l := &lines[i]
		at := next[l.ProductID]
		if len(at) == 0 {
			continue
		}
		from := old[at[0]]
		next[l.ProductID] = at[1:]
		if !g.cost {
			l.Cost, l.HasCost = from.Cost, from.HasCost
		}
		// All delivered stays all delivered, also of another quantity.
		if !g.delivered && from.Delivered != from.Quantity {
			l.Delivered = from.Delivered
		}
	}
	return true
}

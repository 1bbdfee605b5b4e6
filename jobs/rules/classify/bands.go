package classify

import "math"

// Band is one classification as far as banding is concerned. Values are in
// hundredths of the type's unit: risk 1.50 is 150, 20 % is 2000, 3 orders 300.
type Band struct {
	ID        int64
	Title     string
	Value     *int64 // hundredths; nil = no upper end (risk and orders, last row only)
	MinSpend  *int64 // minor units; nil = no gate
	MinOrders *int64 // orders; nil = no gate
}

// Bands are one smart type's classifications per type, in the order of Types;
// within a type in position order, as Check accepts it.
type Bands [6][]Band

// Find is the index of the band that the customer's metric of the type lies in,
// gates not asked; −1 when it lies in none or there is no metric.
//
// Inputs: bands in position order, accepted by Check; f settled. Special cases:
//   - risk, orders: (previous value, v], the first from 0 inclusive
//   - revenue_rank: the first band with rank ≤ ceil(n × v ÷ 100)
//   - revenue_share: the first band with larger ÷ total < v %, in integers
//   - changes: v ≥ 0 from v up to the next higher, v < 0 from v down to the next
//     lower; these two are found whatever the rows' order
func Find(t Type, bands []Band, f *Figures) int {
	k, ok := f.key(t)
	if !ok {
		return -1
	}
	if t.change() {
		return findChange(k, bands)
	}
	for i := range bands {
		if v := bands[i].Value; v == nil || k <= *v {
			return i
		}
	}
	return -1
}

func findChange(k int64, bands []Band) int {
	at, best := -1, int64(0)
	for i := range bands {
		if bands[i].Value == nil {
			continue
		}
		v := *bands[i].Value
		if k >= 0 && v >= 0 && v <= k && (at < 0 || v > best) ||
			k < 0 && v < 0 && v >= k && (at < 0 || v < best) {
			at, best = i, v
		}
	}
	return at
}

// key is the customer's place on the type's axis in the unit of Band.Value, so
// that for all but the changes the band is the first with key ≤ value.
//
// Rank: rank ≤ ceil(n·v ÷ 10,000) means (rank − 1)·10,000 < n·v, which for whole
// v means v ≥ floor((rank − 1)·10,000 ÷ n) + 1. Share: larger ÷ total < v ÷ 10,000
// turns the same way. Both therefore compare exactly, with one division a
// customer instead of one a band.
func (f *Figures) key(t Type) (k int64, ok bool) {
	i := t.Index()
	if i < 0 || f.Why[i] != Known {
		return 0, false
	}
	switch t {
	case Risk:
		return f.Risk, true
	case RiskChange:
		return times(f.RiskChange, 10), true
	case RevenueChange:
		return times(f.RevenueChange, 10), true
	case RevenueRank:
		return (f.Rank-1)*10_000/f.RankOf + 1, true
	case RevenueShare:
		share, _ := scaleDiv(uint64(f.Larger), 10_000, f.Total, false) // Larger < Total: it fits
		return share + 1, true
	}
	return times(f.Orders, 100), true
}

// times is a × by, held at the ends of int64: no value lies beyond them, so the
// comparison stays right.
func times(a, by int64) int64 {
	switch {
	case a > math.MaxInt64/by:
		return math.MaxInt64
	case a < math.MinInt64/by:
		return math.MinInt64
	}
	return a * by
}

// Passes reports whether the customer reaches the band's minimum spend and
// minimum orders. They are measured on the current window, or, for risk,
// risk_change and revenue_change, on the larger of the current and the previous
// one, apart for spend and for orders.
func (b *Band) Passes(t Type, f *Figures) bool {
	return (b.MinSpend == nil || f.spend(t) >= *b.MinSpend) &&
		(b.MinOrders == nil || f.orderCount(t) >= *b.MinOrders)
}

// Label is the index of the band whose label the customer carries, or −1. A
// customer whom a gate stops does not fall through to the next band.
func Label(t Type, bands []Band, f *Figures) int {
	i := Find(t, bands, f)
	if i >= 0 && !bands[i].Passes(t, f) {
		return -1
	}
	return i
}

// Assign is the id of the customer's band per type, in the order of Types; 0
// where it carries no label. f must be settled, b accepted by Check.
func Assign(f *Figures, b Bands) [6]int64 {
	var ids [6]int64
	for i, t := range Types {
		if at := Label(t, b[i], f); at >= 0 {
			ids[i] = b[i][at].ID
		}
	}
	return ids
}

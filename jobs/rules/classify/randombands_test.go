package classify

import (
	"math/big"
	"math/rand/v2"
	"sort"
)

// randomBands makes up an accepted list, with values that sit on metrics that
// occur, so that boundaries are hit; and the same for the second opinion.
func randomBands(r *rand.Rand, t Type, all []*Figures) ([]Band, []slowBand) {
	set := map[int64]bool{}
	for range r.IntN(7) {
		v := int64(r.IntN(100_00)) + 1
		if len(all) > 0 && r.IntN(2) == 0 {
			f := all[r.IntN(len(all))]
			switch t {
			case Risk:
				v = f.Risk
			case RiskChange:
				v = f.RiskChange * 10
			case RevenueChange:
				v = f.RevenueChange * 10
			case Orders:
				v = f.Orders * 100
			case RevenueRank:
				v = 100_00 * int64(r.IntN(len(all))+1) / int64(len(all))
			case RevenueShare:
				v = max(1, f.ShareOfLarger)
			}
		} else if t.change() {
			v -= 50_00
		}
		set[v] = true
	}
	var values []int64
	for v := range set {
		values = append(values, v)
	}
	sort.Slice(values, func(i, j int) bool {
		a, b := values[i], values[j]
		if a < 0 || b < 0 {
			return a > b // below zero: behind, and falling
		}
		return a < b
	})
	var bands []Band
	var slow []slowBand
	for i := range values {
		b, s := Band{ID: int64(100 + i), Value: &values[i]}, slowBand{value: big.NewRat(values[i], 100)}
		if r.IntN(3) == 0 {
			spend := int64(r.IntN(3000))
			b.MinSpend, s.minSpend = &spend, big.NewRat(spend, 1)
		}
		if r.IntN(3) == 0 {
			orders := int64(r.IntN(6))
			b.MinOrders, s.minOrders = &orders, big.NewRat(orders, 1)
		}
		if (t == Risk || t == Orders) && i == len(values)-1 && r.IntN(2) == 0 {
			b.Value, s.value = nil, nil
		}
		bands, slow = append(bands, b), append(slow, s)
	}
	return bands, slow
}

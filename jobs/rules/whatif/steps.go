package whatif

import (
	"math/big"
	"slices"
	"sort"

	"wholesight/jobs/rules/classify"
)

// mostAmount is the largest order that is thought of, in minor units: ten thousand
// times a thousand million. What would take more is not offered.
const mostAmount = 1_000_000_000_000_000

// steps are the revenues of the current window at which a type's label may change,
// for a customer of the given figures: between two of them it is the same. They are
// solved from the definitions of spec 02; C is the revenue of the current window, P
// of the previous one, all in minor units.
//
//	revenue_change  t = round((C − P) × 1000 ÷ P), half away from zero, in tenths of a
//	                percent. t ≥ T first holds at C = P + ceil((2T − 1) × P ÷ 2000) for
//	                T ≥ 1, and at C = P + floor((2T − 1) × P ÷ 2000) + 1 for T ≤ 0, where
//	                a half is rounded away from T. A band of v ≥ 0 begins at T = ceil(v),
//	                one of v < 0 ends before T = floor(v) + 1, and at T = 0 the one side
//	                begins and the other ends.
//	revenue_rank    rank ≤ R = ceil(n × v ÷ 100), n the others with revenue and this
//	                one: first holds at C = the R-th largest revenue of the others (a
//	                tie is enough), or at C = 1 where there are fewer.
//	revenue_share   L(C) < v % × (S + C), L the revenue of the strictly larger and S of
//	                all others: see share.
//	gates           minimum spend m: C = m.
//
// The others do not depend on C beyond their gates.
func steps(t classify.Type, bands []classify.Band, f *classify.Figures, m *Market) []int64 {
	var at []int64
	for _, b := range bands {
		if b.MinSpend != nil {
			at = append(at, *b.MinSpend)
		}
		if b.Value == nil {
			continue
		}
		v := *b.Value
		switch t {
		case classify.RevenueChange:
			if f.PreviousRevenue <= 0 {
				continue
			}
			tenths := ceilDiv(v, 10)
			if v < 0 {
				tenths = floorDiv(v, 10) + 1
			}
			at = append(at, change(tenths, f.PreviousRevenue)...)
		case classify.RevenueRank:
			n := int64(len(m.revenues)) + 1
			place := product(n, v)
			place.Add(place, big.NewInt(9_999)).Div(place, big.NewInt(10_000))
			if r := place.Int64(); r >= 1 && r < n {
				at = append(at, m.revenues[r-1])
			}
		case classify.RevenueShare:
			at = append(at, m.share(v)...)
		}
	}
	if t == classify.RevenueChange && f.PreviousRevenue > 0 {
		at = append(at, change(0, f.PreviousRevenue)...)
	}
	slices.Sort(at)
	return slices.Compact(at)
}

// change is the least C whose change against P is at least so many tenths of a
// percent; none where that is too large to be held.
func change(tenths, p int64) []int64 {
	n := product(2*tenths-1, p)
	q, r := new(big.Int).DivMod(n, big.NewInt(2000), new(big.Int)) // r ≥ 0: q is the floor
	if tenths < 1 || r.Sign() > 0 {
		q.Add(q, big.NewInt(1))
	}
	return held(q.Add(q, big.NewInt(p)))
}

// share is the least C > 0 with L(C) × 10,000 < v × (S + C), v in hundredths of a
// percent. Between two revenues of the others L is the same: with the i largest
// strictly larger, C lies in [revenue i, revenue i−1) and the condition is
// C ≥ floor(L × 10,000 ÷ v) − S + 1. As C grows, L falls and S + C grows, so that the
// stretches that can meet it are the upper ones: the lowest of them is searched for.
func (m *Market) share(v int64) []int64 {
	if v <= 0 {
		return nil
	}
	n := len(m.revenues)
	least := func(i int) (c int64, ok bool) { // with i larger ones
		need := product(m.sums[i], 10_000)
		need.Div(need, big.NewInt(v)).Sub(need, big.NewInt(m.total())).Add(need, big.NewInt(1))
		low := int64(1)
		if i < n {
			low = m.revenues[i]
		}
		if need.Cmp(big.NewInt(low)) > 0 {
			if !need.IsInt64() {
				return 0, false
			}
			low = need.Int64()
		}
		return low, i == 0 || low < m.revenues[i-1]
	}
	// j counts from below: j = 0 has all others larger.
	j := sort.Search(n+1, func(j int) bool { _, ok := least(n - j); return ok })
	if j > n {
		return nil
	}
	c, _ := least(n - j)
	return []int64{c}
}

// product is a × b, however large.
func product(a, b int64) *big.Int { return new(big.Int).Mul(big.NewInt(a), big.NewInt(b)) }

// held is a number where it fits.
func held(n *big.Int) []int64 {
	if !n.IsInt64() {
		return nil
	}
	return []int64{n.Int64()}
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b != 0 && (a < 0) != (b < 0) {
		q--
	}
	return q
}

func ceilDiv(a, b int64) int64 { return -floorDiv(-a, b) }

package whatif

import (
	"fmt"
	"slices"
	"sort"

	"wholesight/jobs/rules/classify"
)

// Market is the others: the active customers of the same smart type, without the
// one in question. It is made by NewMarket, never changes, and may be shared.
type Market struct {
	revenues       []int64 // those above 0, descending
	sums           []int64 // sums[i]: of the first i
	gapNum, gapDen int64
}

// NewMarket takes the revenues of the others in the current window, in any order
// (those of 0 and below are left out, as they are from ranks and shares), and the
// median of their average gaps in days as classify.MedianGap gives it (den 0: there
// is none). The slice is kept and sorted. ErrOverflow when their sum does not fit.
func NewMarket(revenues []int64, gapNum, gapDen int64) (*Market, error) {
	revenues = slices.DeleteFunc(revenues, func(r int64) bool { return r <= 0 })
	down := func(a, b int64) int {
		switch {
		case a > b:
			return -1
		case a < b:
			return 1
		}
		return 0
	}
	if !slices.IsSortedFunc(revenues, down) {
		slices.SortFunc(revenues, down)
	}
	m := &Market{revenues: revenues, sums: make([]int64, len(revenues)+1), gapNum: gapNum, gapDen: gapDen}
	for i, r := range revenues {
		if m.sums[i+1] = m.sums[i] + r; m.sums[i+1] < 0 {
			return nil, fmt.Errorf("revenue of the others: %w", classify.ErrOverflow)
		}
	}
	return m, nil
}

// total is the revenue of the others.
func (m *Market) total() int64 { return m.sums[len(m.revenues)] }

// larger is how many of the others have strictly more revenue.
func (m *Market) larger(revenue int64) int {
	return sort.Search(len(m.revenues), func(i int) bool { return m.revenues[i] <= revenue })
}

// settle gives figures their rank and share among the others, and the estimated gap,
// as classify.Settle does for a whole population.
func (m *Market) settle(f *classify.Figures) error {
	f.Estimate(m.gapNum, m.gapDen)
	f.Rank, f.RankOf, f.Larger, f.Total = 0, 0, 0, 0
	why := classify.Known
	switch {
	case f.Revenue == 0:
		why = classify.NoRevenue
	case f.Revenue < 0:
		why = classify.BelowZero
	default:
		n := m.larger(f.Revenue)
		f.Rank, f.RankOf = int64(n)+1, int64(len(m.revenues))+1
		f.Larger, f.Total = m.sums[n], m.total()+f.Revenue
		if f.Total < 0 {
			return fmt.Errorf("total revenue: %w", classify.ErrOverflow)
		}
	}
	f.Why[classify.RevenueRank.Index()], f.Why[classify.RevenueShare.Index()] = why, why
	return nil
}

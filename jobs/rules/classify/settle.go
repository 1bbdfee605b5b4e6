package classify

import (
	"cmp"
	"fmt"
	"slices"
)

// Settle compares the active customers of one smart type with each other: it
// gives customers with one purchase day the median gap as an estimate, and those
// with revenue their rank and the share of the larger ones.
//
// Inputs: the figures of all active customers of the smart type, as Measure made
// them for the same windows; their order does not matter, and settling twice
// gives the same.
//
// Special cases:
//   - nobody has two purchase days: customers with one keep OneOrder
//   - revenue 0 or below: no rank and no share, and the customer counts in
//     neither n nor the total
//   - equal revenues share the better rank, and none counts as larger
//
// Errors: ErrOverflow when the total does not fit. O(n log n).
func Settle(population []*Figures) error {
	num, den := MedianGap(population)
	for _, f := range population {
		f.Estimate(num, den)
	}
	return rank(population)
}

// MedianGap is the median of the average gaps of those in the population with
// two purchase days or more, in days, as a fraction in lowest terms; den is 0
// when there are none.
func MedianGap(population []*Figures) (num, den int64) {
	gaps := make([]fraction, 0, len(population))
	for _, f := range population {
		if f.PurchaseDays >= 2 {
			gaps = append(gaps, pack(f.GapNum, f.GapDen))
		}
	}
	return median(gaps)
}

// Estimate gives a customer with exactly one purchase day the gap num ÷ den (as
// MedianGap returns it) and with it a risk, marked as estimated; den 0 takes
// both away again. Other customers are left alone. Settle does this for the
// active ones; on its own it serves the page of a customer who is not.
func (f *Figures) Estimate(num, den int64) {
	if f.PurchaseDays != 1 {
		return
	}
	f.GapNum, f.GapDen, f.GapEstimated = num, den, den > 0
	if den == 0 {
		f.Risk, f.Why[Risk.Index()] = 0, OneOrder
		return
	}
	f.Risk, f.Why[Risk.Index()] = riskOf(f.Since, num, den), Known
}

func rank(population []*Figures) error {
	ranked := make([]*Figures, 0, len(population))
	var total int64
	for _, f := range population {
		f.Rank, f.RankOf, f.Larger, f.Total, f.ShareOfLarger = 0, 0, 0, 0, 0
		why := Known
		switch {
		case f.Revenue == 0:
			why = NoRevenue
		case f.Revenue < 0:
			why = BelowZero
		default:
			var ok bool
			if total, ok = add(total, f.Revenue); !ok {
				return fmt.Errorf("total revenue of %d customers: %w", len(population), ErrOverflow)
			}
			ranked = append(ranked, f)
		}
		f.Why[RevenueRank.Index()], f.Why[RevenueShare.Index()] = why, why
	}
	slices.SortFunc(ranked, func(a, b *Figures) int { return cmp.Compare(b.Revenue, a.Revenue) })
	var place, larger, sum int64
	for i, f := range ranked {
		if i == 0 || f.Revenue != ranked[i-1].Revenue {
			place, larger = int64(i)+1, sum
		}
		sum += f.Revenue
		f.Rank, f.RankOf = place, int64(len(ranked))
		f.Larger, f.Total = larger, total
		f.ShareOfLarger, _ = scaleDiv(uint64(larger), 10_000, total, true) // below 10,000: it fits
	}
	return nil
}

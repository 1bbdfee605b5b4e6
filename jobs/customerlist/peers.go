package customerlist

// Peers are the other active customers of a row's smart type, as the published build
// has them: their revenues in the current window, above 0 and descending, and one of
// their average gaps in days (den 0: none of them has two purchase days). It walks the
// order by revenue once, about a millisecond at 50,000 customers.
func (r *List) Peers(row int32) (revenues []int64, gapNum, gapDen int64) {
	revenues = make([]int64, 0, r.Len()/max(1, len(r.SmartTypes))+1)
	for _, other := range r.order(Sort{Key: ByRevenue, Descending: true}) {
		if other == row || r.smartType[other] != r.smartType[row] ||
			r.flags[other]&(flagActive|flagScored) != flagActive|flagScored {
			continue
		}
		if revenue := r.revenue[other]; revenue > 0 {
			revenues = append(revenues, revenue)
		}
		if gapDen == 0 && r.purchaseDays[other] >= 2 {
			gapNum, gapDen = int64(r.gapNum[other]), int64(r.gapDen[other])
		}
	}
	return revenues, gapNum, gapDen
}

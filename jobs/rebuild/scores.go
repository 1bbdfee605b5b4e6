package rebuild

import (
	"wholesight/jobs/rules/classify"
	"wholesight/store"
)

// newScore is a member's figures as they are stored.
func newScore(member store.Member, f *classify.Figures, labels [6]int64) store.Score {
	s := store.Score{
		CustomerID: member.ID, SmartTypeID: member.SmartTypeID,
		Revenue: f.Revenue, PreviousRevenue: f.PreviousRevenue, Orders: f.Orders, PreviousOrders: f.PreviousOrders,
		PurchaseDays: f.PurchaseDays, LastOrder: f.LastPurchase, Since: f.Since,
		GapDays: f.GapNum, GapCount: f.GapDen, Estimated: f.GapEstimated,
		Risk: f.Risk, RiskChange: f.RiskChange, RevenueChange: f.RevenueChange,
		Rank: f.Rank, RankOf: f.RankOf, Larger: f.Larger, Total: f.Total, Share: f.ShareOfLarger, Labels: labels,
	}
	for i, why := range f.Why {
		s.Reasons[i] = why.Code()
	}
	return s
}

// Figures are stored figures as the leaf wants them, to band and to print. The day
// of the first purchase is not stored: it is 0.
func Figures(s *store.Score) (classify.Figures, error) {
	f := classify.Figures{
		Revenue: s.Revenue, PreviousRevenue: s.PreviousRevenue, Orders: s.Orders, PreviousOrders: s.PreviousOrders,
		PurchaseDays: s.PurchaseDays, LastPurchase: s.LastOrder, Since: s.Since,
		GapNum: s.GapDays, GapDen: s.GapCount, GapEstimated: s.Estimated,
		Risk: s.Risk, RiskChange: s.RiskChange, RevenueChange: s.RevenueChange,
		Rank: s.Rank, RankOf: s.RankOf, Larger: s.Larger, Total: s.Total, ShareOfLarger: s.Share,
	}
	for i, code := range s.Reasons {
		why, err := classify.ParseReason(code)
		if err != nil {
			return f, err
		}
		f.Why[i] = why
	}
	return f, nil
}

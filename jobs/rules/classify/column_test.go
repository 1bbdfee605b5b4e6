package classify

import "fmt"

// column is a figure as the report names and writes it; where it does not exist,
// "none" and the reason's code.
func (f *Figures) column(name string) (string, error) {
	show := func(v int64, places int, why Reason) (string, error) {
		if why != Known {
			return "none " + why.Code(), nil
		}
		s := fmt.Sprintf("%0*d", places+1, max(v, -v))
		if places > 0 {
			s = s[:len(s)-places] + "." + s[len(s)-places:]
		}
		if v < 0 {
			s = "-" + s
		}
		return s, nil
	}
	bought := Known
	if !f.HasPurchase() {
		bought = NoPurchase
	}
	switch name {
	case "revenue_current":
		return show(f.Revenue, 2, Known)
	case "revenue_previous":
		return show(f.PreviousRevenue, 2, Known)
	case "revenue_change_pct":
		return show(f.RevenueChange, 1, f.Reason(RevenueChange))
	case "orders_current":
		return show(f.Orders, 0, f.Reason(Orders))
	case "orders_previous":
		return show(f.PreviousOrders, 0, Known)
	case "last_order":
		if !f.HasPurchase() {
			return "none " + bought.Code(), nil
		}
		return f.LastPurchase.String(), nil
	case "days_since_last":
		return show(f.Since, 0, bought)
	case "average_gap_days":
		return show(f.GapThousandths(), 3, f.Reason(Risk))
	case "risk":
		return show(f.Risk, 2, f.Reason(Risk))
	case "risk_estimated":
		return fmt.Sprint(f.GapEstimated), nil
	case "risk_change_pct":
		return show(f.RiskChange, 1, f.Reason(RiskChange))
	case "revenue_rank":
		return show(f.Rank, 0, f.Reason(RevenueRank))
	case "revenue_rank_of":
		return show(f.RankOf, 0, f.Reason(RevenueRank))
	case "share_of_larger_pct":
		return show(f.ShareOfLarger, 2, f.Reason(RevenueShare))
	}
	return "", fmt.Errorf("no column %s", name)
}

package jobs

import (
	"encoding/csv"
	"io"
	"strconv"

	"wholesight/jobs/classify"
	"wholesight/jobs/intake"
	"wholesight/jobs/roster"
)

// listColumns are the columns of a list of customers as CSV: those of the report of
// the same name where there is one.
var listColumns = []string{
	"customer_code", "name", "smart_type", "account_manager", "active", "as_of", "timeframe_months",
	"revenue_current", "revenue_previous", "revenue_change_pct", "orders_current", "orders_previous",
	"last_order", "days_since_last", "average_gap_days", "risk", "risk_estimated",
	"label_risk", "label_risk_change", "label_revenue_rank", "label_revenue_change", "label_revenue_share", "label_orders",
}

// WriteCustomerList writes rows of a roster as CSV, in the order given. A figure
// that does not exist is an empty cell; texts are shielded against formulas. It
// reads nothing but the roster, so no transaction need be open.
func WriteCustomerList(w io.Writer, r *roster.Roster, rows []int32) error {
	out := csv.NewWriter(w)
	if err := out.Write(listColumns); err != nil {
		return err
	}
	asOf, months := "", ""
	if r.Built() {
		asOf, months = r.AsOf.String(), strconv.Itoa(int(r.Timeframe))
	}
	cells := make([]string, 0, len(listColumns))
	for _, row := range rows {
		e := r.At(row)
		f := &e.Figures
		number := func(exists bool, v int64, decimals int) string {
			if !e.Scored || !exists {
				return ""
			}
			return decimal(v, decimals)
		}
		last, estimated := "", ""
		if f.HasPurchase() {
			last = f.LastPurchase.String()
		}
		if e.Scored && f.Has(classify.Risk) {
			estimated = strconv.FormatBool(f.GapEstimated)
		}
		cells = append(cells[:0], intake.Shield(e.Code), intake.Shield(e.Name), intake.Shield(e.SmartType.Title), intake.Shield(e.Manager.Title),
			strconv.FormatBool(e.Active), asOf, months,
			number(true, f.Revenue, 2), number(true, f.PreviousRevenue, 2), number(f.Has(classify.RevenueChange), f.RevenueChange, 1),
			number(true, f.Orders, 0), number(true, f.PreviousOrders, 0),
			last, number(f.HasPurchase(), f.Since, 0), number(f.HasGap(), f.GapThousandths(), 3),
			number(f.Has(classify.Risk), f.Risk, 2), estimated)
		for _, l := range e.Labels {
			title := ""
			if l != nil {
				title = intake.Shield(l.Title)
			}
			cells = append(cells, title)
		}
		if err := out.Write(cells); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

package jobs

import (
	"encoding/csv"
	"io"

	"wholesight/jobs/intake"
	"wholesight/jobs/roster"
	"wholesight/jobs/target"
)

// targetColumns are the columns of the report of sales targets, in their order.
var targetColumns = []string{"customer_code", "name", "account_manager", "start_month", "target_year", "target_to_date", "actual_to_date",
	"attainment_pct", "status", "projected_year", "required_per_month"}

// WriteTargets writes the report of sales targets: rows of a roster in the order
// given, each with its target, or empty cells and the status "none". Money has two
// decimals, the attainment one; what does not exist is empty. It reads nothing but
// the two, so no transaction need be open.
func WriteTargets(w io.Writer, r *roster.Roster, b *TargetBook, rows []int32) error {
	out := csv.NewWriter(w)
	if err := out.Write(targetColumns); err != nil {
		return err
	}
	for _, row := range rows {
		e := r.At(row)
		cells := append(make([]string, 0, len(targetColumns)), intake.Shield(e.Code), intake.Shield(e.Name), intake.Shield(e.Manager.Title))
		if err := out.Write(append(cells, b.reportCells(e.ID)...)); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// reportCells are the cells of a customer behind its account manager.
func (b *TargetBook) reportCells(customerID int64) []string {
	f := b.Of(customerID)
	if f == nil {
		return []string{"", "", "", "", "", TargetStatusWord(target.None), "", ""}
	}
	if !b.Built { // nothing is known to have been bought, or not
		return []string{f.Plan.Start.String(), decimal(f.Pace.Year, 2), decimal(f.Pace.ToDate, 2), "", "", "", "", ""}
	}
	figure := func(known bool, v int64, digits int) string {
		if !known {
			return ""
		}
		return decimal(v, digits)
	}
	return []string{f.Plan.Start.String(), decimal(f.Pace.Year, 2), decimal(f.Pace.ToDate, 2), decimal(f.Pace.Actual, 2),
		figure(f.Pace.Known, f.Pace.Attainment, 1), TargetStatusWord(f.Pace.Status),
		figure(f.Projection.Why == target.Projected, f.Projection.Year, 2), figure(f.HasMonth, f.Required, 2)}
}

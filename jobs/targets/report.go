package targets

import (
	"wholesight/jobs/customerlist"
	"wholesight/jobs/kit"
	"wholesight/jobs/rules/target"
)

// Columns are the columns of the report of sales targets, in their order, with
// so many decimals of money.
func Columns(digits int) []kit.TableColumn {
	money := func(name string) kit.TableColumn {
		return kit.TableColumn{Name: name, Kind: kit.TableMoney, Decimals: digits}
	}
	return []kit.TableColumn{{Name: "customer_code"}, {Name: "name"}, {Name: "account_manager"},
		{Name: "start_month", Kind: kit.TableMonth},
		money("target_year"), money("target_to_date"), money("actual_to_date"),
		{Name: "attainment_pct", Kind: kit.TablePercent, Decimals: 1},
		{Name: "status"}, money("projected_year"), money("required_per_month")}
}

// Write writes the report of sales targets: rows of a customer list in the order
// given, each with its target, or empty cells and the status "none". What does not
// exist is empty. It reads nothing but the two, so no transaction need be open.
func Write(file kit.TableFile, r *customerlist.List, b *TargetBook, rows []int32) error {
	for _, row := range rows {
		e := r.At(row)
		if err := file.Row(append([]any{e.Code, e.Name, e.Manager.Title}, b.reportCells(e.ID)...)...); err != nil {
			return err
		}
	}
	return nil
}

// reportCells are the cells of a customer behind its account manager. Before the
// first run nothing is known to have been bought, or not: the plan stands alone.
func (b *TargetBook) reportCells(customerID int64) []any {
	f := b.Of(customerID)
	if f == nil {
		return []any{nil, nil, nil, nil, nil, StatusWord(target.None), nil, nil}
	}
	if !b.Built {
		return []any{f.Plan.Start, f.Pace.Year, f.Pace.ToDate, nil, nil, nil, nil, nil}
	}
	cells := []any{f.Plan.Start, f.Pace.Year, f.Pace.ToDate, f.Pace.Actual, nil, StatusWord(f.Pace.Status), nil, nil}
	if f.Pace.Known {
		cells[4] = f.Pace.Attainment
	}
	if f.Projection.Why == target.Projected {
		cells[6] = f.Projection.Year
	}
	if f.HasMonth {
		cells[7] = f.Required
	}
	return cells
}

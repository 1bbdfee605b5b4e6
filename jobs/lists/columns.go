package lists

import (
	"slices"
	"strings"

	"wholesight/jobs/calendar"
	"wholesight/jobs/customerlist"
	"wholesight/jobs/figures"
	"wholesight/jobs/kit"
	"wholesight/jobs/rules/classify"
	"wholesight/jobs/rules/forecast"
)

// listColumn is a column of a list of customers as a file: named as in the report of
// the same figures where there is one. A figure that does not exist is nil.
type listColumn struct {
	kit.TableColumn
	cell func(r *customerlist.List, e *customerlist.Entry) any
}

// scored is a cell of a figure of the build.
func scored(f func(g *classify.Figures) (int64, bool)) func(*customerlist.List, *customerlist.Entry) any {
	return func(_ *customerlist.List, e *customerlist.Entry) any {
		if !e.Scored {
			return nil
		}
		if v, ok := f(&e.Figures); ok {
			return v
		}
		return nil
	}
}

// backordered is a cell of what is outstanding.
func backordered(f func(b *customerlist.Backorder) any) func(*customerlist.List, *customerlist.Entry) any {
	return func(_ *customerlist.List, e *customerlist.Entry) any {
		if !e.Backorder.Any() {
			return nil
		}
		return f(&e.Backorder)
	}
}

// ofEntry is a cell of the customer itself; an empty text stays one.
func ofEntry(f func(e *customerlist.Entry) any) func(*customerlist.List, *customerlist.Entry) any {
	return func(_ *customerlist.List, e *customerlist.Entry) any { return f(e) }
}

// forecasted is a cell of what is expected of the customer.
func forecasted(f func(r *customerlist.List, x *figures.Forecast) any) func(*customerlist.List, *customerlist.Entry) any {
	return func(r *customerlist.List, e *customerlist.Entry) any {
		if !e.Forecast.Known {
			return nil
		}
		return f(r, &e.Forecast)
	}
}

// expectedDay is a cell of one of the days that the next order is told by.
func expectedDay(f func(x *figures.Forecast) calendar.Day) func(*customerlist.List, *customerlist.Entry) any {
	return forecasted(func(_ *customerlist.List, x *figures.Forecast) any {
		if !x.HasNext {
			return nil
		}
		return f(x)
	})
}

func labelColumn(k int) listColumn {
	return listColumn{kit.TableColumn{Name: "label_" + string(classify.Types[k])}, ofEntry(func(e *customerlist.Entry) any {
		if e.Labels[k] == nil {
			return ""
		}
		return e.Labels[k].Title
	})}
}

// kinds are how files write what a field is.
var kinds = map[customerlist.Kind]kit.TableColumn{
	customerlist.Count:   {Kind: kit.TableCount},
	customerlist.Number:  {Kind: kit.TableNumber, Decimals: 3},
	customerlist.Ratio:   {Kind: kit.TableNumber, Decimals: 2},
	customerlist.Money:   {Kind: kit.TableMoney, Decimals: 2},
	customerlist.Percent: {Kind: kit.TablePercent, Decimals: 1},
}

// plainColumn is the column of a field whose value is a stored figure.
func plainColumn(f *customerlist.Field) listColumn {
	c := kinds[f.Kind]
	c.Name = f.File
	return listColumn{c, scored(f.Value)}
}

// listColumns are the columns of a file behind each column of a list on the screen that
// shows more than a stored figure: those are written as their kind is (plainColumn).
var listColumns = map[string][]listColumn{
	"customer": {
		{kit.TableColumn{Name: "customer_code"}, ofEntry(func(e *customerlist.Entry) any { return e.Code })},
		{kit.TableColumn{Name: "name"}, ofEntry(func(e *customerlist.Entry) any { return e.Name })},
		labelColumn(0), labelColumn(1), labelColumn(2), labelColumn(3), labelColumn(4), labelColumn(5),
	},
	"type":    {{kit.TableColumn{Name: "smart_type"}, ofEntry(func(e *customerlist.Entry) any { return e.SmartType.Title })}},
	"manager": {{kit.TableColumn{Name: "account_manager"}, ofEntry(func(e *customerlist.Entry) any { return e.Manager.Title })}},
	"last": {{kit.TableColumn{Name: "last_order", Kind: kit.TableDay}, ofEntry(func(e *customerlist.Entry) any {
		if !e.Figures.HasPurchase() {
			return nil
		}
		return e.Figures.LastPurchase
	})}},
	"since": {{kit.TableColumn{Name: "days_since_last", Kind: kit.TableCount}, scored(func(g *classify.Figures) (int64, bool) { return g.Since, g.HasPurchase() })}},
	"gap": {{kit.TableColumn{Name: "average_gap_days", Kind: kit.TableNumber, Decimals: 3}, scored(func(g *classify.Figures) (int64, bool) {
		if !g.HasGap() {
			return 0, false
		}
		return g.GapThousandths(), true
	})}},
	"expected": {{kit.TableColumn{Name: "expected_next", Kind: kit.TableDay}, ofEntry(func(e *customerlist.Entry) any {
		if day, ok := e.ExpectedNext(); ok {
			return day
		}
		return nil
	})}},
	"risk": {
		{kit.TableColumn{Name: "risk", Kind: kit.TableNumber, Decimals: 2}, scored(func(g *classify.Figures) (int64, bool) { return g.Risk, g.Has(classify.Risk) })},
		{kit.TableColumn{Name: "risk_estimated", Kind: kit.TableYesNo}, ofEntry(func(e *customerlist.Entry) any {
			if !e.Scored || !e.Figures.Has(classify.Risk) {
				return nil
			}
			return e.Figures.GapEstimated
		})},
	},
	"churn": {
		{kit.TableColumn{Name: "churn_pct", Kind: kit.TablePercent, Decimals: 2}, forecasted(func(_ *customerlist.List, x *figures.Forecast) any { return int64(x.Churn) })},
		{kit.TableColumn{Name: "churn_class"}, forecasted(func(_ *customerlist.List, x *figures.Forecast) any { return forecast.ClassOf(x.Churn) })},
		{kit.TableColumn{Name: "churn_horizon_days", Kind: kit.TableCount}, forecasted(func(_ *customerlist.List, x *figures.Forecast) any { return int64(x.ChurnHorizon) })},
		confidenceColumn,
	},
	"purchase": {
		{kit.TableColumn{Name: "purchase_pct_30", Kind: kit.TablePercent, Decimals: 2}, forecasted(func(_ *customerlist.List, x *figures.Forecast) any { return int64(x.Purchase30) })},
		{kit.TableColumn{Name: "purchase_pct_91", Kind: kit.TablePercent, Decimals: 2}, forecasted(func(_ *customerlist.List, x *figures.Forecast) any { return int64(x.Purchase91) })},
		{kit.TableColumn{Name: "expected_orders_91", Kind: kit.TableNumber, Decimals: 4}, forecasted(func(_ *customerlist.List, x *figures.Forecast) any { return x.Orders91 })},
		confidenceColumn,
	},
	"next": {
		{kit.TableColumn{Name: "next_order", Kind: kit.TableDay}, expectedDay(func(x *figures.Forecast) calendar.Day { return x.Next })},
		{kit.TableColumn{Name: "next_order_low", Kind: kit.TableDay}, expectedDay(func(x *figures.Forecast) calendar.Day { return x.Low })},
		{kit.TableColumn{Name: "next_order_high", Kind: kit.TableDay}, expectedDay(func(x *figures.Forecast) calendar.Day { return x.High })},
		confidenceColumn,
	},
	"value": {
		{kit.TableColumn{Name: "clv_365", Kind: kit.TableMoney, Decimals: 2}, forecasted(func(_ *customerlist.List, x *figures.Forecast) any { return x.CLV365 })},
		confidenceColumn,
	},
	"expected_revenue": {
		{kit.TableColumn{Name: "expected_revenue_91", Kind: kit.TableMoney, Decimals: 2}, forecasted(func(_ *customerlist.List, x *figures.Forecast) any { return x.Revenue91 })},
		confidenceColumn,
	},
	"channel": {
		{kit.TableColumn{Name: "best_channel"}, forecasted(func(r *customerlist.List, x *figures.Forecast) any { return r.ChannelName(x.Channel) })},
		{kit.TableColumn{Name: "best_usable_channel"}, forecasted(func(r *customerlist.List, x *figures.Forecast) any { return r.ChannelName(x.Usable) })},
	},
	"revenue":  {revenueColumn, changeColumn},
	"current":  {revenueColumn},
	"previous": {previousColumn},
	"trend":    {revenueColumn, previousColumn},
	"orders": {
		{kit.TableColumn{Name: "orders_current", Kind: kit.TableCount}, scored(func(g *classify.Figures) (int64, bool) { return g.Orders, true })},
		{kit.TableColumn{Name: "orders_previous", Kind: kit.TableCount}, scored(func(g *classify.Figures) (int64, bool) { return g.PreviousOrders, true })},
	},
	"average": {{kit.TableColumn{Name: "average_order", Kind: kit.TableMoney, Decimals: 2}, ofEntry(func(e *customerlist.Entry) any {
		if v, ok := e.AverageOrder(); ok {
			return v
		}
		return nil
	})}},
	"target": {
		{kit.TableColumn{Name: "target_to_date", Kind: kit.TableMoney, Decimals: 2}, ofEntry(func(e *customerlist.Entry) any {
			if !e.Facts.Target.Set {
				return nil
			}
			return e.Facts.Target.ToDate
		})},
		{kit.TableColumn{Name: "attainment_pct", Kind: kit.TablePercent, Decimals: 1}, ofEntry(func(e *customerlist.Entry) any {
			if !e.Facts.Target.Known {
				return nil
			}
			return e.Facts.Target.Attainment
		})},
		{kit.TableColumn{Name: "target_status"}, ofEntry(func(e *customerlist.Entry) any { return e.Facts.Target.Status.String() })},
	},
	"backorder":        {backorderLines, backorderUnits, {kit.TableColumn{Name: "backorder_value", Kind: kit.TableMoney, Decimals: 2}, backordered(func(b *customerlist.Backorder) any { return b.Value })}, backorderOldest},
	"backorder_lines":  {backorderLines},
	"backorder_units":  {backorderUnits},
	"backorder_oldest": {backorderOldest},
	"follow_up": {{kit.TableColumn{Name: "follow_up", Kind: kit.TableDay}, ofEntry(func(e *customerlist.Entry) any {
		if e.Facts.FollowUp == 0 {
			return nil
		}
		return e.Facts.FollowUp
	})}},
	"contact": {
		{kit.TableColumn{Name: "last_contact", Kind: kit.TableDay}, ofEntry(func(e *customerlist.Entry) any {
			if e.Facts.LastContact == 0 {
				return nil
			}
			return e.Facts.LastContact
		})},
		{kit.TableColumn{Name: "last_contact_kind"}, ofEntry(func(e *customerlist.Entry) any { return e.Facts.LastKind })},
	},
	"groups":   {{kit.TableColumn{Name: "groups"}, ofEntry(func(e *customerlist.Entry) any { return strings.Join(e.Groups, "; ") })}},
	"tags":     {{kit.TableColumn{Name: "tags"}, ofEntry(func(e *customerlist.Entry) any { return strings.Join(e.Tags, "; ") })}},
	"industry": {{kit.TableColumn{Name: "industry"}, ofEntry(func(e *customerlist.Entry) any { return e.Industry })}},
	"country":  {{kit.TableColumn{Name: "country"}, ofEntry(func(e *customerlist.Entry) any { return e.Country })}},
}

var (
	revenueColumn  = listColumn{kit.TableColumn{Name: "revenue_current", Kind: kit.TableMoney, Decimals: 2}, scored(func(g *classify.Figures) (int64, bool) { return g.Revenue, true })}
	previousColumn = listColumn{kit.TableColumn{Name: "revenue_previous", Kind: kit.TableMoney, Decimals: 2}, scored(func(g *classify.Figures) (int64, bool) { return g.PreviousRevenue, true })}
	changeColumn   = plainColumn(customerlist.FieldNamed("change"))

	confidenceColumn = listColumn{kit.TableColumn{Name: "confidence"}, forecasted(func(_ *customerlist.List, x *figures.Forecast) any { return x.Confidence.String() })}

	backorderLines  = listColumn{kit.TableColumn{Name: "backorder_lines", Kind: kit.TableCount}, backordered(func(b *customerlist.Backorder) any { return int64(b.Lines) })}
	backorderUnits  = listColumn{kit.TableColumn{Name: "backorder_units", Kind: kit.TableNumber, Decimals: 3}, backordered(func(b *customerlist.Backorder) any { return b.Units })}
	backorderOldest = listColumn{kit.TableColumn{Name: "backorder_oldest", Kind: kit.TableDay}, backordered(func(b *customerlist.Backorder) any { return b.Oldest })}
)

// listTail stands at the end of every file: of which customers it is, and of when.
var listTail = []listColumn{
	{kit.TableColumn{Name: "active", Kind: kit.TableYesNo}, ofEntry(func(e *customerlist.Entry) any { return e.Active })},
	{kit.TableColumn{Name: "as_of", Kind: kit.TableDay}, func(r *customerlist.List, _ *customerlist.Entry) any {
		if !r.Built() {
			return nil
		}
		return r.AsOf
	}},
	{kit.TableColumn{Name: "timeframe_months", Kind: kit.TableCount}, func(r *customerlist.List, _ *customerlist.Entry) any {
		if !r.Built() {
			return nil
		}
		return int64(r.Timeframe)
	}},
}

// CustomerListFile is how a list of customers with some columns is written as a file:
// the file's columns, and what writes the rows of a customer list in the order given. names
// are those of the columns on the screen; one that is not known is left out. Writing
// reads nothing but the customer list, so no transaction need be open.
func CustomerListFile(names []string) (columns []kit.TableColumn, write func(file kit.TableFile, r *customerlist.List, rows []int32) error) {
	var all []listColumn
	add := func(more []listColumn) {
		for _, c := range more {
			if !slices.ContainsFunc(all, func(have listColumn) bool { return have.Name == c.Name }) {
				all = append(all, c)
			}
		}
	}
	for _, name := range names {
		if f := customerlist.FieldNamed(name); f != nil && f.Plain() {
			add([]listColumn{plainColumn(f)})
		} else {
			add(listColumns[name])
		}
	}
	add(listTail)
	for _, c := range all {
		columns = append(columns, c.TableColumn)
	}
	return columns, func(file kit.TableFile, r *customerlist.List, rows []int32) error {
		cells := make([]any, len(all))
		for _, row := range rows {
			e := r.At(row)
			for i, c := range all {
				cells[i] = c.cell(r, &e)
			}
			if err := file.Row(cells...); err != nil {
				return err
			}
		}
		return nil
	}
}

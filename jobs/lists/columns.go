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
func forecasted(f func(r *customerlist.List, x *figures.Forecast) any) func(*customerlist.List,
	*customerlist.Entry) any {
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
	return listColumn{kit.TableColumn{Name: "label_" + string(classify.Types[k])},
		ofEntry(func(e *customerlist.Entry) any {
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
	customerlist.Day:     {Kind: kit.TableDay},
}

// ownColumn is a field's own column: its value, written as its kind is.
func ownColumn(name string) listColumn {
	f := customerlist.FieldNamed(name)
	c := kinds[f.Kind]
	c.Name = f.File
	return listColumn{c, ofEntry(func(e *customerlist.Entry) any {
		switch v, ok := f.Value(e); {
		case !ok:
			return nil
		case f.Kind == customerlist.Day:
			return calendar.Day(v)
		default:
			return v
		}
	})}
}

// listColumns are what a file has behind a column of a list on the screen, after the
// field's own column where it has one (ownColumn).
var listColumns = map[string][]listColumn{
	"customer": {
		{kit.TableColumn{Name: "customer_code"}, ofEntry(func(e *customerlist.Entry) any { return e.Code })},
		{kit.TableColumn{Name: "name"}, ofEntry(func(e *customerlist.Entry) any { return e.Name })},
		labelColumn(0), labelColumn(1), labelColumn(2), labelColumn(3), labelColumn(4), labelColumn(5),
	},
	"type": {{kit.TableColumn{Name: "smart_type"},
		ofEntry(func(e *customerlist.Entry) any { return e.SmartType.Title })}},
	"manager": {{kit.TableColumn{Name: "account_manager"},
		ofEntry(func(e *customerlist.Entry) any { return e.Manager.Title })}},
	"risk": {
		{kit.TableColumn{Name: "risk_estimated", Kind: kit.TableYesNo}, ofEntry(func(e *customerlist.Entry) any {
			if !e.Scored || !e.Figures.Has(classify.Risk) {
				return nil
			}
			return e.Figures.GapEstimated
		})},
	},
	"churn": {
		{kit.TableColumn{Name: "churn_pct", Kind: kit.TablePercent, Decimals: 2},
			forecasted(func(_ *customerlist.List, x *figures.Forecast) any { return int64(x.Churn) })},
		{kit.TableColumn{Name: "churn_class"}, forecasted(func(_ *customerlist.List, x *figures.Forecast) any {
			return forecast.ClassOf(x.Churn)
		})},
		{kit.TableColumn{Name: "churn_horizon_days", Kind: kit.TableCount},
			forecasted(func(_ *customerlist.List, x *figures.Forecast) any { return int64(x.ChurnHorizon) })},
		confidenceColumn,
	},
	"purchase": {
		{kit.TableColumn{Name: "purchase_pct_30", Kind: kit.TablePercent, Decimals: 2},
			forecasted(func(_ *customerlist.List, x *figures.Forecast) any { return int64(x.Purchase30) })},
		{kit.TableColumn{Name: "purchase_pct_91", Kind: kit.TablePercent, Decimals: 2},
			forecasted(func(_ *customerlist.List, x *figures.Forecast) any { return int64(x.Purchase91) })},
		{kit.TableColumn{Name: "expected_orders_91", Kind: kit.TableNumber, Decimals: 4},
			forecasted(func(_ *customerlist.List, x *figures.Forecast) any { return x.Orders91 })},
		confidenceColumn,
	},
	"next": {
		{kit.TableColumn{Name: "next_order_low", Kind: kit.TableDay},
			expectedDay(func(x *figures.Forecast) calendar.Day { return x.Low })},
		{kit.TableColumn{Name: "next_order_high", Kind: kit.TableDay},
			expectedDay(func(x *figures.Forecast) calendar.Day { return x.High })},
		confidenceColumn,
	},
	"value": {
		confidenceColumn,
	},
	"expected_revenue": {
		confidenceColumn,
	},
	"channel": {
		{kit.TableColumn{Name: "best_channel"}, forecasted(func(r *customerlist.List, x *figures.Forecast) any {
			return r.ChannelName(x.Channel)
		})},
		{kit.TableColumn{Name: "best_usable_channel"}, forecasted(func(r *customerlist.List,
			x *figures.Forecast) any {
			return r.ChannelName(x.Usable)
		})},
	},
	"revenue": {ownColumn("current"), ownColumn("change")},
	"trend":   {ownColumn("current"), ownColumn("previous")},
	"orders": {
		{kit.TableColumn{Name: "orders_previous", Kind: kit.TableCount},
			scored(func(g *classify.Figures) (int64, bool) { return g.PreviousOrders, true })},
	},
	"target": {
		{kit.TableColumn{Name: "target_to_date", Kind: kit.TableMoney, Decimals: 2}, ofEntry(func(e *customerlist.Entry) any {
			if !e.Facts.Target.Set {
				return nil
			}
			return e.Facts.Target.ToDate
		})},
		{kit.TableColumn{Name: "attainment_pct", Kind: kit.TablePercent, Decimals: 1},
			ofEntry(func(e *customerlist.Entry) any {
				if !e.Facts.Target.Known {
					return nil
				}
				return e.Facts.Target.Attainment
			})},
		{kit.TableColumn{Name: "target_status"}, ofEntry(func(e *customerlist.Entry) any { return e.Facts.Target.Status.String() })},
	},
	"backorder": {ownColumn("backorder_lines"), ownColumn("backorder_units"),
		{kit.TableColumn{Name: "backorder_value", Kind: kit.TableMoney, Decimals: 2},
			backordered(func(b *customerlist.Backorder) any { return b.Value })}, ownColumn("backorder_oldest")},
	"contact": {
		{kit.TableColumn{Name: "last_contact_kind"}, ofEntry(func(e *customerlist.Entry) any { return e.Facts.LastKind })},
	},
	"groups": {{kit.TableColumn{Name: "groups"}, ofEntry(func(e *customerlist.Entry) any {
		return strings.Join(e.Groups, "; ")
	})}},
	"tags": {{kit.TableColumn{Name: "tags"}, ofEntry(func(e *customerlist.Entry) any {
		return strings.Join(e.Tags, "; ")
	})}},
	"industry": {{kit.TableColumn{Name: "industry"}, ofEntry(func(e *customerlist.Entry) any { return e.Industry })}},
	"country":  {{kit.TableColumn{Name: "country"}, ofEntry(func(e *customerlist.Entry) any { return e.Country })}},
}

var confidenceColumn = listColumn{kit.TableColumn{Name: "confidence"},
	forecasted(func(_ *customerlist.List, x *figures.Forecast) any { return x.Confidence.String() })}

// listTail stands at the end of every file: of which customers it is, and of when.
var listTail = []listColumn{
	{kit.TableColumn{Name: "active", Kind: kit.TableYesNo}, ofEntry(func(e *customerlist.Entry) any { return e.Active })},
	{kit.TableColumn{Name: "as_of", Kind: kit.TableDay}, func(r *customerlist.List, _ *customerlist.Entry) any {
		if !r.Built() {
			return nil
		}
		return r.AsOf
	}},
	{kit.TableColumn{Name: "timeframe_months", Kind: kit.TableCount},
		func(r *customerlist.List, _ *customerlist.Entry) any {
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
func CustomerListFile(names []string) (columns []kit.TableColumn,
	write func(file kit.TableFile, r *customerlist.List, rows []int32) error) {
	var all []listColumn
	add := func(more []listColumn) {
		for _, c := range more {
			if !slices.ContainsFunc(all, func(have listColumn) bool { return have.Name == c.Name }) {
				all = append(all, c)
			}
		}
	}
	for _, name := range names {
		if f := customerlist.FieldNamed(name); f != nil && f.File != "" {
			add([]listColumn{ownColumn(name)})
		}
		add(listColumns[name])
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

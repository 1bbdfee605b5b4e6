package reports

import (
	"github.com/a-h/templ"

	"wholesight/jobs/calendar"
	"wholesight/jobs/money"
	viewreports "wholesight/views/reports"
	"wholesight/views/ui"
	"wholesight/web/kit"
	"wholesight/web/paths"
	"wholesight/web/words"
)

// newPurchases is the report as it is shown.
func newPurchases(l ui.Locale, q *purchasesQuery, rows []purchase) viewreports.Purchases {
	v := viewreports.Purchases{Filter: ui.FilterBar{Action: paths.PurchasesPath(), Label: l.T("Period"),
		Fields: []ui.Field{
			{Name: "from", Label: l.T("From"), Type: "date", Value: q.typedFrom},
			{Name: "to", Label: l.T("Up to and with"), Type: "date", Value: q.typedTo}},
		Hidden: []ui.Field{{Name: "sort", Value: q.sort()}}}}
	kit.Again(l, v.Filter.Fields, q.bad)
	if len(q.bad) > 0 {
		v.Table.Empty = ui.Empty{Title: l.T("Nothing is shown"), Text: l.T("Choose another period above.")}
		return v
	}
	v.Periods = periods(l, q)
	shown := rows[min(len(rows), int(min(q.page-1, int64(len(rows)))*PurchasesPerPage)):]
	shown = shown[:min(len(shown), PurchasesPerPage)]
	v.Table = purchaseTable(l, q, rows, shown)
	page := func(n int64) string { return paths.PurchasesPath() + q.query(q.sort(), n) }
	v.Pager = ui.NewPager(l, q.page, PurchasesPerPage, int64(len(rows)), "", page)
	for _, format := range []string{"csv", "xlsx"} {
		v.Files = append(v.Files, ui.Button{Text: map[string]string{"csv": l.T("Export CSV"),
			"xlsx": l.T("Export XLSX")}[format], Icon: "download", Small: true,
			Href: paths.PurchasesPath() + "." + format + q.query(q.sort(), 1)})
	}
	return v
}

// periods are the periods that are asked for most, told from the end of this one.
func periods(l ui.Locale, q *purchasesQuery) (tabs ui.Tabs) {
	tabs.Label = l.T("Periods")
	y, _, _ := q.to.Parts()
	for _, p := range []struct {
		text string
		from calendar.Day
	}{
		{l.T("30 days"), q.to - 29}, {l.T("3 months"), q.to.AddMonths(-3) + 1}, {l.T("12 months"), q.to.AddMonths(-12) + 1},
		{l.T("Year to date"), calendar.Date(y, 1, 1)},
	} {
		other := *q
		other.typedFrom, other.typedTo = p.from.String(), q.to.String()
		tabs.Tabs = append(tabs.Tabs, ui.Tab{Text: p.text, Href: paths.PurchasesPath() + other.query(q.sort(), 1),
			Here: p.from == q.from})
	}
	return tabs
}

func purchaseTable(l ui.Locale, q *purchasesQuery, rows, shown []purchase) ui.Table {
	t := ui.Table{ID: "purchases", Caption: l.T("Users making purchases"),
		Empty: ui.Empty{Title: l.T("Nobody bought in this period"), Icon: "reports", Text: l.T("Choose a longer one.")}}
	for _, c := range []struct {
		key, title, help string
		num              bool
	}{
		{"name", "Customer", "", false}, {"type", "Smart type", "", false},
		{"orders", "Orders", "with a value above 0", true}, {"revenue", "Revenue", "of the period, returns included", true},
		{"average", "Average order", "revenue ÷ orders", true}, {"first", "First order", "of the period", false},
		{"last", "Last order", "of the period", false},
		{"gap", "Average gap", "days between the purchase days of the period", true},
		{"since", "Days since", "from the last order to the end of the period", true},
		{"risk", "Risk", "of today's figures", true},
	} {
		col := ui.Column{Title: l.T(c.title), Num: c.num}
		if c.help != "" {
			col.Help = l.T(c.help)
		}
		next := c.key
		if c.key == q.key {
			col.Sorted = ui.Ascending
			if q.descending {
				col.Sorted = ui.Descending
			} else {
				next = "-" + c.key
			}
		} else if c.num {
			next = "-" + c.key
		}
		col.Href = paths.PurchasesPath() + q.query(next, 1)
		t.Columns = append(t.Columns, col)
	}
	if len(rows) == 0 {
		return t
	}
	var orders, revenue int64
	for i := range rows {
		orders, revenue = orders+rows[i].Orders, revenue+rows[i].Revenue
	}
	t.Total = []ui.Cell{{Text: l.Plural(int64(len(rows)), "customer", "customers")}, {}, {Text: l.NumberExact(orders)},
		{Text: l.Money(revenue), Title: l.MoneyExact(revenue)},
		{Text: l.Money(money.Divide(revenue, orders))}, {}, {}, {}, {}, {}}
	for i := range shown {
		p := &shown[i]
		e := p.customer()
		gap := ui.Cell{Content: ui.Unknown{Word: "–", Why: l.T("one purchase day only in this period")}}
		if n, ok := p.gap(); ok {
			gap = ui.Cell{Text: l.Tenths(n)}
		}
		words := words.FigureWords{L: l, Built: true, Scored: e.Scored, Active: e.Active, F: &e.Figures}
		t.Rows = append(t.Rows, ui.Row{Name: e.Name, Cells: []ui.Cell{
			{Text: e.Name, Href: paths.CustomerPath(e.Code), Below: []templ.Component{ui.Text(e.Code)}},
			{Text: e.SmartType.Title}, {Text: l.NumberExact(p.Orders)},
			{Text: l.Money(p.Revenue), Title: l.MoneyExact(p.Revenue)},
			{Text: l.Money(p.average()), Title: l.MoneyExact(p.average())},
			{Content: l.Day(p.First, q.to)}, {Content: l.Day(p.Last, q.to)}, gap, {Text: l.NumberExact(p.since())},
			words.Risk()}})
	}
	return t
}

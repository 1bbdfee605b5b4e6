package samples

import (
	"wholesight/jobs/calendar"
	"wholesight/views/ui"
)

func Rows(l ui.Locale) []ui.Row {
	actions := func(code string) []ui.Button {
		return []ui.Button{
			{Text: "Log a contact", Icon: "chat", Href: "/customers/" + code + "/contact"},
			{Text: "Sales summary", Icon: "summary", Href: "/customers/" + code + "/summary"},
			{Text: "Optimal order", Icon: "order", Href: "/customers/" + code + "/order"},
		}
	}
	type row struct {
		code, name string
		labels     ui.Labels
		manager    string
		last       string
		risk       int64
		revenue    int64
		change     int64
		now        []int64
	}
	rows := []row{
		{"10017", "Meyer Eisenwaren GmbH", ui.Labels{{ID: 1, Type: "risk", Title: "At risk"},
			{ID: 5, Type: "revenue_share", Title: "Key account"}}, "Anna Berg", "2026-09-13", 231, 4_812_350, -224,
			[]int64{9, 8, 9, 7, 8, 6, 5, 5, 4, 3, 0, 0}},
		{"10442", "Dupont & Fils", ui.Labels{{ID: 3, Type: "revenue_rank", Title: "Top 20 %"}}, "Anna Berg", "2026-11-19", 12,
			12_904_000, 124, []int64{6, 7, 6, 8, 9, 9, 10, 9, 11, 12, 11, 13}},
		{"10733", "Only One Order Ltd", nil, "Piotr Zając", "2025-12-02", 0, 31_990, 0,
			[]int64{1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}},
		{"11006", Long, ui.Labels{{ID: 2, Type: "risk_change", Title: "Slipping"},
			{ID: 4, Type: "revenue_change", Title: "Growing fast"}, {ID: 6, Type: "orders", Title: "Orders weekly"}},
			"Piotr Zając", "2026-11-02", 98, 2_310_075, 36, []int64{2, 2, 3, 2, 4, 3, 3, 4, 3, 4, 4, 5}},
		{"11220", Nasty[0], nil, "", "2026-10-28", 140, -12_500, -1000, []int64{3, 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, -1}},
	}
	var out []ui.Row
	for i, r := range rows {
		first := ui.Cell{Text: r.name, Href: "/customers/" + r.code}
		if len(r.labels) > 0 {
			first.Below = append(first.Below, r.labels)
		}
		risk := ui.Cell{Text: l.Ratio(r.risk)}
		change := ui.Cell{Content: l.Change(r.change)}
		if r.risk == 0 {
			risk = ui.Cell{Content: ui.Unknown{Word: "unknown", Why: "one order only"}}
			change = ui.Cell{Content: ui.Unknown{Word: "new", Why: "nothing was bought the year before"}}
		}
		manager := ui.Cell{Text: r.manager}
		if r.manager == "" {
			manager = ui.Cell{Text: "–"}
		}
		out = append(out, ui.Row{ID: "customer-" + r.code, Key: r.code, Name: r.name, Current: i == 1,
			Actions: actions(r.code), Cells: []ui.Cell{
				first, manager, {Content: l.Day(calendar.Must(r.last), Day)}, risk, {Text: l.Money(r.revenue)}, change,
				{Content: ui.Spark{Title: "Revenue by month", Now: r.now, Before: []int64{5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5}}},
			}})
	}
	return out
}

func Table(l ui.Locale) ui.Table {
	return ui.Table{
		ID: "sample-table", Caption: "Customers", Swap: "list", Pick: "customer",
		Columns: []ui.Column{
			{Title: "Customer", Href: "?sort=name"},
			{Title: "Account manager"},
			{Title: "Last order", Href: "?sort=last"},
			{Title: "Risk", Num: true, Href: "?sort=-risk", Sorted: ui.Descending,
				Help: "days since the last order ÷ the usual gap"},
			{Title: "Revenue", Num: true, Href: "?sort=revenue"},
			{Title: "Change", Num: true, Href: "?sort=change"},
			{Title: "12 months"},
		},
		Total: []ui.Cell{{Text: "5 customers"}, {}, {}, {}, {Text: l.Money(20_045_915)}, {Content: l.Change(31)}, {}},
		Rows:  Rows(l),
	}
}

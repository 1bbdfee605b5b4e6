package views

import (
	"context"
	"io"

	"github.com/a-h/templ"

	"wholesight/jobs/calendar"
)

func samplesAsk() []Sample {
	l := Locale{}
	return []Sample{
		{"Fields", "field", Field{Name: "title", Label: "Title", Value: "Big spenders", Help: "Shown on the customer. At most 60 characters.", MaxLength: 60, Required: true}},
		{"Fields", "field-error", Field{Name: "code", Label: "Code", Value: sampleNasty[2], Error: "This code is taken by Meyer GmbH. Choose another.", Help: "The number in your ERP."}},
		{"Fields", "field-area", Field{Kind: FieldArea, Name: "note", Label: "Note", Optional: true, Placeholder: "What was said"}},
		{"Fields", "field-select", Field{Kind: FieldSelect, Name: "timeframe", Label: "Timeframe", Value: "12", Choices: []Choice{{"3", "3 months"}, {"6", "6 months"}, {"12", "12 months"}, {"24", "24 months"}}}},
		{"Fields", "field-radios", Field{Kind: FieldRadios, Name: "as_of", Label: "As-of day", Value: "today", Choices: []Choice{{"today", "Today"}, {"latest-order", "The newest order"}, {"fixed", "A fixed day"}}}},
		{"Fields", "field-check", Field{Kind: FieldCheck, Name: "active", Label: "Active", On: true, Help: "Only active customers are classified."}},
		{"Fields", "field-checks", Field{Kind: FieldChecks, Name: "label", Label: "Labels", Values: []string{"2"}, Choices: []Choice{{"1", "At risk"}, {"2", "Big spenders"}}, Error: "Choose at most one."}},
		{"Fields", "field-money", MoneyField(l, Field{Name: "minimum", Label: "Minimum spend", Value: "1,500.00", Optional: true})},
		{"Fields", "field-colour", Field{Kind: FieldColour, Name: "colour", Label: "Colour", Value: "#0072b2"}},
		{"Fields", "field-colour-own", Field{Kind: FieldColour, Name: "colour2", Label: "Colour of the second", Value: "#123456"}},
		{"Fields", "field-file", Field{Kind: FieldFile, Name: "file", Label: "Order file", Accept: ".csv,.gz,.xlsx", Help: "CSV, .csv.gz or .xlsx, up to 200 MB."}},
		{"Fields", "field-off", Field{Name: "gap", Label: "Average gap", Value: "30", Suffix: "days", Num: true, Off: true}},
		{"Fields", "field-hidden", Field{Kind: FieldHidden, Name: "version", Value: "4"}},
		{"Lists", "filter-bar", FilterBar{Action: "/customers", Label: "Filter customers", Swap: "list",
			Fields: []Field{
				{Name: "q", ID: "filter-q", Label: "Text", Type: "search", Wide: true, Placeholder: "Name, code or city"},
				{Kind: FieldSelect, Name: "type", ID: "filter-type", Label: "Smart type", Choices: []Choice{{"", "All"}, {"trade", "Trade"}}},
				{Kind: FieldSelect, Name: "manager", ID: "filter-manager", Label: "Account manager", Choices: []Choice{{"", "All"}, {"anna", "Anna Berg"}}},
			},
			Hidden: []Field{{Name: "sort", Value: "risk"}}, More: []Button{{Text: "Columns", Icon: "columns", Kind: Quiet}}}},
		{"Lists", "filter-chips", FilterChips{Swap: "list", Clear: "/customers", Chips: []FilterChip{{"Label", "At risk", "/customers?type=trade"}, {"Smart type", "Trade", "/customers?label=1"}, {"Text", sampleNasty[0], "/customers"}}}},
		{"Lists", "filter-chips-none", FilterChips{}},
	}
}

func samplesFigures() []Sample {
	l := Locale{}
	estimated := l.Change(42)
	estimated.Against = "against a year before"
	return []Sample{
		{"Figures", "changes", Group{l.Change(124), l.Change(-81), l.Change(0), l.ChangeOfRisk(310), estimated}},
		{"Figures", "unknown", Unknown{Word: "unknown", Why: "one order only"}},
		{"Figures", "days", Group{l.Day(calendar.Must("2026-11-12"), sampleDay), l.Day(calendar.Must("2025-11-12"), sampleDay)}},
		{"Figures", "spark", Spark{Title: "Revenue by month: €12,400 over 12 months, €10,900 the year before", Now: []int64{3, 5, 4, 7, 9, 8, 4, 6, 10, 12, 9, 13}, Before: []int64{4, 4, 5, 6, 6, 7, 5, 5, 8, 9, 9, 9}}},
		{"Figures", "spark-flat", Spark{Title: "Revenue by month: none", Now: make([]int64, 12)}},
		{"Figures", "spark-negative", Spark{Title: "Revenue by month, with credits", Now: []int64{5, -3, 4, -1, 6}}},
		{"Figures", "spark-short", Spark{Title: "Revenue by month", Now: []int64{5}}},
	}
}

func sampleRows(l Locale) []Row {
	actions := func(code string) []Button {
		return []Button{
			{Text: "Log a contact", Icon: "chat", Href: "/customers/" + code + "/contact"},
			{Text: "Sales summary", Icon: "summary", Href: "/customers/" + code + "/summary"},
			{Text: "Optimal order", Icon: "order", Href: "/customers/" + code + "/order"},
		}
	}
	type row struct {
		code, name string
		labels     Labels
		manager    string
		last       string
		risk       int64
		revenue    int64
		change     int64
		now        []int64
	}
	rows := []row{
		{"10017", "Meyer Eisenwaren GmbH", Labels{{ID: 1, Type: "risk", Title: "At risk"}, {ID: 5, Type: "revenue_share", Title: "Key account"}}, "Anna Berg", "2026-09-13", 231, 4_812_350, -224, []int64{9, 8, 9, 7, 8, 6, 5, 5, 4, 3, 0, 0}},
		{"10442", "Dupont & Fils", Labels{{ID: 3, Type: "revenue_rank", Title: "Top 20 %"}}, "Anna Berg", "2026-11-19", 12, 12_904_000, 124, []int64{6, 7, 6, 8, 9, 9, 10, 9, 11, 12, 11, 13}},
		{"10733", "Only One Order Ltd", nil, "Piotr Zając", "2025-12-02", 0, 31_990, 0, []int64{1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}},
		{"11006", sampleLong, Labels{{ID: 2, Type: "risk_change", Title: "Slipping"}, {ID: 4, Type: "revenue_change", Title: "Growing fast"}, {ID: 6, Type: "orders", Title: "Orders weekly"}}, "Piotr Zając", "2026-11-02", 98, 2_310_075, 36, []int64{2, 2, 3, 2, 4, 3, 3, 4, 3, 4, 4, 5}},
		{"11220", sampleNasty[0], nil, "", "2026-10-28", 140, -12_500, -1000, []int64{3, 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, -1}},
	}
	var out []Row
	for i, r := range rows {
		first := Cell{Text: r.name, Href: "/customers/" + r.code}
		if len(r.labels) > 0 {
			first.Below = append(first.Below, r.labels)
		}
		risk := Cell{Text: l.Ratio(r.risk)}
		change := Cell{Content: l.Change(r.change)}
		if r.risk == 0 {
			risk = Cell{Content: Unknown{Word: "unknown", Why: "one order only"}}
			change = Cell{Content: Unknown{Word: "new", Why: "nothing was bought the year before"}}
		}
		manager := Cell{Text: r.manager}
		if r.manager == "" {
			manager = Cell{Text: "–"}
		}
		out = append(out, Row{ID: "customer-" + r.code, Key: r.code, Name: r.name, Current: i == 1, Actions: actions(r.code), Cells: []Cell{
			first, manager, {Content: l.Day(calendar.Must(r.last), sampleDay)}, risk, {Text: l.Money(r.revenue)}, change,
			{Content: Spark{Title: "Revenue by month", Now: r.now, Before: []int64{5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5}}},
		}})
	}
	return out
}

// sampleRowPart is one row alone, in a table of its own so that a page can show it.
func sampleRowPart(l Locale) templ.Component {
	t := sampleTable(l)
	part := RowPart{Table: t, Row: t.Rows[0]}
	part.Row.ID = "sample-row-part"
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		if _, err := io.WriteString(w, `<div class="table-box table-cards"><table class="ledger" aria-label="Row"><tbody>`); err != nil {
			return err
		}
		if err := part.Render(ctx, w); err != nil {
			return err
		}
		_, err := io.WriteString(w, `</tbody></table></div>`)
		return err
	})
}

func sampleTable(l Locale) Table {
	return Table{
		ID: "sample-table", Caption: "Customers", Swap: "list", Pick: "customer",
		Columns: []Column{
			{Title: "Customer", Href: "?sort=name"},
			{Title: "Account manager"},
			{Title: "Last order", Href: "?sort=last"},
			{Title: "Risk", Num: true, Href: "?sort=-risk", Sorted: Descending, Help: "days since the last order ÷ the usual gap"},
			{Title: "Revenue", Num: true, Href: "?sort=revenue"},
			{Title: "Change", Num: true, Href: "?sort=change"},
			{Title: "12 months"},
		},
		Total: []Cell{{Text: "5 customers"}, {}, {}, {}, {Text: l.Money(20_045_915)}, {Content: l.Change(31)}, {}},
		Rows:  sampleRows(l),
	}
}

func samplesLists() []Sample {
	l := Locale{}
	few := sampleTable(l)
	few.ID, few.Caption, few.Pick, few.Titled, few.Free, few.Wide = "sample-table-wide", "Customers, as a wide table", "", true, true, true
	few.Rows = few.Rows[:1]
	for i := range few.Rows {
		few.Rows[i].ID = ""
	}
	none := sampleTable(l)
	none.ID, none.Caption, none.Rows = "sample-table-empty", "Customers, none of them", nil
	none.Empty = Empty{Title: "No customer matches", Text: "Remove a filter to see more.", Start: &Button{Text: "Clear all", Href: "/customers"}}
	href := func(page int64) string { return "/customers?page=" + l.plain(int(page)) }
	return []Sample{
		{"Lists", "bulk", BulkBar{All: "All 4,312 that match", Number: "4,312", Parts: []BulkPart{
			{Field: &Field{Name: "tag", ID: "bulk-tag", Label: "Tag", HideLabel: true, Placeholder: "Tag", Error: "Write the tag, such as season:spring."}, Actions: []Button{{Text: "Add tag", Submit: true, Small: true, Name: "do", Value: "tag"}}},
			{Actions: []Button{{Text: "Export", Submit: true, Small: true, Name: "do", Value: "csv"}}}}}},
		{"Lists", "table", sampleTable(l)},
		{"Lists", "row-part", sampleRowPart(l)},
		{"Lists", "pager", NewPager(l, 4, 50, 4312, l.MoneyShort(123_456_789), href)},
		{"Lists", "pager-one", NewPager(l, 1, 50, 5, l.MoneyShort(20_045_915), href)},
		{"Lists", "pager-none", NewPager(l, 1, 50, 0, "", href)},
		{"Lists", "table-one-wide", few},
		{"Lists", "table-empty", none},
	}
}

func samplesGraphs() []Sample {
	l := Locale{}
	var year []string
	for m := sampleDay.Month() - 11; m <= sampleDay.Month(); m++ {
		year = append(year, m.String())
	}
	revenue := ChartSpec{
		ID: "chart-revenue", Title: "Revenue by month", Unit: "€, net", XName: "Month", X: year, XKind: Months, Kind: Money, CSV: "/customers/10017/revenue.csv",
		Says: "October was the best month, a fifth above the year before.",
		Series: []Series{
			{Name: "This year", Role: This, Bars: true, Values: []int64{812_00, 934_50, 1_204_00, 990_00, 1_100_25, 1_310_00, 1_021_00, 988_00, 1_402_00, 1_498_00, 1_733_00, 640_00}},
			{Name: "Year before", Role: Before, Values: []int64{790_00, 901_00, 1_104_00, 1_020_00, 1_000_00, 1_190_00, 998_00, 1_011_00, 1_288_00, 1_333_00, 1_441_00, 1_210_00}},
			{Name: "Target", Role: Target, Step: true, Values: []int64{900_00, 900_00, 1_100_00, 1_100_00, 1_100_00, 1_200_00, 1_200_00, 1_200_00, 1_400_00, 1_400_00, 1_500_00, 1_500_00}},
		},
	}
	risk := ChartSpec{
		ID: "chart-risk", Title: "Risk over time", Unit: "days silent ÷ usual gap", XName: "Month", X: year, XKind: Months, Kind: Hundredths, Direct: true,
		Says:   "Risk passed 2.00 in October and stands at 2.31.",
		Series: []Series{{Name: "Risk", Role: This, Values: []int64{40, 62, 55, 80, 71, NoValue, 90, 102, 133, 161, 208, 231}}},
		Bands:  []Band{{Title: "Fine", From: 0, To: 100, Colour: "#009e73"}, {Title: "Watch", From: 100, To: 200, Colour: "#e69f00"}, {Title: "At risk", From: 200, To: NoValue, Colour: "#d55e00"}},
	}
	nasty := ChartSpec{
		ID: "chart-nasty", Title: sampleNasty[0], XName: "Product", X: sampleNasty, XKind: Words, Kind: Numbers, Height: Short,
		Says:   "Names stay names.",
		Series: []Series{{Name: sampleNasty[1], Role: Other, Bars: true, Values: []int64{3, 2, 1}}},
	}
	none := ChartSpec{ID: "chart-none", Title: "Revenue by month", XName: "Month", Empty: Empty{Title: "No orders in these twelve months", Text: "The graph shows revenue by month once there is an order."}}
	var all []Sample
	for _, spec := range []struct {
		name string
		spec ChartSpec
	}{{"chart", revenue}, {"chart-bands", risk}, {"chart-nasty", nasty}, {"chart-empty", none}} {
		c, err := NewChart(l, spec.spec)
		if err != nil {
			// The samples are constants: a fault here is a fault of this file.
			panic(err)
		}
		all = append(all, Sample{"Graphs", spec.name, c})
	}
	return all
}

package styleguide

import (
	"context"
	"io"

	"github.com/a-h/templ"

	"wholesight/jobs/calendar"
	"wholesight/views/samples"
	"wholesight/views/ui"
)

func samplesAsk() []samples.Sample {
	l := ui.Locale{}
	return []samples.Sample{
		{Group: "Fields", Name: "field", Show: ui.Field{Name: "title", Label: "Title", Value: "Big spenders",
			Help: "Shown on the customer. At most 60 characters.", MaxLength: 60, Required: true}},
		{Group: "Fields", Name: "field-error", Show: ui.Field{Name: "code", Label: "Code", Value: samples.Nasty[2],
			Error: "This code is taken by Meyer GmbH. Choose another.", Help: "The number in your ERP."}},
		{Group: "Fields", Name: "field-area", Show: ui.Field{Kind: ui.FieldArea, Name: "note", Label: "Note", Optional: true,
			Placeholder: "What was said"}},
		{Group: "Fields", Name: "field-select", Show: ui.Field{Kind: ui.FieldSelect, Name: "timeframe", Label: "Timeframe",
			Value: "12", Choices: []ui.Choice{{Value: "3", Text: "3 months"}, {Value: "6", Text: "6 months"},
				{Value: "12", Text: "12 months"}, {Value: "24", Text: "24 months"}}}},
		{Group: "Fields", Name: "field-radios", Show: ui.Field{Kind: ui.FieldRadios, Name: "as_of", Label: "As-of day",
			Value: "today", Choices: []ui.Choice{{Value: "today", Text: "Today"},
				{Value: "latest-order", Text: "The newest order"}, {Value: "fixed", Text: "A fixed day"}}}},
		{Group: "Fields", Name: "field-check", Show: ui.Field{Kind: ui.FieldCheck, Name: "active", Label: "Active", On: true,
			Help: "Only active customers are classified."}},
		{Group: "Fields", Name: "field-checks", Show: ui.Field{Kind: ui.FieldChecks, Name: "label", Label: "Labels",
			Values: []string{"2"}, Choices: []ui.Choice{{Value: "1", Text: "At risk"}, {Value: "2", Text: "Big spenders"}},
			Error: "Choose at most one."}},
		{Group: "Fields", Name: "field-money", Show: ui.MoneyField(l,
			ui.Field{Name: "minimum", Label: "Minimum spend", Value: "1,500.00", Optional: true})},
		{Group: "Fields", Name: "field-colour", Show: ui.Field{Kind: ui.FieldColour, Name: "colour", Label: "Colour",
			Value: "#0072b2"}},
		{Group: "Fields", Name: "field-colour-own", Show: ui.Field{Kind: ui.FieldColour, Name: "colour2",
			Label: "Colour of the second", Value: "#123456"}},
		{Group: "Fields", Name: "field-file", Show: ui.Field{Kind: ui.FieldFile, Name: "file", Label: "Order file",
			Accept: ".csv,.gz,.xlsx", Help: "CSV, .csv.gz or .xlsx, up to 200 MB."}},
		{Group: "Fields", Name: "field-off", Show: ui.Field{Name: "gap", Label: "Average gap", Value: "30", Suffix: "days",
			Num: true, Off: true}},
		{Group: "Fields", Name: "field-hidden", Show: ui.Field{Kind: ui.FieldHidden, Name: "version", Value: "4"}},
		{Group: "Lists", Name: "filter-bar", Show: ui.FilterBar{Action: "/customers", Label: "Filter customers", Swap: "list",
			Fields: []ui.Field{
				{Name: "q", ID: "filter-q", Label: "Text", Type: "search", Wide: true, Placeholder: "Name, code or city"},
				{Kind: ui.FieldSelect, Name: "type", ID: "filter-type", Label: "Smart type",
					Choices: []ui.Choice{{Value: "", Text: "All"}, {Value: "trade", Text: "Trade"}}},
				{Kind: ui.FieldSelect, Name: "manager", ID: "filter-manager", Label: "Account manager",
					Choices: []ui.Choice{{Value: "", Text: "All"}, {Value: "anna", Text: "Anna Berg"}}},
			},
			Hidden: []ui.Field{{Name: "sort", Value: "risk"}},
			More:   []ui.Button{{Text: "Columns", Icon: "columns", Kind: ui.Quiet}}}},
		{Group: "Lists", Name: "filter-chips", Show: ui.FilterChips{Swap: "list", Clear: "/customers",
			Chips: []ui.FilterChip{{Name: "Label", Value: "At risk", Remove: "/customers?type=trade"},
				{Name: "Smart type", Value: "Trade", Remove: "/customers?label=1"},
				{Name: "Text", Value: samples.Nasty[0], Remove: "/customers"}}}},
		{Group: "Lists", Name: "filter-chips-none", Show: ui.FilterChips{}},
	}
}

func samplesFigures() []samples.Sample {
	l := ui.Locale{}
	estimated := l.Change(42)
	estimated.Against = "against a year before"
	return []samples.Sample{
		{Group: "Figures", Name: "changes", Show: ui.Group{l.Change(124), l.Change(-81), l.Change(0), l.ChangeOfRisk(310),
			estimated}},
		{Group: "Figures", Name: "unknown", Show: ui.Unknown{Word: "unknown", Why: "one order only"}},
		{Group: "Figures", Name: "days", Show: ui.Group{l.Day(calendar.Must("2026-11-12"), samples.Day),
			l.Day(calendar.Must("2025-11-12"), samples.Day)}},
		{Group: "Figures", Name: "spark", Show: ui.Spark{Title: "Revenue by month: €12,400 over 12 months, €10,900 the year before", Now: []int64{3, 5, 4, 7, 9, 8, 4, 6, 10, 12, 9, 13}, Before: []int64{4, 4, 5, 6, 6, 7, 5, 5, 8, 9, 9, 9}}},
		{Group: "Figures", Name: "spark-flat", Show: ui.Spark{Title: "Revenue by month: none", Now: make([]int64, 12)}},
		{Group: "Figures", Name: "spark-negative", Show: ui.Spark{Title: "Revenue by month, with credits",
			Now: []int64{5, -3, 4, -1, 6}}},
		{Group: "Figures", Name: "spark-short", Show: ui.Spark{Title: "Revenue by month", Now: []int64{5}}},
	}
}

// sampleRowPart is one row alone, in a table of its own so that a page can show it.
func sampleRowPart(l ui.Locale) templ.Component {
	t := samples.Table(l)
	part := ui.RowPart{Table: t, Row: t.Rows[0]}
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

func samplesLists() []samples.Sample {
	l := ui.Locale{}
	few := samples.Table(l)
	few.ID, few.Caption, few.Pick, few.Titled, few.Free, few.Wide = "sample-table-wide", "Customers, as a wide table", "",
		true, true, true
	few.Rows = few.Rows[:1]
	for i := range few.Rows {
		few.Rows[i].ID = ""
	}
	none := samples.Table(l)
	none.ID, none.Caption, none.Rows = "sample-table-empty", "Customers, none of them", nil
	none.Empty = ui.Empty{Title: "No customer matches", Text: "Remove a filter to see more.",
		Start: &ui.Button{Text: "Clear all", Href: "/customers"}}
	href := func(page int64) string { return "/customers?page=" + l.Plain(int(page)) }
	return []samples.Sample{
		{Group: "Lists", Name: "bulk", Show: ui.BulkBar{All: "All 4,312 that match", Number: "4,312", Parts: []ui.BulkPart{
			{Field: &ui.Field{Name: "tag", ID: "bulk-tag", Label: "Tag", HideLabel: true, Placeholder: "Tag",
				Error: "Write the tag, such as season:spring."},
				Actions: []ui.Button{{Text: "Add tag", Submit: true, Small: true, Name: "do", Value: "tag"}}},
			{Actions: []ui.Button{{Text: "Export", Submit: true, Small: true, Name: "do", Value: "csv"}}}}}},
		{Group: "Lists", Name: "table", Show: samples.Table(l)},
		{Group: "Lists", Name: "row-part", Show: sampleRowPart(l)},
		{Group: "Lists", Name: "pager", Show: ui.NewPager(l, 4, 50, 4312, l.MoneyShort(123_456_789), href)},
		{Group: "Lists", Name: "pager-one", Show: ui.NewPager(l, 1, 50, 5, l.MoneyShort(20_045_915), href)},
		{Group: "Lists", Name: "pager-none", Show: ui.NewPager(l, 1, 50, 0, "", href)},
		{Group: "Lists", Name: "table-one-wide", Show: few},
		{Group: "Lists", Name: "table-empty", Show: none},
	}
}

func samplesGraphs() []samples.Sample {
	l := ui.Locale{}
	var year []string
	for m := samples.Day.Month() - 11; m <= samples.Day.Month(); m++ {
		year = append(year, m.String())
	}
	revenue := ui.ChartSpec{
		ID: "chart-revenue", Title: "Revenue by month", Unit: "€, net", XName: "Month", X: year, XKind: ui.Months,
		Kind: ui.Money, CSV: "/customers/10017/revenue.csv",
		Says: "October was the best month, a fifth above the year before.",
		Series: []ui.Series{
			{Name: "This year", Role: ui.This, Bars: true, Values: []int64{812_00, 934_50, 1_204_00, 990_00, 1_100_25, 1_310_00,
				1_021_00, 988_00, 1_402_00, 1_498_00, 1_733_00, 640_00}},
			{Name: "Year before", Role: ui.Before, Values: []int64{790_00, 901_00, 1_104_00, 1_020_00, 1_000_00, 1_190_00,
				998_00, 1_011_00, 1_288_00, 1_333_00, 1_441_00, 1_210_00}},
			{Name: "Target", Role: ui.Target, Step: true, Values: []int64{900_00, 900_00, 1_100_00, 1_100_00, 1_100_00, 1_200_00,
				1_200_00, 1_200_00, 1_400_00, 1_400_00, 1_500_00, 1_500_00}},
		},
	}
	risk := ui.ChartSpec{
		ID: "chart-risk", Title: "Risk over time", Unit: "days silent ÷ usual gap", XName: "Month", X: year, XKind: ui.Months,
		Kind: ui.Hundredths, Direct: true,
		Says: "Risk passed 2.00 in October and stands at 2.31.",
		Series: []ui.Series{{Name: "Risk", Role: ui.This,
			Values: []int64{40, 62, 55, 80, 71, ui.NoValue, 90, 102, 133, 161, 208, 231}}},
		Bands: []ui.Band{{Title: "Fine", From: 0, To: 100, Colour: "#009e73"},
			{Title: "Watch", From: 100, To: 200, Colour: "#e69f00"},
			{Title: "At risk", From: 200, To: ui.NoValue, Colour: "#d55e00"}},
	}
	nasty := ui.ChartSpec{
		ID: "chart-nasty", Title: samples.Nasty[0], XName: "Product", X: samples.Nasty, XKind: ui.Words, Kind: ui.Numbers,
		Height: ui.Short,
		Says:   "Names stay names.",
		Series: []ui.Series{{Name: samples.Nasty[1], Role: ui.Other, Bars: true, Values: []int64{3, 2, 1}}},
	}
	none := ui.ChartSpec{ID: "chart-none", Title: "Revenue by month", XName: "Month",
		Empty: ui.Empty{Title: "No orders in these twelve months",
			Text: "The graph shows revenue by month once there is an order."}}
	var all []samples.Sample
	for _, spec := range []struct {
		name string
		spec ui.ChartSpec
	}{{"chart", revenue}, {"chart-bands", risk}, {"chart-nasty", nasty}, {"chart-empty", none}} {
		c, err := ui.NewChart(l, spec.spec)
		if err != nil {
			// The samples are constants: a fault here is a fault of this file.
			panic(err)
		}
		all = append(all, samples.Sample{Group: "Graphs", Name: spec.name, Show: c})
	}
	return all
}

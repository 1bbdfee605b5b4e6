package record

import (
	"testing"

	"github.com/a-h/templ"

	"wholesight/jobs/calendar"
	"wholesight/views/samples"
	"wholesight/views/ui"
	"wholesight/views/viewtest"
)

func TestCustomerRecord(t *testing.T) {
	l := ui.Locale{}
	up := l.Change(124)
	months := []string{"2026-09", "2026-10", "2026-11"}
	risk, err := ui.NewChart(l, ui.ChartSpec{ID: "risk-over-time", Title: "Risk over time", X: months, XName: "Month",
		XKind: ui.Months, Kind: ui.Hundredths,
		Series: []ui.Series{{Name: "Risk", Role: ui.This, Values: []int64{ui.NoValue, 120, 231}}},
		Bands:  []ui.Band{{Title: samples.Nasty[0], From: 0, To: 100, Colour: "#009e73"}}})
	if err != nil {
		t.Fatal(err)
	}
	revenue, err := ui.NewChart(l, ui.ChartSpec{ID: "revenue-by-month", Title: "Revenue by month",
		Empty: ui.Empty{Title: "No orders yet"}, XName: "Month", XKind: ui.Months, Kind: ui.Money})
	if err != nil {
		t.Fatal(err)
	}
	timeline := ui.Timeline{Self: "/customers/1", Tabs: ui.Tabs{Label: "Kinds",
		Tabs: []ui.Tab{{Text: "All", Href: "/customers/1", Here: true}}}, Older: "/customers/1?older=1",
		Newest: "/customers/1",
		Table: ui.Table{ID: "events", Caption: "Timeline",
			Columns: []ui.Column{{Title: "Day"}, {Title: "What"}, {Title: "Details"}},
			Rows: []ui.Row{{Cells: []ui.Cell{{Content: l.Day(calendar.Must("2026-11-22"), samples.Day)},
				{Content: ui.Event{Icon: "classifications", Text: "Label"}},
				{Content: ui.Changes{{To: &ui.Label{ID: 2, Type: "risk", Title: "Late"}, Of: "Risk score"}}}}}}}}
	moves := WhatIf{Table: ui.Table{ID: "moves", Caption: "What would move this customer",
		Columns: []ui.Column{{Title: "Classification"}, {Title: "Nearest change"}},
		Rows: []ui.Row{{Cells: []ui.Cell{{Text: "Risk score"},
			{Content: ui.Ways{{Text: "€1,240 more by 31 Dec", To: &ui.Label{ID: 1, Type: "risk", Title: samples.Nasty[0]},
				Held: "at today's ranking"}, {Text: "silent until 9 Dec"}}}}}}},
		Assumed: "An order counts on its day."}
	full := CustomerRecord{
		Crumbs: []ui.Crumb{{Text: "Customers", Href: "/customers?at=10017#customer-1"}}, Name: samples.Nasty[0],
		Code:     samples.Nasty[2],
		Labels:   ui.Labels{{ID: 1, Type: "risk", Title: "At risk", Why: "risk 2.31", Href: "/customers?label=1"}},
		Inactive: true,
		Place:    "3 of 412", Previous: &ui.Crumb{Text: "Dupont & Fils", Href: "/customers/10442"},
		Actions: []ui.Button{{Text: "Log a contact", Icon: "chat", Kind: ui.Primary, Href: "/customers/1/contact"},
			{Text: "Edit", Icon: "edit", Href: "/customers/1/edit"}},
		Blocks: []templ.Component{
			Tiles{{Title: "Revenue", Figure: "€48,123.50", Change: &up},
				{Title: "Risk", Figured: ui.Unknown{Word: "unknown", Why: "one order only"}}},
			Pair{Contact{{Name: "Phone", Text: "+44 1", Href: "tel:+44 1"}}, moves},
			ForecastBlock{}, Notes(samples.Nasty[1]), Charts{Risk: risk, Revenue: revenue},
			Figures{AsOf: "as of 22 November 2026, over 12 months", Facts: ui.Facts{{Name: "Risk", Text: "2.31"}}}, timeline,
		},
	}
	bare := CustomerRecord{Name: "A", Code: "1", Blocks: []templ.Component{
		Notice{Notes: []ui.Note{{Kind: ui.NoteWarn, Title: "Figures and labels are not built yet"}},
			Run: &ui.Act{Action: "/jobs/run", Button: ui.Button{Text: "Run now"}}},
		Tiles{}, Pair{Contact{}, WhatIf{}}, ForecastBlock{}, Charts{Risk: revenue, Revenue: revenue}, Figures{},
		ui.Timeline{},
	}}
	viewtest.Golden(t, "customer", viewtest.HTML(t, full))
	viewtest.Golden(t, "customer-bare", viewtest.HTML(t, bare))
}

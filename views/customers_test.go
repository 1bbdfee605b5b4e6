package views

import (
	"testing"

	"github.com/a-h/templ"

	"wholesight/jobs/calendar"
)

// sampleList is the list of customers with a filter, notes and rows of every kind.
func sampleList() CustomerList {
	l := Locale{}
	table := sampleTable(l)
	table.ID, table.Pick, table.Swap = "customer-list", "", CustomersRegion
	return CustomerList{
		Views: ListViews{Tabs: []ViewTab{{Text: "All", Href: "/customers"}, {Text: sampleNasty[0], Href: "/customers?view=1", Here: true, Changed: true, Default: true}, {Text: "Shared", Href: "/customers?view=2", Owner: sampleNasty[1]}},
			Save: &Act{Action: "/views/1/query", Button: Button{Text: "Save changes", Small: true}}, Links: []Button{{Text: "Edit view", Href: "/views/1"}}},
		Choose: "/customers?choose=1",
		Choice: &ColumnChoice{Action: "/customers", Swap: CustomersRegion, First: "Customer", Close: "/customers", Reset: "/customers?choose=1", Hidden: []Field{{Name: "choose", Value: "1"}},
			Columns: []ColumnTick{{Name: "risk", Title: "Risk", Help: sampleNasty[0], On: true, Down: "/customers?cols=last.risk"}, {Name: "last", Title: "Last order", On: true, Up: "/customers?cols=last.risk"}, {Name: "gap", Title: "Average gap"}}},
		Filter: FilterBar{Action: "/customers", Label: "Filter customers", Swap: CustomersRows,
			Fields: []Field{{Name: "q", ID: "filter-q", Label: "Text", Type: "search", Value: sampleNasty[2], Wide: true}},
			Hidden: []Field{{Name: "sort", Value: "-risk"}},
			Rare: []templ.Component{
				FieldGroup{Title: "Figures", Fields: []Field{{Name: "risk_min", Label: "Risk from", Value: "1.5", Num: true}}},
				FieldGroup{Title: "Labels", Fields: []Field{{Kind: FieldChecks, Name: "label_not", ID: "filter-not", Label: "None of", Choices: []Choice{{"1.2", sampleNasty[0]}}, Values: []string{"1.2"}}}},
			}},
		Notes: []Note{{Kind: NoteWarn, Title: "A part of this filter is gone, and matches nobody", Items: []string{"label asks for label 7, which is not there (any more)"}}},
		Run:   &Act{Action: "/jobs/run", Button: Button{Text: "Run now", Kind: Primary}},
		Chips: FilterChips{Swap: CustomersRegion, Clear: "/customers", Chips: []FilterChip{{"Label", sampleNasty[0], "/customers"}}},
		Count: "5 customers", Sum: "€200,459", Window: "revenue in the 12 months to 22 November 2026", Files: []Button{{Text: "Export CSV", Icon: "download", Small: true, Href: "/customers.csv?sort=-risk"}},
		Table: table,
		Pager: NewPager(l, 2, 25, 60, "", func(int64) string { return "/customers?page=2" }),
		Per:   []PageLink{{Text: "25", Href: "/customers?per=25", Here: true}, {Text: "50", Href: "/customers"}},
	}
}

func TestCustomerList(t *testing.T) {
	golden(t, "customers", htmlOf(t, sampleList()))
	golden(t, "customers-rows", htmlOf(t, sampleList().Rows()))
	empty := CustomerList{Count: "0 customers", Table: Table{ID: "customer-list", Caption: "Customers", Columns: []Column{{Title: "Customer"}},
		Empty: Empty{Title: "No customers yet", Text: "Here is your call list.", Start: &Button{Text: "Import a file", Href: "/imports"}}}}
	golden(t, "customers-empty", htmlOf(t, empty))
}

func TestCustomerRecord(t *testing.T) {
	l := Locale{}
	up := l.Change(124)
	months := []string{"2026-09", "2026-10", "2026-11"}
	risk, err := NewChart(l, ChartSpec{ID: "risk-over-time", Title: "Risk over time", X: months, XName: "Month", XKind: Months, Kind: Hundredths,
		Series: []Series{{Name: "Risk", Role: This, Values: []int64{NoValue, 120, 231}}}, Bands: []Band{{Title: sampleNasty[0], From: 0, To: 100, Colour: "#009e73"}}})
	if err != nil {
		t.Fatal(err)
	}
	revenue, err := NewChart(l, ChartSpec{ID: "revenue-by-month", Title: "Revenue by month", Empty: Empty{Title: "No orders yet"}, XName: "Month", XKind: Months, Kind: Money})
	if err != nil {
		t.Fatal(err)
	}
	full := CustomerRecord{
		Crumbs: []Crumb{{"Customers", "/customers?at=10017#customer-1"}}, Name: sampleNasty[0], Code: sampleNasty[2],
		Labels: Labels{{ID: 1, Type: "risk", Title: "At risk", Why: "risk 2.31", Href: "/customers?label=1"}}, Inactive: true,
		Place: "3 of 412", Previous: &Crumb{"Dupont & Fils", "/customers/10442"}, AsOf: "as of 22 November 2026, over 12 months",
		Tiles:   Tiles{{Title: "Revenue", Figure: "€48,123.50", Change: &up}, {Title: "Risk", Figured: Unknown{Word: "unknown", Why: "one order only"}}},
		Contact: Facts{{Name: "Phone", Text: "+44 1", Href: "tel:+44 1"}}, Figures: Facts{{Name: "Risk", Text: "2.31"}},
		Risk: risk, Revenue: revenue,
		Actions: []Button{{Text: "Log a contact", Icon: "chat", Kind: Primary, Href: "/customers/1/contact"}, {Text: "Edit", Icon: "edit", Href: "/customers/1/edit"}},
		Moves: Table{ID: "moves", Caption: "What would move this customer", Columns: []Column{{Title: "Classification"}, {Title: "Nearest change"}}, Rows: []Row{{Cells: []Cell{{Text: "Risk score"},
			{Content: Ways{{Text: "€1,240 more by 31 Dec", To: &Label{ID: 1, Type: "risk", Title: sampleNasty[0]}, Held: "at today's ranking"}, {Text: "silent until 9 Dec"}}}}}}},
		Assumed: "An order counts on its day.", Text: sampleNasty[1],
		Timeline: Timeline{Self: "/customers/1", Tabs: Tabs{Label: "Kinds", Tabs: []Tab{{Text: "All", Href: "/customers/1", Here: true}}}, Older: "/customers/1?older=1", Newest: "/customers/1",
			Table: Table{ID: "events", Caption: "Timeline", Columns: []Column{{Title: "Day"}, {Title: "What"}, {Title: "Details"}}, Rows: []Row{{Cells: []Cell{{Content: l.Day(calendar.Must("2026-11-22"), sampleDay)},
				{Content: Event{"classifications", "Label"}}, {Content: Changes{{To: &Label{ID: 2, Type: "risk", Title: "Late"}, Of: "Risk score"}}}}}}}},
	}
	golden(t, "customer", htmlOf(t, full))
	golden(t, "customer-bare", htmlOf(t, CustomerRecord{Name: "A", Code: "1", Notes: []Note{{Kind: NoteWarn, Title: "Figures and labels are not built yet"}}, Run: &Act{Action: "/jobs/run", Button: Button{Text: "Run now"}}, Risk: revenue, Revenue: revenue}))
}

package customers

import (
	"testing"

	"github.com/a-h/templ"

	"wholesight/views/samples"
	"wholesight/views/ui"
	"wholesight/views/viewtest"
)

// sampleList is the list of customers with a filter, notes and rows of every kind.
func sampleList() CustomerList {
	l := ui.Locale{}
	table := samples.Table(l)
	table.ID, table.Pick, table.Swap = "customer-list", "", CustomersRegion
	return CustomerList{
		Views: SavedLists{Tabs: []ViewTab{{Text: "All", Href: "/customers"},
			{Text: samples.Nasty[0], Href: "/customers?view=1", Here: true, Changed: true, Default: true},
			{Text: "Shared", Href: "/customers?view=2", Owner: samples.Nasty[1]}},
			Save:  &ui.Act{Action: "/views/1/query", Button: ui.Button{Text: "Save changes", Small: true}},
			Links: []ui.Button{{Text: "Edit saved list", Href: "/views/1"}}},
		Choose: "/customers?choose=1",
		Choice: &ui.ColumnChoice{Action: "/customers", Swap: CustomersRegion, First: "Customer", Close: "/customers",
			Reset: "/customers?choose=1", Hidden: []ui.Field{{Name: "choose", Value: "1"}},
			Columns: []ui.ColumnTick{{Name: "risk", Title: "Risk", Help: samples.Nasty[0], On: true,
				Down: "/customers?cols=last.risk"}, {Name: "last", Title: "Last order", On: true, Up: "/customers?cols=last.risk"},
				{Name: "gap", Title: "Average gap"}}},
		Filter: ui.FilterBar{Action: "/customers", Label: "Filter customers", Swap: CustomersRows,
			Fields: []ui.Field{{Name: "q", ID: "filter-q", Label: "Text", Type: "search", Value: samples.Nasty[2], Wide: true}},
			Hidden: []ui.Field{{Name: "sort", Value: "-risk"}},
			Rare: []templ.Component{
				FieldGroup{Title: "Figures", Fields: []ui.Field{{Name: "risk_min", Label: "Risk from", Value: "1.5", Num: true}}},
				FieldGroup{Title: "Labels", Fields: []ui.Field{{Kind: ui.FieldChecks, Name: "label_not", ID: "filter-not",
					Label: "None of", Choices: []ui.Choice{{Value: "1.2", Text: samples.Nasty[0]}}, Values: []string{"1.2"}}}},
			}},
		Notes: []ui.Note{{Kind: ui.NoteWarn, Title: "A part of this filter is gone, and matches nobody",
			Items: []string{"label asks for label 7, which is not there (any more)"}}},
		Run: &ui.Act{Action: "/jobs/run", Button: ui.Button{Text: "Run now", Kind: ui.Primary}},
		Chips: ui.FilterChips{Swap: CustomersRegion, Clear: "/customers",
			Chips: []ui.FilterChip{{Name: "Label", Value: samples.Nasty[0], Remove: "/customers"}}},
		Count: "5 customers", Sum: "€200,459", Window: "revenue in the 12 months to 22 November 2026",
		Files: []ui.Button{{Text: "Export CSV", Icon: "download", Small: true, Href: "/customers.csv?sort=-risk"}},
		Table: table,
		Pager: ui.NewPager(l, 2, 25, 60, "", func(int64) string { return "/customers?page=2" }),
		Per:   []ui.PageLink{{Text: "25", Href: "/customers?per=25", Here: true}, {Text: "50", Href: "/customers"}},
	}
}

func TestCustomerList(t *testing.T) {
	viewtest.Golden(t, "customers", viewtest.HTML(t, sampleList()))
	viewtest.Golden(t, "customers-rows", viewtest.HTML(t, sampleList().Rows()))
	empty := CustomerList{Count: "0 customers", Table: ui.Table{ID: "customer-list", Caption: "Customers",
		Columns: []ui.Column{{Title: "Customer"}},
		Empty: ui.Empty{Title: "No customers yet", Text: "Here is your call list.",
			Start: &ui.Button{Text: "Import a file", Href: "/imports"}}}}
	viewtest.Golden(t, "customers-empty", viewtest.HTML(t, empty))
}

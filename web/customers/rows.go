package customers

import (
	"slices"
	"strconv"
	"strings"

	"wholesight/jobs/customerlist"
	jobkit "wholesight/jobs/kit"
	"wholesight/store"
	viewcustomers "wholesight/views/customers"
	"wholesight/views/ui"
	"wholesight/web/kit"
	"wholesight/web/paths"
	"wholesight/web/words"
)

// customerListInput is everything that the page of the list is made of.
type customerListInput struct {
	CustomerQuery
	l       ui.Locale
	groups  []words.LabelGroup // the labels that one can filter by
	page    customerlist.Page
	unknown []customerlist.Problem
	series  map[int64][]store.SeriesPoint
	graph   *store.Build    // published graph data; nil: none yet
	said    map[string]bool // types of labels whose reason a column shows
	key     ui.Field        // that makes a form count once
	at      string          // the customer one comes back from
	back    string          // behind the address of a customer: the list it is of
	more    bool            // the rarer fields of the filter are asked for

	choosing bool // the choice of columns is asked for

	bulk    *bulkForm // what was refused; nil: nothing
	mayLog  bool      // contacts
	mayEdit bool      // customers

	importHref string  // "" where the person may not go
	run        *ui.Act // asks for a run; nil where the person may not
}

// newCustomerList is the list as it is shown.
func newCustomerList(in customerListInput) viewcustomers.CustomerList {
	l := in.l
	in.groups = words.LabelGroups(in.List, l)
	out := viewcustomers.CustomerList{
		Views:  in.viewTabs(l),
		Filter: in.filterBar(l),
		Chips:  in.chips(l),
		Notes:  append(in.viewNotes(l), in.notes(l)...),
		Count:  l.Plural(int64(in.page.Count), "customer", "customers"),
		Table:  in.table(l),
		Wide:   in.Kind.wide,
	}
	if in.choosing {
		out.Choice = in.columnChoice(l)
	} else {
		out.Choose = in.Kind.Path + kit.Also(in.Query(in.View), kit.ParamChoose, "1")
	}
	if !in.List.Built() && in.List.Len() > 0 {
		out.Run = in.run
	}
	if in.List.Built() && in.page.Count > 0 {
		out.Sum = l.MoneyWhole(in.page.Revenue)
		out.Window = l.T("revenue in the %d months to %s", int(in.List.Timeframe), l.DayLong(in.List.AsOf))
	}
	if in.page.Count > 0 {
		for _, format := range jobkit.TableFormats {
			out.Files = append(out.Files, ui.Button{Text: l.T("Export %s", strings.ToUpper(format)), Icon: "download",
				Small: true,
				Href:  in.Kind.File + "." + format + in.Query(in.View.AtPage(1))})
		}
	}
	if in.page.Count > 0 {
		out.Pick, out.Bulk = paths.BulkPath()+in.AwayQuery(in.View), in.bulkBar(l)
		out.Actions = in.rowActions(l)
	}
	out.Pager = ui.NewPager(l, int64(min(in.View.Page, in.View.Pages(in.page.Count))), int64(in.View.Per),
		int64(in.page.Count), "", func(n int64) string {
			return in.ListAddress(in.View.AtPage(int(n)))
		})
	out.Pager.Swap = viewcustomers.CustomersRegion
	if in.page.Count > customerlist.PerPage[0] {
		for _, n := range customerlist.PerPage {
			v := in.View.AtPage(1)
			v.Per = n
			out.Per = append(out.Per, ui.PageLink{Text: strconv.Itoa(n), Href: in.ListAddress(v), Here: n == in.View.Per})
		}
	}
	return out
}

// notes say what the list cannot show.
func (in *customerListInput) notes(l ui.Locale) (out []ui.Note) {
	if !in.List.Built() && in.List.Len() > 0 {
		out = append(out, ui.Note{Kind: ui.NoteWarn, Title: l.T("Figures and labels are not built yet"),
			Text: l.T("The list shows who your customers are. Revenue, risk and labels come with the first run.")})
	}
	if len(in.ignored) > 0 {
		n := ui.Note{Kind: ui.NoteInfo, Title: l.T("A part of this address is not known, and is left out")}
		for _, p := range in.ignored {
			n.Items = append(n.Items, p.Name+" "+p.Words)
		}
		out = append(out, n)
	}
	if len(in.unknown) > 0 {
		n := ui.Note{Kind: ui.NoteWarn, Title: l.T("A part of this filter is gone, and matches nobody")}
		for _, p := range in.unknown {
			n.Items = append(n.Items, p.Name+" "+p.Words)
		}
		out = append(out, n)
	}
	return out
}

// empty is what stands in the place of rows: there are none for one of four reasons.
func (in *customerListInput) empty(l ui.Locale) ui.Empty {
	switch v := in.View; {
	case in.page.Count > 0:
		last := v.Pages(in.page.Count)
		return ui.Empty{Title: l.T("There is no page %s", l.NumberExact(int64(v.Page))),
			Text:  l.T("This list ends at page %s.", l.NumberExact(int64(last))),
			Start: &ui.Button{Text: l.T("Go to the last page"), Href: in.ListAddress(v.AtPage(last))}}
	case in.List.Len() == 0:
		e := ui.Empty{Title: l.T("No customers yet"), Text: l.T("Here is your call list, once your customers and their orders are imported.")}
		if in.importHref != "" {
			e.Start = &ui.Button{Text: l.T("Import a file"), Href: in.importHref, Kind: ui.Primary}
		}
		return e
	case !in.Visible.All() && !v.Filter.Filtered():
		return ui.Empty{Title: l.T("No customer is yours yet"),
			Text: l.T("Here are the customers whose account manager you are. Ask an admin to link your name to your log-in.")}
	case !v.Filter.Filtered():
		return ui.Empty{Title: l.T("No customer is active"), Text: l.T("Every customer is marked as not active."),
			Start: &ui.Button{Text: l.T("Show all customers"),
				Href: in.ListAddress(v.With(customerlist.Filter{Activity: customerlist.EveryActivity}))}}
	}
	return ui.Empty{Title: l.T("No customer matches"),
		Text:  l.T("This list shows the customers that fit every filter. Remove one to see more."),
		Start: &ui.Button{Text: l.T("Clear all filters"), Href: in.ListAddress(in.View.With(customerlist.Filter{}))}}
}

func (in *customerListInput) table(l ui.Locale) ui.Table {
	t := ui.Table{ID: "customer-list", Caption: l.T(in.Kind.Title), Swap: viewcustomers.CustomersRegion,
		Columns: in.heads(l), Empty: in.empty(l)}
	t.Pick = "pick"
	in.said = map[string]bool{}
	for of, columns := range saidBy {
		in.said[of] = slices.ContainsFunc(columns, in.has)
	}
	for _, row := range in.page.Rows {
		e := in.List.At(row)
		t.Rows = append(t.Rows, in.row(&e))
	}
	if in.List.Built() {
		t.Total = in.totals()
	}
	return t
}

// row is one customer as the list shows it.
func (in *customerListInput) row(e *customerlist.Entry) ui.Row {
	r := listRow{in: in, e: e, words: words.FigureWords{L: in.l, Scored: e.Scored, Active: e.Active,
		Built: in.List.Built(), AsOf: in.List.AsOf, F: &e.Figures}}
	row := ui.Row{ID: kit.RowID(e.ID), Key: kit.IDText(e.ID), Name: e.Name, Current: e.Code == in.at,
		Picked: in.bulk.has(e.ID)}
	for _, c := range in.columns() {
		row.Cells = append(row.Cells, c.cell(&r))
	}
	return row
}

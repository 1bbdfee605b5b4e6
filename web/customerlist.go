package web

import (
	"errors"
	"math/big"
	"strconv"

	"github.com/a-h/templ"

	"wholesight/jobs/calendar"
	"wholesight/jobs/roster"
	"wholesight/store"
	"wholesight/views"
)

// customerListInput is everything that the page of the list is made of.
type customerListInput struct {
	customerQuery
	l       views.Locale
	groups  []labelGroup // the labels that one can filter by
	page    roster.Page
	unknown []roster.Problem
	series  map[int64][]store.SeriesPoint
	graph   *store.Build // published graph data; nil: none yet
	at      string       // the customer one comes back from
	more    bool         // the rarer fields of the filter are asked for

	importHref string     // "" where the person may not go
	run        *views.Act // asks for a run; nil where the person may not
}

// published is the build that a step shows; nil when there is none yet.
func published(tx *store.Tx, step string) (*store.Build, error) {
	b, err := tx.Published(step)
	if errors.Is(err, store.ErrNotFound) {
		return nil, nil
	}
	return &b, err
}

// newCustomerList is the list as it is shown.
func newCustomerList(in customerListInput) views.CustomerList {
	l := in.l
	in.groups = labelGroups(in.roster, l)
	out := views.CustomerList{
		Filter: in.filterBar(l),
		Chips:  in.chips(l),
		Notes:  in.notes(l),
		Count:  l.Plural(int64(in.page.Count), "customer", "customers"),
		Table:  in.table(l),
	}
	if !in.roster.Built() && in.roster.Len() > 0 {
		out.Run = in.run
	}
	if in.roster.Built() && in.page.Count > 0 {
		out.Sum = l.Money(in.page.Revenue)
		if in.page.Revenue == 0 {
			out.Sum = l.MoneyShort(0)
		}
		out.Window = l.T("revenue in the %d months to %s", int(in.roster.Timeframe), l.DayLong(in.roster.AsOf))
	}
	if in.page.Count > 0 {
		out.CSV = customersCSVPath() + in.query(in.view.AtPage(1))
	}
	out.Pager = views.NewPager(l, int64(min(in.view.Page, in.view.Pages(in.page.Count))), int64(in.view.Per), int64(in.page.Count), "", func(n int64) string {
		return customersPath() + in.query(in.view.AtPage(int(n)))
	})
	out.Pager.Swap = views.CustomersRegion
	if in.page.Count > roster.PerPage[0] {
		for _, n := range roster.PerPage {
			v := in.view.AtPage(1)
			v.Per = n
			out.Per = append(out.Per, views.PageLink{Text: strconv.Itoa(n), Href: customersPath() + in.query(v), Here: n == in.view.Per})
		}
	}
	return out
}

// notes say what the list cannot show.
func (in *customerListInput) notes(l views.Locale) (out []views.Note) {
	if !in.roster.Built() && in.roster.Len() > 0 {
		out = append(out, views.Note{Kind: views.NoteWarn, Title: l.T("Figures and labels are not built yet"),
			Text: l.T("The list shows who your customers are. Revenue, risk and labels come with the first run.")})
	}
	if len(in.unknown) > 0 {
		n := views.Note{Kind: views.NoteWarn, Title: l.T("A part of this filter is gone, and matches nobody")}
		for _, p := range in.unknown {
			n.Items = append(n.Items, p.Name+" "+p.Words)
		}
		out = append(out, n)
	}
	return out
}

// empty is what stands in the place of rows: there are none for one of four reasons.
func (in *customerListInput) empty(l views.Locale) views.Empty {
	switch v := in.view; {
	case in.page.Count > 0:
		last := v.Pages(in.page.Count)
		return views.Empty{Title: l.T("There is no page %s", l.NumberExact(int64(v.Page))), Text: l.T("This list ends at page %s.", l.NumberExact(int64(last))),
			Start: &views.Button{Text: l.T("Go to the last page"), Href: customersPath() + in.query(v.AtPage(last))}}
	case in.roster.Len() == 0:
		e := views.Empty{Title: l.T("No customers yet"), Text: l.T("Here is your call list, once your customers and their orders are imported.")}
		if in.importHref != "" {
			e.Start = &views.Button{Text: l.T("Import a file"), Href: in.importHref, Kind: views.Primary}
		}
		return e
	case !in.visible.All() && !v.Filter.Filtered():
		return views.Empty{Title: l.T("No customer is yours yet"), Text: l.T("Here are the customers whose account manager you are. Ask an admin to link your name to your log-in.")}
	case !v.Filter.Filtered():
		return views.Empty{Title: l.T("No customer is active"), Text: l.T("Every customer is marked as not active."),
			Start: &views.Button{Text: l.T("Show all customers"), Href: customersPath() + in.query(v.With(roster.Filter{Activity: roster.EveryActivity}))}}
	}
	return views.Empty{Title: l.T("No customer matches"), Text: l.T("This list shows the customers that fit every filter. Remove one to see more."),
		Start: &views.Button{Text: l.T("Clear all filters"), Href: customersPath() + in.query(in.view.With(roster.Filter{}))}}
}

// listHeads are the columns of the list, in order; sort is the key that a head sorts by.
var listHeads = []struct {
	title, help string
	num         bool
	sort        roster.Key
	sorts       bool
}{
	{title: "Customer", sort: roster.ByName, sorts: true},
	{title: "Smart type", sort: roster.BySmartType, sorts: true},
	{title: "Account manager", sort: roster.ByManager, sorts: true},
	{title: "Last order", sort: roster.ByLastOrder, sorts: true},
	{title: "Risk", help: "days since the last order ÷ the usual gap: 1 is due, 2 is a whole cycle late", num: true, sort: roster.ByRisk, sorts: true},
	{title: "Revenue", help: "net, in the current window", num: true, sort: roster.ByRevenue, sorts: true},
	{title: "Change", help: "against the same window a year before", num: true, sort: roster.ByChange, sorts: true},
	{title: "12 months", help: "revenue by month; the year before in grey"},
	{title: "Orders", help: "in the current window", num: true, sort: roster.ByOrders, sorts: true},
}

func (in *customerListInput) table(l views.Locale) views.Table {
	t := views.Table{ID: "customer-list", Caption: l.T("Customers"), Swap: views.CustomersRegion, Empty: in.empty(l)}
	for _, h := range listHeads {
		col := views.Column{Title: l.T(h.title), Num: h.num}
		if h.help != "" {
			col.Help = l.T(h.help)
		}
		if h.sorts {
			col.Href = customersPath() + in.query(in.view.SortedBy(h.sort))
			if in.view.Sort.Key == h.sort {
				col.Sorted = views.Ascending
				if in.view.Sort.Descending {
					col.Sorted = views.Descending
				}
			}
		}
		t.Columns = append(t.Columns, col)
	}
	back := in.query(in.view.AtPage(1)) // what a customer's page must know of the list
	for _, row := range in.page.Rows {
		e := in.roster.At(row)
		t.Rows = append(t.Rows, in.row(l, &e, back))
	}
	if in.roster.Built() {
		t.Total = in.total(l)
	}
	return t
}

// total is the row of sums, of all that match.
func (in *customerListInput) total(l views.Locale) []views.Cell {
	cells := make([]views.Cell, len(listHeads))
	cells[0] = views.Cell{Text: l.Plural(int64(in.page.Count), "customer", "customers")}
	cells[5] = views.Cell{Text: l.Money(in.page.Revenue)}
	if tenths, ok := changeOf(in.page.Revenue, in.page.PreviousRevenue); ok {
		change := l.Change(tenths)
		change.Against = l.T("against %s a year before", l.Money(in.page.PreviousRevenue))
		cells[6] = views.Cell{Content: change}
	}
	cells[8] = views.Cell{Text: l.Number(in.page.Orders)}
	return cells
}

// changeOf is the change of a sum in tenths of a percent, rounded half away from
// zero, as each customer's own; false where there is nothing to compare with.
func changeOf(now, before int64) (tenths int64, ok bool) {
	if before <= 0 {
		return 0, false
	}
	n := new(big.Int).Sub(big.NewInt(now), big.NewInt(before))
	negative := n.Sign() < 0
	n.Abs(n).Mul(n, big.NewInt(2000)).Add(n, big.NewInt(before))
	n.Quo(n, new(big.Int).Mul(big.NewInt(2), big.NewInt(before)))
	if negative {
		n.Neg(n)
	}
	return n.Int64(), n.IsInt64()
}

func (in *customerListInput) row(l views.Locale, e *roster.Entry, back string) views.Row {
	w := figureWords{l: l, scored: e.Scored, active: e.Active, built: in.roster.Built(), asOf: in.roster.AsOf, f: &e.Figures}
	name := views.Cell{Text: e.Name, Href: customerPath(e.Code) + back}
	name.Below = []templ.Component{views.Text(e.Code)}
	if labels := w.labels(e); len(labels) > 0 {
		name.Below = append(name.Below, labels)
	}
	return views.Row{
		ID: rowID(e.ID), Name: e.Name, Current: e.Code == in.at,
		Cells: []views.Cell{
			name,
			{Text: e.SmartType.Title},
			textOrDash(e.Manager.Title),
			w.lastOrder(),
			w.risk(),
			w.money(e.Figures.Revenue),
			w.change(),
			{Content: in.spark(l, e)},
			w.count(e.Figures.Orders),
		},
	}
}

func rowID(id int64) string { return "customer-" + strconv.FormatInt(id, 10) }

func textOrDash(s string) views.Cell {
	if s == "" {
		return views.Cell{Text: "–"}
	}
	return views.Cell{Text: s}
}

// spark is the last twelve months of the graph data, and the twelve before.
func (in *customerListInput) spark(l views.Locale, e *roster.Entry) templ.Component {
	if in.graph == nil {
		return views.Unknown{Word: "–", Why: l.T("graph data is not built yet")}
	}
	end := in.graph.AsOf.Month()
	now, before := lastMonths(in.series[e.ID], end, 12), lastMonths(in.series[e.ID], end-12, 12)
	return views.Spark{Title: l.T("%s: revenue by month to %s, the year before in grey", e.Name, l.Month(end)), Now: now, Before: before}
}

// lastMonths are the revenues of n months up to end; 0 where nothing was bought.
func lastMonths(points []store.SeriesPoint, end calendar.Month, n int) []int64 {
	out := make([]int64, n)
	for _, p := range points {
		if i := n - 1 - int(end-p.Month); i >= 0 && i < n {
			out[i] = p.Revenue
		}
	}
	return out
}

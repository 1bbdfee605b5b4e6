package web

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"wholesight/jobs/customerlist"
	viewcustomers "wholesight/views/customers"
	"wholesight/views/ui"
)

// customerColumn is one column that the lists of customers can show. The first one,
// the customer, stands in every list; all others are chosen by their names.
type customerColumn struct {
	name  string // in addresses
	title string
	help  string // what the figure means
	num   bool
	wrap  bool   // may break where the page is narrow
	sort  string // the order that its head sorts by; "" does not sort
	cell  func(*listRow) ui.Cell
	total func(*customerListInput) ui.Cell // nil: none
}

// listRow is one customer on its way into a table.
type listRow struct {
	in    *customerListInput
	e     *customerlist.Entry
	words figureWords
}

// customerColumns are all columns there are, in the order in which they are offered.
var customerColumns = []customerColumn{
	{name: "customer", title: "Customer", sort: "name", cell: (*listRow).customer, total: (*customerListInput).totalCount},
	{name: "type", title: "Smart type", sort: "type", cell: (*listRow).smartType},
	{name: "manager", title: "Account manager", sort: "manager", wrap: true, cell: (*listRow).manager},
	{name: "last", title: "Last order", sort: "last", cell: (*listRow).lastOrder},
	{name: "since", title: "Days since", help: "days since the last order", num: true, sort: "since", cell: (*listRow).since},
	{name: "gap", title: "Average gap", help: "days between the days with an order", num: true, sort: "gap", cell: (*listRow).gap},
	{name: "expected", title: "Expected next", help: "the middle of the days on which it may come; where none is forecast, the last order and the average gap after it", sort: "expected", cell: (*listRow).expected},
	{name: "risk", title: "Risk", help: "days since the last order ÷ the usual gap: 1 is due, 2 is a whole cycle late", num: true, sort: "risk", cell: (*listRow).risk},
	{name: "churn", title: "Stops", help: "how likely no order comes within three of the usual gaps, or 91 days", num: true, sort: "churn", cell: (*listRow).churn},
	{name: "purchase", title: "Orders in 30 days", help: "how likely an order comes within 30 days", num: true, sort: "purchase", cell: (*listRow).purchase},
	{name: "next", title: "Next order", help: "the middle of the days on which it may come, and between which days every other one does", sort: "next", cell: (*listRow).next},
	{name: "value", title: "Value", help: "expected revenue of the next 365 days", num: true, sort: "value", cell: (*listRow).value, total: (*customerListInput).totalValue},
	{name: "expected_revenue", title: "Expected revenue", help: "of the next 91 days", num: true, sort: "expected_revenue", cell: (*listRow).expectedRevenue, total: (*customerListInput).totalExpectedRevenue},
	{name: "channel", title: "Channel", help: "by which the next order most likely comes", wrap: true, cell: (*listRow).channel},
	{name: "revenue", title: "Revenue", help: "net, in the current window, and its change against the same window a year before", num: true, sort: "revenue", cell: (*listRow).revenue, total: (*customerListInput).totalRevenue},
	{name: "current", title: "Revenue now", help: "net, in the current window", num: true, sort: "revenue", cell: (*listRow).current, total: (*customerListInput).totalCurrent},
	{name: "previous", title: "Year before", help: "revenue in the same window a year before", num: true, sort: "previous", cell: (*listRow).previous, total: (*customerListInput).totalPrevious},
	{name: "change", title: "Change", help: "revenue against the same window a year before", num: true, sort: "change", cell: (*listRow).change, total: (*customerListInput).totalChange},
	{name: "trend", title: "12 months", help: "revenue by month; the year before in grey", cell: (*listRow).trend},
	{name: "orders", title: "Orders", help: "in the current window", num: true, sort: "orders", cell: (*listRow).orders, total: (*customerListInput).totalOrders},
	{name: "average", title: "Average order", help: "revenue ÷ orders, in the current window", num: true, sort: "average", cell: (*listRow).average, total: (*customerListInput).totalAverage},
	{name: "target", title: "Target", help: "bought against what was due of the target by the as-of day", num: true, sort: "target", cell: (*listRow).target, total: (*customerListInput).totalTarget},
	{name: "backorder", title: "Backorder", help: "ordered and not delivered, of open orders: value, lines, units and the oldest order", num: true, sort: "backorder", cell: (*listRow).backorder, total: (*customerListInput).totalBackorder},
	{name: "backorder_lines", title: "Backorder lines", help: "lines of open orders that are not delivered", num: true, sort: "backorder_lines", cell: (*listRow).backorderLines, total: (*customerListInput).totalBackorderLines},
	{name: "backorder_units", title: "Backorder units", help: "what is not delivered, of open orders", num: true, sort: "backorder_units", cell: (*listRow).backorderUnits, total: (*customerListInput).totalBackorderUnits},
	{name: "backorder_oldest", title: "Oldest backorder", help: "the day of the oldest order that is not delivered", sort: "backorder_oldest", cell: (*listRow).backorderOldest, total: (*customerListInput).totalBackorderOldest},
	{name: "follow_up", title: "Next follow-up", help: "the next date that was agreed with the last contact", sort: "follow_up", cell: (*listRow).followUp, total: (*customerListInput).totalFollowUps},
	{name: "contact", title: "Last contact", sort: "contact", cell: (*listRow).contact},
	{name: "groups", title: "Groups", wrap: true, cell: (*listRow).groups},
	{name: "tags", title: "Tags", wrap: true, cell: (*listRow).tags},
	{name: "industry", title: "Industry", wrap: true, sort: "industry", cell: (*listRow).industry},
	{name: "country", title: "Country", sort: "country", cell: (*listRow).country},
}

// columnNamed is a column by its name; nil when there is none.
func columnNamed(name string) *customerColumn {
	i := slices.IndexFunc(customerColumns, func(c customerColumn) bool { return c.name == name })
	if i < 0 {
		return nil
	}
	return &customerColumns[i]
}

// columns are those that a list shows, the customer first.
func (q *customerQuery) columns() []*customerColumn {
	names := q.chosen
	if names == nil {
		names = q.kind.columns
	}
	all := []*customerColumn{&customerColumns[0]}
	for _, name := range names {
		all = append(all, columnNamed(name))
	}
	return all
}

// has tells whether a list shows a column.
func (q *customerQuery) has(name string) bool {
	return slices.ContainsFunc(q.columns(), func(c *customerColumn) bool { return c.name == name })
}

// parseColumns reads the names of columns from an address: in order, each once, with
// dots between them or as values of their own. The customer is not among them: it
// always stands first, and its name alone asks for no other. nil: none were chosen.
func parseColumns(values []string) (names []string, problems []customerlist.Problem) {
	for _, value := range values {
		if names == nil && strings.TrimSpace(value) != "" {
			names = []string{}
		}
		for name := range strings.SplitSeq(value, ".") {
			name = strings.TrimSpace(name)
			switch {
			case name == "" || slices.Contains(names, name) || name == customerColumns[0].name:
			case columnNamed(name) == nil:
				problems = append(problems, customerlist.Problem{Name: paramColumns, Words: "asks for a column " + strconv.Quote(cut(name, 40)) + ", and there is none of that name"})
			default:
				names = append(names, name)
			}
		}
	}
	return names, problems
}

// heads are the head cells of the list's table.
func (in *customerListInput) heads(l ui.Locale) []ui.Column {
	var all []ui.Column
	for _, c := range in.columns() {
		head := ui.Column{Title: l.T(c.title), Num: c.num, Wrap: c.wrap}
		if c.help != "" {
			head.Help = l.T(c.help)
		}
		if key, ok := customerlist.ParseKey(c.sort); ok {
			head.Href = in.listAddress(in.view.SortedBy(key))
			if in.view.Sort.Key == key {
				head.Sorted = ui.Ascending
				if in.view.Sort.Descending {
					head.Sorted = ui.Descending
				}
			}
		}
		all = append(all, head)
	}
	return all
}

// totals is the row of sums, of all that match.
func (in *customerListInput) totals() []ui.Cell {
	var cells []ui.Cell
	for _, c := range in.columns() {
		cell := ui.Cell{}
		if c.total != nil {
			cell = c.total(in)
		}
		cells = append(cells, cell)
	}
	return cells
}

// columnNames are the chosen columns as an address names them.
func columnNames(names []string) string {
	if len(names) == 0 {
		return customerColumns[0].name
	}
	return strings.Join(names, ".")
}

// withColumns is the query with other columns.
func (q *customerQuery) withColumns(names []string) *customerQuery {
	other := *q
	other.chosen = names
	return &other
}

// columnChoice is the choice of columns: those that show, in their order, and then
// the others.
func (in *customerListInput) columnChoice(l ui.Locale) *ui.ColumnChoice {
	names := in.chosen
	if names == nil {
		names = in.kind.columns
	}
	open := func(names []string) string {
		q := in.withColumns(names)
		return in.kind.path + also(q.query(in.view), paramChoose, "1")
	}
	choice := &ui.ColumnChoice{Action: in.kind.path, Swap: viewcustomers.CustomersRegion, Close: in.listAddress(in.view), First: l.T(customerColumns[0].title),
		Hidden: []ui.Field{{Name: paramColumns, Value: customerColumns[0].name}, {Name: paramChoose, Value: "1"}}}
	plain := in.withColumns(nil)
	for _, name := range slices.Sorted(maps.Keys(in.view.Values(in.digits))) {
		for _, value := range in.view.Values(in.digits)[name] {
			choice.Hidden = append(choice.Hidden, ui.Field{Name: name, Value: value})
		}
	}
	choice.Hidden = append(choice.Hidden, plain.alongFields()...)
	if !slices.Equal(names, in.kind.columns) {
		choice.Reset = open(nil)
	}
	for i, name := range names {
		c := columnNamed(name)
		tick := ui.ColumnTick{Name: name, Title: l.T(c.title), On: true}
		if c.help != "" {
			tick.Help = l.T(c.help)
		}
		if i > 0 {
			tick.Up = open(swapped(names, i-1))
		}
		if i < len(names)-1 {
			tick.Down = open(swapped(names, i))
		}
		choice.Columns = append(choice.Columns, tick)
	}
	for _, c := range customerColumns[1:] {
		if !slices.Contains(names, c.name) {
			tick := ui.ColumnTick{Name: c.name, Title: l.T(c.title)}
			if c.help != "" {
				tick.Help = l.T(c.help)
			}
			choice.Columns = append(choice.Columns, tick)
		}
	}
	return choice
}

// swapped is names with two neighbours in each other's place.
func swapped(names []string, i int) []string {
	names = slices.Clone(names)
	names[i], names[i+1] = names[i+1], names[i]
	return names
}

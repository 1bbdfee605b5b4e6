package customers

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"wholesight/jobs/customerlist"
	viewcustomers "wholesight/views/customers"
	"wholesight/views/ui"
	"wholesight/web/kit"
	"wholesight/web/words"
)

// customerColumn is one column that the lists of customers can show. The first one,
// the customer, stands in every list; all others are chosen by their names.
type customerColumn struct {
	Name  string // in addresses
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
	words words.FigureWords
}

// CustomerColumns are all columns there are, in the order in which they are offered.
var CustomerColumns = []customerColumn{
	{Name: "customer", title: "Customer", sort: "name", cell: (*listRow).customer, total: (*customerListInput).totalCount},
	{Name: "type", title: "Smart type", sort: "type", cell: (*listRow).smartType},
	{Name: "manager", title: "Account manager", sort: "manager", wrap: true, cell: (*listRow).manager},
	{Name: "last", title: "Last order", sort: "last", cell: (*listRow).lastOrder},
	{Name: "since", title: "Days since", help: "days since the last order", num: true, sort: "since", cell: (*listRow).since},
	{Name: "gap", title: "Average gap", help: "days between the days with an order", num: true, sort: "gap", cell: (*listRow).gap},
	{Name: "expected", title: "Expected next", help: "the middle of the days on which it may come; where none is forecast, the last order and the average gap after it", sort: "expected", cell: (*listRow).expected},
	{Name: "risk", title: "Risk", help: "days since the last order ÷ the usual gap: 1 is due, 2 is a whole cycle late", num: true, sort: "risk", cell: (*listRow).risk},
	{Name: "churn", title: "Stops", help: "how likely no order comes within three of the usual gaps, or 91 days", num: true, sort: "churn", cell: (*listRow).churn},
	{Name: "purchase", title: "Orders in 30 days", help: "how likely an order comes within 30 days", num: true, sort: "purchase", cell: (*listRow).purchase},
	{Name: "next", title: "Next order", help: "the middle of the days on which it may come, and between which days every other one does", sort: "next", cell: (*listRow).next},
	{Name: "value", title: "Value", help: "expected revenue of the next 365 days", num: true, sort: "value", cell: (*listRow).value, total: (*customerListInput).totalValue},
	{Name: "expected_revenue", title: "Expected revenue", help: "of the next 91 days", num: true, sort: "expected_revenue", cell: (*listRow).expectedRevenue, total: (*customerListInput).totalExpectedRevenue},
	{Name: "channel", title: "Channel", help: "by which the next order most likely comes", wrap: true, cell: (*listRow).channel},
	{Name: "revenue", title: "Revenue", help: "net, in the current window, and its change against the same window a year before", num: true, sort: "revenue", cell: (*listRow).revenue, total: (*customerListInput).totalRevenue},
	{Name: "current", title: "Revenue now", help: "net, in the current window", num: true, sort: "revenue", cell: (*listRow).current, total: (*customerListInput).totalCurrent},
	{Name: "previous", title: "Year before", help: "revenue in the same window a year before", num: true, sort: "previous", cell: (*listRow).previous, total: (*customerListInput).totalPrevious},
	{Name: "change", title: "Change", help: "revenue against the same window a year before", num: true, sort: "change", cell: (*listRow).change, total: (*customerListInput).totalChange},
	{Name: "trend", title: "12 months", help: "revenue by month; the year before in grey", cell: (*listRow).trend},
	{Name: "orders", title: "Orders", help: "in the current window", num: true, sort: "orders", cell: (*listRow).orders, total: (*customerListInput).totalOrders},
	{Name: "average", title: "Average order", help: "revenue ÷ orders, in the current window", num: true, sort: "average", cell: (*listRow).average, total: (*customerListInput).totalAverage},
	{Name: "target", title: "Target", help: "bought against what was due of the target by the as-of day", num: true, sort: "target", cell: (*listRow).target, total: (*customerListInput).totalTarget},
	{Name: "backorder", title: "Backorder", help: "ordered and not delivered, of open orders: value, lines, units and the oldest order", num: true, sort: "backorder", cell: (*listRow).backorder, total: (*customerListInput).totalBackorder},
	{Name: "backorder_lines", title: "Backorder lines", help: "lines of open orders that are not delivered", num: true, sort: "backorder_lines", cell: (*listRow).backorderLines, total: (*customerListInput).totalBackorderLines},
	{Name: "backorder_units", title: "Backorder units", help: "what is not delivered, of open orders", num: true, sort: "backorder_units", cell: (*listRow).backorderUnits, total: (*customerListInput).totalBackorderUnits},
	{Name: "backorder_oldest", title: "Oldest backorder", help: "the day of the oldest order that is not delivered", sort: "backorder_oldest", cell: (*listRow).backorderOldest, total: (*customerListInput).totalBackorderOldest},
	{Name: "follow_up", title: "Next follow-up", help: "the next date that was agreed with the last contact", sort: "follow_up", cell: (*listRow).followUp, total: (*customerListInput).totalFollowUps},
	{Name: "contact", title: "Last contact", sort: "contact", cell: (*listRow).contact},
	{Name: "groups", title: "Groups", wrap: true, cell: (*listRow).groups},
	{Name: "tags", title: "Tags", wrap: true, cell: (*listRow).tags},
	{Name: "industry", title: "Industry", wrap: true, sort: "industry", cell: (*listRow).industry},
	{Name: "country", title: "Country", sort: "country", cell: (*listRow).country},
}

// ColumnNamed is a column by its name; nil when there is none.
func ColumnNamed(name string) *customerColumn {
	i := slices.IndexFunc(CustomerColumns, func(c customerColumn) bool { return c.Name == name })
	if i < 0 {
		return nil
	}
	return &CustomerColumns[i]
}

// Columns are those that a list shows, the customer first.
func (q *CustomerQuery) columns() []*customerColumn {
	names := q.chosen
	if names == nil {
		names = q.Kind.Columns
	}
	all := []*customerColumn{&CustomerColumns[0]}
	for _, name := range names {
		all = append(all, ColumnNamed(name))
	}
	return all
}

// has tells whether a list shows a column.
func (q *CustomerQuery) has(name string) bool {
	return slices.ContainsFunc(q.columns(), func(c *customerColumn) bool { return c.Name == name })
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
			case name == "" || slices.Contains(names, name) || name == CustomerColumns[0].Name:
			case ColumnNamed(name) == nil:
				problems = append(problems, customerlist.Problem{Name: kit.ParamColumns, Words: "asks for a column " + strconv.Quote(kit.Cut(name, 40)) + ", and there is none of that name"})
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
			head.Href = in.ListAddress(in.View.SortedBy(key))
			if in.View.Sort.Key == key {
				head.Sorted = ui.Ascending
				if in.View.Sort.Descending {
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
		return CustomerColumns[0].Name
	}
	return strings.Join(names, ".")
}

// withColumns is the query with other columns.
func (q *CustomerQuery) withColumns(names []string) *CustomerQuery {
	other := *q
	other.chosen = names
	return &other
}

// columnChoice is the choice of columns: those that show, in their order, and then
// the others.
func (in *customerListInput) columnChoice(l ui.Locale) *ui.ColumnChoice {
	names := in.chosen
	if names == nil {
		names = in.Kind.Columns
	}
	open := func(names []string) string {
		q := in.withColumns(names)
		return in.Kind.Path + kit.Also(q.Query(in.View), kit.ParamChoose, "1")
	}
	choice := &ui.ColumnChoice{Action: in.Kind.Path, Swap: viewcustomers.CustomersRegion, Close: in.ListAddress(in.View), First: l.T(CustomerColumns[0].title),
		Hidden: []ui.Field{{Name: kit.ParamColumns, Value: CustomerColumns[0].Name}, {Name: kit.ParamChoose, Value: "1"}}}
	plain := in.withColumns(nil)
	for _, name := range slices.Sorted(maps.Keys(in.View.Values(in.Digits))) {
		for _, value := range in.View.Values(in.Digits)[name] {
			choice.Hidden = append(choice.Hidden, ui.Field{Name: name, Value: value})
		}
	}
	choice.Hidden = append(choice.Hidden, plain.alongFields()...)
	if !slices.Equal(names, in.Kind.Columns) {
		choice.Reset = open(nil)
	}
	for i, name := range names {
		c := ColumnNamed(name)
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
	for _, c := range CustomerColumns[1:] {
		if !slices.Contains(names, c.Name) {
			tick := ui.ColumnTick{Name: c.Name, Title: l.T(c.title)}
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

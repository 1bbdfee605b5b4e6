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

// customerColumn is one column that the lists of customers can show: a field, and how a
// cell of it is written. The first one, the customer, stands in every list; all others
// are chosen by their names.
type customerColumn struct {
	*customerlist.Field
	cell  func(*listRow) ui.Cell
	total func(*customerListInput) ui.Cell // nil: none
}

// listRow is one customer on its way into a table.
type listRow struct {
	in    *customerListInput
	e     *customerlist.Entry
	words words.FigureWords
}

// cells are what a field shows where it is more than its value; the others are written
// as their kind is (plainCell).
var cells = map[string]func(*listRow) ui.Cell{
	"customer":         (*listRow).customer,
	"type":             (*listRow).smartType,
	"manager":          (*listRow).manager,
	"last":             (*listRow).lastOrder,
	"since":            (*listRow).since,
	"gap":              (*listRow).gap,
	"expected":         (*listRow).expected,
	"risk":             (*listRow).risk,
	"churn":            (*listRow).churn,
	"purchase":         (*listRow).purchase,
	"next":             (*listRow).next,
	"value":            (*listRow).value,
	"expected_revenue": (*listRow).expectedRevenue,
	"channel":          (*listRow).channel,
	"revenue":          (*listRow).revenue,
	"current":          (*listRow).current,
	"previous":         (*listRow).previous,
	"change":           (*listRow).change,
	"trend":            (*listRow).trend,
	"orders":           (*listRow).orders,
	"average":          (*listRow).average,
	"target":           (*listRow).target,
	"backorder":        (*listRow).backorder,
	"backorder_lines":  (*listRow).backorderLines,
	"backorder_units":  (*listRow).backorderUnits,
	"backorder_oldest": (*listRow).backorderOldest,
	"follow_up":        (*listRow).followUp,
	"contact":          (*listRow).contact,
	"groups":           (*listRow).groups,
	"tags":             (*listRow).tags,
	"industry":         (*listRow).industry,
	"country":          (*listRow).country,
}

// totals are the fields that have one.
var totals = map[string]func(*customerListInput) ui.Cell{
	"customer":         (*customerListInput).totalCount,
	"value":            (*customerListInput).totalValue,
	"expected_revenue": (*customerListInput).totalExpectedRevenue,
	"revenue":          (*customerListInput).totalRevenue,
	"current":          (*customerListInput).totalCurrent,
	"previous":         (*customerListInput).totalPrevious,
	"change":           (*customerListInput).totalChange,
	"orders":           (*customerListInput).totalOrders,
	"average":          (*customerListInput).totalAverage,
	"target":           (*customerListInput).totalTarget,
	"backorder":        (*customerListInput).totalBackorder,
	"backorder_lines":  (*customerListInput).totalBackorderLines,
	"backorder_units":  (*customerListInput).totalBackorderUnits,
	"backorder_oldest": (*customerListInput).totalBackorderOldest,
	"follow_up":        (*customerListInput).totalFollowUps,
}

// CustomerColumns are all columns there are, in the order in which they are offered.
var CustomerColumns = func() (all []customerColumn) {
	for i := range customerlist.Fields {
		f := &customerlist.Fields[i]
		c := customerColumn{Field: f, cell: cells[f.Name], total: totals[f.Name]}
		if c.cell == nil {
			c.cell = func(r *listRow) ui.Cell { return r.plainCell(f) }
		}
		all = append(all, c)
	}
	return all
}()

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
				problems = append(problems, customerlist.Problem{Name: kit.ParamColumns,
					Words: "asks for a column " + strconv.Quote(kit.Cut(name, 40)) + ", and there is none of that name"})
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
		head := ui.Column{Title: l.T(c.Title), Num: c.Kind.Numeric(), Wrap: c.Wrap}
		if c.Help != "" {
			head.Help = l.T(c.Help)
		}
		if key, ok := customerlist.ParseKey(c.Sort); ok {
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
	choice := &ui.ColumnChoice{Action: in.Kind.Path, Swap: viewcustomers.CustomersRegion, Close: in.ListAddress(in.View),
		First:  l.T(CustomerColumns[0].Title),
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
		tick := ui.ColumnTick{Name: name, Title: l.T(c.Title), On: true}
		if c.Help != "" {
			tick.Help = l.T(c.Help)
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
			tick := ui.ColumnTick{Name: c.Name, Title: l.T(c.Title)}
			if c.Help != "" {
				tick.Help = l.T(c.Help)
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

package targets

import (
	"math/big"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"wholesight/jobs/calendar"
	"wholesight/jobs/customerlist"
	"wholesight/jobs/rules/target"
	jobtargets "wholesight/jobs/targets"
	viewtargets "wholesight/views/targets"
	"wholesight/views/ui"
	"wholesight/web/kit"
	"wholesight/web/paths"
)

// targetListInput is everything that the list of targets is made of.
type targetListInput struct {
	targetQuery
	l          ui.Locale
	at         string // the customer one comes back from
	importHref string // "" where the person may not go
	run        *ui.Act
}

// path is the list of another view.
func (in *targetListInput) path(v targetView) string { return paths.TargetsPath() + v.Query(TargetSet) }

// list is the list as it is shown.
func (in *targetListInput) list() viewtargets.TargetList {
	l, n := in.l, len(in.rows)
	out := viewtargets.TargetList{Filter: in.filterBar(), Chips: in.chips(),
		Count: l.Plural(int64(n), "customer", "customers"), Table: in.table()}
	if n > 0 {
		report := in.targetView.at(1)
		query := report.reportQuery()
		out.CSV, out.XLSX = paths.TargetReportPath()+".csv"+query, paths.TargetReportPath()+".xlsx"+query
	}
	if !in.book.Built && in.customers.Len() > 0 {
		out.Notes = append(out.Notes, ui.Note{Kind: ui.NoteWarn, Title: l.T("What was bought is not counted yet"),
			Text: l.T("Targets show as they are set. Actual figures and projections come with the first run.")})
		out.Run = in.run
	}
	if in.book.Built {
		out.AsOf = l.T("as of %s", l.DayLong(in.book.AsOf))
		out.Tested = testedSentence(l, in.book.Model.Tested())
	}
	pages := max(1, (n+in.per-1)/in.per)
	out.Pager = ui.NewPager(l, int64(min(in.page, pages)), int64(in.per), int64(n), "",
		func(n int64) string { return in.path(in.targetView.at(int(n))) })
	out.Pager.Swap = viewtargets.TargetRegion
	if n > customerlist.PerPage[0] {
		for _, per := range customerlist.PerPage {
			v := in.targetView.at(1)
			v.per = per
			out.Per = append(out.Per, ui.PageLink{Text: strconv.Itoa(per), Href: in.path(v), Here: per == in.per})
		}
	}
	return out
}

// reportQuery is the view as the report's address has it.
func (v targetView) reportQuery() string {
	if v.sort == TargetSorts[0] && !v.descending { // the report says it, as by itself it is sorted by code
		return kit.Also(v.Query(targetEvery), "sort", v.sort)
	}
	return v.Query(targetEvery)
}

// testedSentence says how often bands of 80 % held the truth in the shop's own past.
func testedSentence(l ui.Locale, c target.Coverage) string {
	if !c.Known() {
		return l.T("The 80 % band could not be tested on this shop’s own past yet: its history is too short.")
	}
	return l.T("Back-test on this shop’s own past: %s of %s outcomes lay in their 80 %% band (%s).",
		l.NumberExact(int64(c.In)), l.NumberExact(int64(c.Of)), l.Percent(c.Tenths()))
}

// filterBar is the form above the list.
func (in *targetListInput) filterBar() ui.FilterBar {
	l, f := in.l, &in.filter
	bar := ui.FilterBar{Action: paths.TargetsPath(), Label: l.T("Filter targets"), Swap: viewtargets.TargetRows,
		Fields: []ui.Field{
			{Name: "q", ID: "filter-q", Label: l.T("Text"), Type: "search", Placeholder: l.T("Name, code, city or contact"),
				Value: f.Text, Wide: true, MaxLength: customerlist.MaxText, Autocomplete: "off"}}}
	status := ui.Field{Kind: ui.FieldSelect, Name: "status", ID: "filter-status", Label: l.T("Status"), Value: in.status}
	for _, s := range targetStatuses {
		status.Choices = append(status.Choices, ui.Choice{Value: s, Text: l.T(statusWords[s])})
	}
	bar.Fields = append(bar.Fields, status)
	gone := func(value string) string { return l.T("gone (%s)", value) }
	types, hidden := kit.OneOf("type", l.T("Smart type"), l.T("All"), kit.Named(in.customers.SmartTypes),
		kit.IDTexts(f.SmartTypes), gone)
	bar.Fields, bar.Hidden = append(bar.Fields, types), append(bar.Hidden, hidden...)
	people := append(kit.Named(in.customers.VisibleManagers(in.visible)),
		ui.Choice{Value: kit.NoManager, Text: l.T("Nobody")})
	chosen := kit.IDTexts(f.Managers)
	if f.NoManager {
		chosen = append(chosen, kit.NoManager)
	}
	if in.visible.All() || len(people) > 2 || len(chosen) > 0 {
		field, hidden := kit.OneOf("manager", l.T("Account manager"), l.T("All"), people, chosen, gone)
		bar.Fields, bar.Hidden = append(bar.Fields, field), append(bar.Hidden, hidden...)
	}
	start := ""
	if in.Start != nil {
		start = in.Start.String()
	}
	var months []ui.Choice
	for m := in.book.AsOf.Month(); m > in.book.AsOf.Month()-12; m-- { // these starts hold the day
		months = append(months, ui.Choice{Value: m.String(), Text: l.Month(m)})
	}
	field, _ := kit.OneOf("start", l.T("Start month"), l.T("All"), months, nonEmpty(start),
		func(string) string { return l.Month(*in.Start) })
	bar.Fields = append(bar.Fields, field)
	if in.sort != TargetSorts[0] || in.descending {
		bar.Hidden = append(bar.Hidden, ui.Field{Name: "sort", Value: in.sortText()})
	}
	if in.per != customerlist.DefaultPer {
		bar.Hidden = append(bar.Hidden, ui.Field{Name: "per", Value: strconv.Itoa(in.per)})
	}
	return bar
}

func nonEmpty(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

// chips are the active filters, each with the address without it.
func (in *targetListInput) chips() ui.FilterChips {
	l := in.l
	out := ui.FilterChips{Swap: viewtargets.TargetRegion}
	add := func(name, value string, take func(*targetView)) {
		v := in.targetView.at(1)
		take(&v)
		out.Chips = append(out.Chips, ui.FilterChip{Name: name, Value: value, Remove: in.path(v)})
	}
	if in.filter.Text != "" {
		add(l.T("Text"), in.filter.Text, func(v *targetView) { v.filter.Text = "" })
	}
	if in.status != TargetSet {
		add(l.T("Status"), l.T(statusWords[in.status]), func(v *targetView) { v.status = TargetSet })
	}
	title := func(all []customerlist.Named, id int64) string {
		if name := kit.NameOf(all, id); name != "" {
			return name
		}
		return l.T("gone (%s)", kit.IDText(id))
	}
	for _, id := range in.filter.SmartTypes {
		add(l.T("Smart type"), title(in.customers.SmartTypes, id),
			func(v *targetView) { v.filter.SmartTypes = kit.Without(v.filter.SmartTypes, []int64{id}) })
	}
	for _, id := range in.filter.Managers {
		add(l.T("Account manager"), title(in.customers.VisibleManagers(in.visible), id),
			func(v *targetView) { v.filter.Managers = kit.Without(v.filter.Managers, []int64{id}) })
	}
	if in.filter.NoManager {
		add(l.T("Account manager"), l.T("Nobody"), func(v *targetView) { v.filter.NoManager = false })
	}
	if in.Start != nil {
		add(l.T("Start month"), l.Month(*in.Start), func(v *targetView) { v.Start = nil })
	}
	if len(out.Chips) > 1 {
		v := targetView{status: TargetSet, sort: in.sort, descending: in.descending, page: 1, per: in.per}
		out.Clear = in.path(v)
	}
	return out
}

// targetHeads are the columns of the list, in order.
var targetHeads = []struct {
	title, help, sort string
	num               bool
}{
	{title: "Customer", sort: "name"},
	{title: "Account manager", sort: "manager"},
	{title: "Attainment", help: "actual ÷ target to date: 100 % and more is ahead, 90 % and more on track",
		sort: "attainment", num: true},
	{title: "Actual", help: "bought from the start month to the as-of day", num: true, sort: "actual"},
	{title: "Due to date", help: "of the target: full months, and the current month by days elapsed", num: true,
		sort: "to_date"},
	{title: "Target", help: "the sum of the twelve months; below it the first of them", num: true, sort: "year"},
	{title: "Projection", help: "where the twelve months will most likely end; below it the 80 % band", num: true,
		sort: "projected"},
	{title: "Needed / month", help: "what must be bought each month from here for the target to be met", num: true,
		sort: "required"},
	{title: "At stake", help: "the discount on what has been bought, where the target carries one", num: true},
}

func (in *targetListInput) table() ui.Table {
	l := in.l
	t := ui.Table{ID: "target-list", Caption: l.T("Targets"), Swap: viewtargets.TargetRegion, Empty: in.empty()}
	for _, h := range targetHeads {
		col := ui.Column{Title: l.T(h.title), Num: h.num}
		if h.help != "" {
			col.Help = l.T(h.help)
		}
		if h.sort != "" {
			col.Href = in.path(in.sortedBy(h.sort))
			if in.sort == h.sort {
				col.Sorted = ui.Ascending
				if in.descending {
					col.Sorted = ui.Descending
				}
			}
		}
		t.Columns = append(t.Columns, col)
	}
	first := min(max(in.page-1, 0), len(in.rows)) * in.per // in.page may be beyond the end
	for _, row := range in.rows[min(first, len(in.rows)):min(first+in.per, len(in.rows))] {
		e := in.customers.At(row)
		t.Rows = append(t.Rows, in.row(&e))
	}
	if len(in.rows) > 0 {
		t.Total = in.total()
	}
	return t
}

func (in *targetListInput) row(e *customerlist.Entry) ui.Row {
	l, f := in.l, in.book.Of(e.ID)
	cells := []ui.Cell{{Text: e.Name, Href: paths.TargetPath(e.Code),
		Below: []templ.Component{ui.Text(e.Code + " · " + e.SmartType.Title)}},
		kit.TextOrDash(e.Manager.Title)}
	if f == nil {
		cells = append(cells, ui.Cell{Content: statusBadge(l, target.None)})
		for len(cells) < len(targetHeads) {
			cells = append(cells, ui.Cell{Text: "–"})
		}
	} else {
		cells = append(cells, in.figures(f)...)
	}
	return ui.Row{ID: "target-" + kit.IDText(e.ID), Name: e.Name, Current: e.Code == in.at, Cells: cells}
}

// figures are the cells of a target, from its attainment on.
func (in *targetListInput) figures(f *jobtargets.TargetFigures) []ui.Cell {
	l := in.l
	year := ui.Cell{Text: l.Money(f.Pace.Year), Below: []templ.Component{ui.Text(l.T("from %s", l.Month(f.Plan.Start)))}}
	if !in.book.Built {
		why := l.T("nothing is built yet")
		unknown := ui.Cell{Content: ui.Unknown{Word: "–", Why: why}}
		return []ui.Cell{unknown, unknown, {Text: l.Money(f.Pace.ToDate)}, year, unknown, unknown, unknown}
	}
	cells := []ui.Cell{attainmentCell(l, f.Pace), {Text: l.Money(f.Pace.Actual)}, {Text: l.Money(f.Pace.ToDate)}, year,
		projectionCell(l, f), requiredCell(l, f)}
	if stake, ok := f.AtStake(); ok {
		return append(cells, ui.Cell{Text: l.Money(stake),
			Title: l.T("%s %% of %s", hundredths(l, *f.Discount), l.MoneyExact(f.Pace.Actual))})
	}
	return append(cells, ui.Cell{Text: "–"})
}

// hundredths is a discount as one writes it: "2.5".
func hundredths(l ui.Locale, v int64) string {
	switch {
	case v%100 == 0:
		return l.NumberExact(v / 100)
	case v%10 == 0:
		return strings.TrimSuffix(strings.TrimSuffix(l.Percent(v/10), "%"), "\u00a0")
	}
	return l.Ratio(v)
}

func attainmentCell(l ui.Locale, p target.Pace) ui.Cell {
	if !p.Known {
		return ui.Cell{Content: ui.Unknown{Word: l.T("Nothing due yet"),
			Why: l.T("nothing of the target is due on the as-of day")}}
	}
	return ui.Cell{Text: l.Percent(p.Attainment), Below: []templ.Component{statusBadge(l, p.Status)},
		Title: l.T("%s of %s", l.MoneyExact(p.Actual), l.MoneyExact(p.ToDate))}
}

func projectionCell(l ui.Locale, f *jobtargets.TargetFigures) ui.Cell {
	p := f.Projection
	if p.Why != target.Projected {
		return ui.Cell{Content: ui.Unknown{Word: "–", Why: noProjection(l, p.Why)}}
	}
	cell := ui.Cell{Text: l.Money(p.Year)}
	if p.Ahead > 0 {
		cell.Below = []templ.Component{ui.Text(l.T("%s to %s", l.MoneyWhole(p.Low), l.MoneyWhole(p.High)))}
	}
	return cell
}

// noProjection says why there is none.
func noProjection(l ui.Locale, why target.Why) string {
	switch why {
	case target.TooNew:
		return l.T("a new customer: a projection needs three whole months")
	case target.NothingBought:
		return l.T("nothing was bought lately to go by")
	case target.NoExperience:
		return l.T("the shop’s history is too short to say how wrong it may be")
	}
	return l.T("no target holds this day")
}

func requiredCell(l ui.Locale, f *jobtargets.TargetFigures) ui.Cell {
	switch {
	case !f.HasMonth:
		return ui.Cell{Content: ui.Unknown{Word: "–", Why: l.T("no day of the twelve months is left")}}
	case f.Required == 0:
		return ui.Cell{Text: l.T("met"), Title: l.T("the whole target is bought already")}
	}
	return ui.Cell{Text: l.Money(f.Required)}
}

// total is the row of sums, of all that match. Bands do not add up, so the
// projection has none.
func (in *targetListInput) total() []ui.Cell {
	var year, due, actual, projected, required, stake int64
	targets := 0
	for _, row := range in.rows {
		f := in.book.Of(in.customers.ID(row))
		if f == nil {
			continue
		}
		targets++
		year, due, actual, required = year+f.Pace.Year, due+f.Pace.ToDate, actual+f.Pace.Actual, required+f.Required
		if f.Projection.Why == target.Projected {
			projected += f.Projection.Year
		} else {
			projected += f.Pace.Actual
		}
		money, _ := f.AtStake()
		stake += money
	}
	l := in.l
	cells := make([]ui.Cell, len(targetHeads))
	cells[0] = ui.Cell{Text: l.Plural(int64(targets), "target", "targets")}
	cells[4], cells[5] = ui.Cell{Text: l.Money(due)}, ui.Cell{Text: l.Money(year)}
	if in.book.Built {
		if due > 0 {
			cells[2] = ui.Cell{Text: l.Percent(share(actual, due))}
		}
		cells[3], cells[7], cells[8] = ui.Cell{Text: l.Money(actual)}, ui.Cell{Text: l.Money(required)},
			ui.Cell{Text: l.Money(stake)}
		cells[6] = ui.Cell{Text: l.Money(projected), Title: l.T("a target without a projection counts with what was bought")}
	}
	return cells
}

// share is a ÷ b in tenths of a percent, b above zero.
func share(a, b int64) int64 {
	n := new(big.Int).Mul(big.NewInt(a), big.NewInt(2000))
	half := big.NewInt(b)
	if n.Sign() < 0 {
		half.Neg(half)
	}
	return n.Add(n, half).Quo(n, new(big.Int).Mul(big.NewInt(2), big.NewInt(b))).Int64()
}

// empty is what stands in the place of rows.
func (in *targetListInput) empty() ui.Empty {
	l := in.l
	pages := (len(in.rows) + in.per - 1) / in.per
	switch {
	case len(in.rows) > 0:
		return ui.Empty{Title: l.T("There is no page %s", l.NumberExact(int64(in.page))),
			Text:  l.T("This list ends at page %s.", l.NumberExact(int64(pages))),
			Start: &ui.Button{Text: l.T("Go to the last page"), Href: in.path(in.targetView.at(pages))}}
	case in.filtered():
		v := targetView{status: TargetSet, sort: in.sort, descending: in.descending, page: 1, per: in.per}
		return ui.Empty{Title: l.T("No customer matches"),
			Text:  l.T("This list shows the customers that fit every filter. Remove one to see more."),
			Start: &ui.Button{Text: l.T("Clear all filters"), Href: in.path(v)}}
	case in.customers.Len() == 0:
		return ui.Empty{Title: l.T("No customers yet"), Icon: "targets",
			Text: l.T("Targets are set for customers: import these first.")}
	}
	return ui.Empty{Title: l.T("No target yet"), Icon: "targets",
		Text:  l.T("A target says what a customer is to buy in twelve months. Set some in the grid, or import a file."),
		Start: &ui.Button{Text: l.T("Set targets"), Href: paths.TargetGridPath() + "?status=" + targetEvery}}
}

// startOf is the first month of the twelve that a new target most likely has: of the
// calendar year of a day.
func startOf(day calendar.Day) calendar.Month { return calendar.Date(day.Month().Year(), 1, 1).Month() }

package today

import (
	"net/http"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"wholesight/jobs/calendar"
	"wholesight/jobs/customerlist"
	viewtoday "wholesight/views/today"
	"wholesight/views/ui"
	"wholesight/web/paths"
	"wholesight/web/words"
)

// chart is the revenue of the last twelve months against the twelve before.
func (d *todayData) chart() (templ.Component, error) {
	l, end := d.l, d.graph.AsOf.Month()
	now, before := words.LastMonths(d.series, end, 12), words.LastMonths(d.series, end-12, 12)
	title := l.T("Revenue by month")
	if !d.visible.All() {
		title = l.T("Revenue of your customers by month")
	}
	spec := ui.ChartSpec{ID: "shop-revenue", Title: title, Unit: l.Symbol() + ", " + l.T("net"), XName: l.T("Month"), XKind: ui.Months, Kind: ui.Money,
		Empty: ui.Empty{Title: l.T("No orders yet")},
		Series: []ui.Series{{Name: l.T("This year"), Role: ui.This, Bars: true, Values: now},
			{Name: l.T("Year before"), Role: ui.Before, Values: before}}}
	var sum, last int64
	for i := range now {
		spec.X = append(spec.X, (end - 11 + calendar.Month(i)).String())
		if i < len(now)-1 { // the month that is under way is no match for a whole one
			sum, last = sum+now[i], last+before[i]
		}
	}
	spec.Says = l.T("%s in the eleven full months; %s in those of the year before. %s counts up to %s.", l.Money(sum), l.Money(last), l.Month(end), l.DayLong(d.graph.AsOf))
	return ui.NewChart(l, spec)
}

// sizes is each classification with how many customers carry it, a link to them, and
// how many have come and gone with the last run.
func (d *todayData) sizes(s *Pages) (ui.Table, error) {
	l := d.l
	t := ui.Table{ID: "sizes", Caption: l.T("Classifications"), Free: true,
		Columns: []ui.Column{{Title: l.T("Classification")}, {Title: l.T("Type")}, {Title: l.T("Customers"), Num: true}, {Title: l.T("Came"), Num: true}, {Title: l.T("Left"), Num: true}},
		Empty:   ui.Empty{Title: l.T("No classification yet"), Text: l.T("Each one stands here with its customers, once there are some.")}}
	came, left := map[int64]int64{}, map[int64]int64{}
	for _, m := range d.moves {
		came[m.To] += m.Customers
		left[m.From] += m.Customers
	}
	who := ""
	if d.moved != 0 && s.May(d.u, http.MethodGet, "/classifications/moves") {
		who = paths.MovesPath(d.moved)
	}
	for _, g := range words.LabelGroups(d.roster, l) {
		filter := customerlist.Filter{Any: g.Ids}
		page, err := d.roster.Query(filter, customerlist.DefaultSort, d.visible, 0, 0)
		if err != nil {
			return t, err
		}
		view := customerlist.NewView()
		view.Filter = filter
		var in, out int64
		for _, id := range g.Ids {
			in, out = in+came[id], out+left[id]
		}
		move := func(n int64, sign string) ui.Cell {
			if n == 0 {
				return ui.Cell{Text: "–"}
			}
			return ui.Cell{Text: sign + l.NumberExact(n), Href: who, Title: l.T("who moved with the last run")}
		}
		href := paths.CustomersPath() + view.Query(l.Digits())
		t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{{Content: ui.Label{ID: g.Ids[0], Type: string(g.Kind), Title: g.Title, Href: href}},
			{Text: l.T(g.Kind.Title())}, {Text: l.NumberExact(int64(page.Count)), Href: href}, move(in, "+"), move(out, "−")}})
	}
	return t, nil
}

// firstSteps is what is still to be done before the page can say anything; nil when
// nothing is.
func (s *Pages) firstSteps(c echo.Context, d *todayData) *viewtoday.FirstSteps {
	l, some, bands := d.l, d.roster.Len() > 0, len(words.LabelGroups(d.roster, d.l)) > 0
	if some && bands && d.roster.Built() {
		return nil
	}
	link := func(text, path string, primary bool) templ.Component {
		if s.IfMay(c, path) == "" {
			return nil
		}
		b := ui.Button{Text: text, Href: path}
		if primary {
			b.Kind = ui.Primary
		}
		return b
	}
	f := &viewtoday.FirstSteps{Title: l.T("Welcome to Wholesight"), Text: l.T("Three steps, and this page says each morning whom to call and why."), Steps: []viewtoday.FirstStep{
		{Title: l.T("Import customers, products and orders"), Text: l.T("CSV or Excel files from your shop. Every file is checked before anything is written."), Done: some, Act: link(l.T("Import a file"), "/imports/new", !some)},
		{Title: l.T("Set the classifications"), Text: l.T("What counts as late, lost, growing or big, for each smart type."), Done: bands, Act: link(l.T("Open the classifications"), "/classifications", some && !bands)},
		{Title: l.T("Run them"), Text: l.T("They run by themselves every night and after each import."), Done: d.roster.Built()},
	}}
	if run := words.RunNow(s.Kit, c, l, paths.TodayPath()); some && run != nil {
		if !bands {
			run.Button.Kind = ui.Plain
		}
		f.Steps[2].Act = *run
	}
	if f.Steps[0].Act == nil && !some { // somebody else's to do
		f.Text = l.T("Nothing has been imported yet. When an admin or a manager has done it, this page says each morning whom to call and why.")
	}
	return f
}

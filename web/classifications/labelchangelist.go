package classifications

import (
	"strconv"
	"time"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"wholesight/jobs/calendar"
	jobkit "wholesight/jobs/kit"
	"wholesight/jobs/rules/classify"
	"wholesight/jobs/settings"
	"wholesight/store"
	viewclassifications "wholesight/views/classifications"
	"wholesight/views/ui"
	"wholesight/web/kit"
	"wholesight/web/paths"
)

// newMovesView is the content of the page.
func newLabelChangesView(l ui.Locale, shop settings.Shop, d *labelChangesData,
	now time.Time) viewclassifications.LabelChangesView {
	if d.shown == nil {
		return viewclassifications.LabelChangesView{Empty: &ui.Empty{Title: l.T("No run yet"), Icon: "classifications",
			Text: l.T("After each run, the customers whose labels changed stand here.")}}
	}
	v := viewclassifications.LabelChangesView{Choose: ui.FilterBar{Action: "/classifications/moves", Label: l.T("Run"),
		Swap: viewclassifications.LabelChangesRegion,
		Fields: []ui.Field{{Kind: ui.FieldSelect, Name: "build", Label: l.T("Run"), Value: strconv.FormatInt(d.shown.ID, 10),
			Choices: buildChoices(l, shop, d, now), Wide: true}}}}
	if !d.shown.History {
		v.Note = &ui.Note{Title: l.T("This run looked back"),
			Text: l.T("Its as-of day is before that of an earlier run, so it moved nobody. Labels changed all the same; the next run of today tells against the run before.")}
	}
	if len(d.counts) == 0 {
		v.Empty = &ui.Empty{Title: l.T("Nobody moved"), Icon: "classifications",
			Text: l.T("Every customer kept the labels of the run before. A shop’s first run moves nobody: it has nothing to tell against.")}
		return v
	}
	total := int64(0)
	v.Counts = ui.Table{ID: "counts", Caption: l.T("From which label to which"), Titled: true, Free: true,
		Columns: []ui.Column{
			{Title: l.T("From → to")}, {Title: l.T("Type")}, {Title: l.T("Customers"), Num: true}}}
	for _, m := range d.counts {
		kind := classify.Types[m.Type]
		key := paths.MoveKey{Kind: kind, From: m.From, To: m.To}
		chosen := d.move != nil && *d.move == key
		if d.move == nil || chosen {
			total += m.Customers
		}
		v.Counts.Rows = append(v.Counts.Rows, ui.Row{Current: chosen, Cells: []ui.Cell{
			{Content: viewclassifications.Move{From: ruleLabel(d.rules, m.From), To: ruleLabel(d.rules, m.To)}},
			{Text: l.T(kind.Title())}, {Text: l.NumberExact(m.Customers), Href: paths.MovePath(d.shown.ID, key)}}})
	}
	v.Total = l.Plural(total, "move", "moves")
	if d.move != nil {
		v.Chips = moveChips(l, d)
	}
	v.List = movedTable(l, d)
	q := d.labelChangesQuery
	q.build = d.shown.ID
	if len(d.rows) > movedPerPage {
		q.after = &d.rows[movedPerPage-1]
		v.Next = q.address()
	}
	if d.after != nil {
		q.after = nil
		v.First = q.address()
	}
	return v
}

// moveChips is the move that the list is narrowed to, with ×.
func moveChips(l ui.Locale, d *labelChangesData) ui.FilterChips {
	word := func(id int64) string {
		if title := ruleLabel(d.rules, id).Title; title != "" {
			return title
		}
		return l.T("no label")
	}
	return ui.FilterChips{Swap: viewclassifications.LabelChangesRegion, Chips: []ui.FilterChip{
		{Name: l.T(d.move.Kind.Title()), Value: word(d.move.From) + " → " + word(d.move.To),
			Remove: paths.LabelChangesPath(d.shown.ID)}}}
}

// movedTable is the page of those who moved.
func movedTable(l ui.Locale, d *labelChangesData) ui.Table {
	t := ui.Table{ID: "moved", Caption: l.T("Who moved"), Free: true, Columns: []ui.Column{
		{Title: l.T("Customer")}, {Title: l.T("Type")}, {Title: l.T("From → to")}},
		Empty: ui.Empty{Title: l.T("Nobody here"), Text: l.T("No customer of yours made this move, or the list ends before this page.")}}
	for _, m := range d.rows[:min(len(d.rows), movedPerPage)] {
		t.Rows = append(t.Rows, ui.Row{Name: m.Name, Cells: []ui.Cell{
			{Text: m.Name, Href: paths.CustomerPath(m.Code), Below: []templ.Component{ui.Text(m.Code)}},
			{Text: l.T(classify.Types[m.Type].Title())},
			{Content: viewclassifications.Move{From: ruleLabel(d.rules, m.From), To: ruleLabel(d.rules, m.To)}, Wide: true}}})
	}
	return t
}

// buildChoices are the runs that can be looked at. How many moved in all is told to
// those only who see every customer.
func buildChoices(l ui.Locale, shop settings.Shop, d *labelChangesData, now time.Time) []ui.Choice {
	var all []ui.Choice
	known := false
	for _, b := range d.builds {
		known = known || b.ID == d.shown.ID
		all = append(all, ui.Choice{Value: strconv.FormatInt(b.ID, 10), Text: buildWords(l, shop, b, d.office, now)})
	}
	if !known {
		all = append(all, ui.Choice{Value: strconv.FormatInt(d.shown.ID, 10),
			Text: buildWords(l, shop, *d.shown, d.office, now)})
	}
	return all
}

func buildWords(l ui.Locale, shop settings.Shop, b store.Build, counted bool, now time.Time) string {
	finished := b.FinishedAt.In(shop.Zone)
	today := shop.Today(now)
	text := l.T("build %d, %s %s, as of %s", b.ID, l.Day(calendar.Of(finished), today).Text, finished.Format("15:04"),
		l.Day(b.AsOf, today).Text)
	if counted && b.History {
		text += ", " + l.Plural(b.Moved, "move", "moves")
	}
	return text
}

// labelChangesFile: GET /classifications/moves.csv and .xlsx, staff: the same list, all of
// it.
func (s *Pages) labelChangesFile(c echo.Context) error {
	q, err := readLabelChangesQuery(c)
	if err != nil {
		return err
	}
	const size = 1000
	d := labelChangesData{labelChangesQuery: q}
	return s.Table(c, "who-moved", kit.FormatOf(c), []jobkit.TableColumn{{Name: "customer_code"}, {Name: "name"},
		{Name: "type"}, {Name: "from"}, {Name: "to"},
		{Name: "build", Kind: jobkit.TableCount}, {Name: "as_of", Kind: jobkit.TableDay}}, func(file jobkit.TableFile) error {
		return kit.InPages(s.Kit, c, size, func(tx *store.Tx, last *store.Moved) ([]store.Moved, error) {
			d.after = last
			err := d.read(tx, kit.Scope(c), size)
			return d.rows, err
		}, func(m *store.Moved) error {
			return file.Row(m.Code, m.Name, string(classify.Types[m.Type]), d.rules[m.From].Title, d.rules[m.To].Title,
				d.shown.ID, d.shown.AsOf)
		})
	})
}

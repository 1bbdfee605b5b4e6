package web

import (
	"bytes"
	"context"
	"encoding/csv"
	"io"
	"strconv"
	"time"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"wholesight/jobs"
	"wholesight/jobs/calendar"
	"wholesight/jobs/classify"
	"wholesight/jobs/intake"
	"wholesight/store"
	"wholesight/views"
)

// newMovesView is the content of the page.
func newMovesView(l views.Locale, shop jobs.Shop, d *movesData, now time.Time) views.MovesView {
	if d.shown == nil {
		return views.MovesView{Empty: &views.Empty{Title: l.T("No run yet"), Icon: "classifications",
			Text: l.T("After each run, the customers whose labels changed stand here.")}}
	}
	v := views.MovesView{Choose: views.FilterBar{Action: "/classifications/moves", Label: l.T("Run"), Swap: views.MovesRegion,
		Fields: []views.Field{{Kind: views.FieldSelect, Name: "build", Label: l.T("Run"), Value: strconv.FormatInt(d.shown.ID, 10), Choices: buildChoices(l, shop, d, now), Wide: true}}}}
	if !d.shown.History {
		v.Note = &views.Note{Title: l.T("This run looked back"), Text: l.T("Its as-of day is before that of an earlier run, so it moved nobody. Labels changed all the same; the next run of today tells against the run before.")}
	}
	if len(d.counts) == 0 {
		v.Empty = &views.Empty{Title: l.T("Nobody moved"), Icon: "classifications", Text: l.T("Every customer kept the labels of the run before. A shop’s first run moves nobody: it has nothing to tell against.")}
		return v
	}
	total := int64(0)
	v.Counts = views.Table{ID: "counts", Caption: l.T("From which label to which"), Titled: true, Free: true, Columns: []views.Column{
		{Title: l.T("From → to")}, {Title: l.T("Type")}, {Title: l.T("Customers"), Num: true}}}
	for _, m := range d.counts {
		kind := classify.Types[m.Type]
		key := moveKey{kind, m.From, m.To}
		chosen := d.move != nil && *d.move == key
		if d.move == nil || chosen {
			total += m.Customers
		}
		v.Counts.Rows = append(v.Counts.Rows, views.Row{Current: chosen, Cells: []views.Cell{
			{Content: views.Move{From: ruleLabel(d.rules, m.From), To: ruleLabel(d.rules, m.To)}},
			{Text: l.T(kind.Title())}, {Text: l.NumberExact(m.Customers), Href: movePath(d.shown.ID, key)}}})
	}
	v.Total = l.Plural(total, "move", "moves")
	if d.move != nil {
		v.Chips = moveChips(l, d)
	}
	v.List = movedTable(l, d)
	q := d.movesQuery
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
func moveChips(l views.Locale, d *movesData) views.FilterChips {
	word := func(id int64) string {
		if title := ruleLabel(d.rules, id).Title; title != "" {
			return title
		}
		return l.T("no label")
	}
	return views.FilterChips{Swap: views.MovesRegion, Chips: []views.FilterChip{
		{Name: l.T(d.move.kind.Title()), Value: word(d.move.from) + " → " + word(d.move.to), Remove: movesPath(d.shown.ID)}}}
}

// movedTable is the page of those who moved.
func movedTable(l views.Locale, d *movesData) views.Table {
	t := views.Table{ID: "moved", Caption: l.T("Who moved"), Free: true, Columns: []views.Column{
		{Title: l.T("Customer")}, {Title: l.T("Type")}, {Title: l.T("From → to")}},
		Empty: views.Empty{Title: l.T("Nobody here"), Text: l.T("No customer of yours made this move, or the list ends before this page.")}}
	for _, m := range d.rows[:min(len(d.rows), movedPerPage)] {
		t.Rows = append(t.Rows, views.Row{Name: m.Name, Cells: []views.Cell{
			{Text: m.Name, Href: customerPath(m.Code), Below: []templ.Component{views.Text(m.Code)}},
			{Text: l.T(classify.Types[m.Type].Title())},
			{Content: views.Move{From: ruleLabel(d.rules, m.From), To: ruleLabel(d.rules, m.To)}, Wide: true}}})
	}
	return t
}

// buildChoices are the runs that can be looked at. How many moved in all is told to
// those only who see every customer.
func buildChoices(l views.Locale, shop jobs.Shop, d *movesData, now time.Time) []views.Choice {
	var all []views.Choice
	known := false
	for _, b := range d.builds {
		known = known || b.ID == d.shown.ID
		all = append(all, views.Choice{Value: strconv.FormatInt(b.ID, 10), Text: buildWords(l, shop, b, d.office, now)})
	}
	if !known {
		all = append(all, views.Choice{Value: strconv.FormatInt(d.shown.ID, 10), Text: buildWords(l, shop, *d.shown, d.office, now)})
	}
	return all
}

func buildWords(l views.Locale, shop jobs.Shop, b store.Build, counted bool, now time.Time) string {
	finished := b.FinishedAt.In(shop.Zone)
	today := shop.Today(now)
	text := l.T("build %d, %s %s, as of %s", b.ID, l.Day(calendar.Of(finished), today).Text, finished.Format("15:04"), l.Day(b.AsOf, today).Text)
	if counted && b.History {
		text += ", " + l.Plural(b.Moved, "move", "moves")
	}
	return text
}

// movesCSV: GET /classifications/moves.csv, staff: the same list, all of it.
func (s *Server) movesCSV(c echo.Context) error {
	q, err := readMovesQuery(c)
	if err != nil {
		return err
	}
	q.after = nil
	ctx := c.Request().Context()
	if err := s.DB.Update(ctx, func(tx *store.Tx) error {
		return tx.Audit(actor(c), "export", "export:moves", nil, q.build)
	}); err != nil {
		return err
	}
	return s.csv(c, "who-moved.csv", func(w io.Writer) error { return s.writeMoves(ctx, scope(c), q, w) })
}

// writeMoves gathers the rows in one snapshot and writes them when it is over: a
// slow reader must not hold it.
func (s *Server) writeMoves(ctx context.Context, scope store.Scope, q movesQuery, w io.Writer) error {
	var b bytes.Buffer
	err := s.DB.View(ctx, func(tx *store.Tx) error {
		d := movesData{movesQuery: q}
		b.Reset()
		out := csv.NewWriter(&b)
		err := out.Write([]string{"customer_code", "name", "type", "from", "to", "build", "as_of"})
		for err == nil {
			if err = d.read(tx, scope, 1000); err != nil || d.shown == nil {
				break
			}
			for _, m := range d.rows {
				if err := out.Write([]string{intake.Shield(m.Code), intake.Shield(m.Name), string(classify.Types[m.Type]),
					intake.Shield(d.rules[m.From].Title), intake.Shield(d.rules[m.To].Title), strconv.FormatInt(d.shown.ID, 10), d.shown.AsOf.String()}); err != nil {
					return err
				}
			}
			if len(d.rows) < 1000 {
				break
			}
			d.after = &d.rows[len(d.rows)-1]
		}
		out.Flush()
		if err != nil {
			return err
		}
		return out.Error()
	})
	if err != nil {
		return err
	}
	_, err = b.WriteTo(w)
	return err
}

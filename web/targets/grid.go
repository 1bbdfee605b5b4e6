package targets

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	jobkit "wholesight/jobs/kit"
	"wholesight/jobs/rules/target"
	jobtargets "wholesight/jobs/targets"
	"wholesight/store"
	"wholesight/views/ui"
	"wholesight/web/kit"
	"wholesight/web/paths"
)

// gridRows is how many customers one page of the grid has.
const gridRows = 25

// gridRow is one customer of the grid, as it was typed or is stored.
type gridRow struct {
	code    string
	form    TargetForm
	was     TargetForm // what the row began with
	stale   bool
	errors  jobkit.Refusals
	name    string
	asOfDay TargetForm // stored now, for a stale row
}

// targetGridPage: GET /targets/grid, staff: the targets of many customers, to be
// edited like a spreadsheet and saved together.
func (s *Pages) targetGridPage(c echo.Context) error {
	return s.showGrid(c, http.StatusOK, nil)
}

// targetGridSave: POST /targets/grid, staff: saves the rows that were changed, all of
// them or none. A row that was emptied is a target deleted.
func (s *Pages) targetGridSave(c echo.Context) error {
	f, err := kit.Form(c)
	if err != nil {
		return err
	}
	rows := typedGrid(f)
	back := paths.TargetGridPath()
	if q := c.Request().URL.RawQuery; q != "" {
		back += "?" + q
	}
	var at []int // the rows of edits
	err = s.Post(c, func(tx *store.Tx, by store.Actor) (kit.Done, error) {
		l := s.LocaleOf(c)
		book, err := s.targets.Book(tx)
		if err != nil {
			return kit.Done{}, err
		}
		var edits []jobtargets.TargetEdit
		var bad jobkit.Refusals
		at = at[:0]
		seasons := gridSeasons{book: book, types: map[int64]target.Season{}}
		for i := range rows {
			r := &rows[i]
			if r.untouched() {
				continue
			}
			edit, refused, err := seasons.edit(tx, kit.Scope(c), l, r)
			if err != nil {
				return kit.Done{}, err
			}
			edit.Row = "-" + strconv.Itoa(i)
			for _, one := range refused {
				bad = append(bad, one.For(one.Field+edit.Row))
			}
			edits, at = append(edits, edit), append(at, i)
		}
		if err := bad.Err(); err != nil {
			return kit.Done{}, err
		}
		saved, err := jobtargets.Save(tx, by, kit.Scope(c), edits)
		if err != nil {
			return kit.Done{}, err
		}
		return kit.Done{To: back, Toast: savedToast(l, saved)}, nil
	})
	if bad, ok := kit.RefusalsOf(err); ok {
		for _, one := range bad {
			if field, row, found := strings.Cut(one.Field, "-"); found {
				if i, err := strconv.Atoi(row); err == nil && i < len(rows) {
					rows[i].errors = append(rows[i].errors, one.For(field))
				}
			}
		}
		return s.showGrid(c, http.StatusUnprocessableEntity, rows)
	}
	var stale jobtargets.Stale
	if errors.As(err, &stale) {
		for _, row := range stale {
			if i, err := strconv.Atoi(strings.TrimPrefix(row, "-")); err == nil && i < len(rows) {
				rows[i].stale = true
			}
		}
		return s.showGrid(c, http.StatusConflict, rows)
	}
	return err
}

// savedToast says what a save of the grid did.
func savedToast(l ui.Locale, saved jobtargets.TargetsSaved) ui.Toast {
	if !saved.Any() {
		return ui.Toast{Text: l.T("Nothing was changed.")}
	}
	var parts []string
	for _, p := range []struct {
		n    int
		word string
	}{{saved.Set, "set"}, {saved.Changed, "changed"}, {saved.Deleted, "deleted"}} {
		if p.n > 0 {
			parts = append(parts, l.T("%d "+p.word, p.n))
		}
	}
	return ui.Toast{Text: l.T("Targets saved: %s", strings.Join(parts, ", ")), Undo: paths.UndoPath(saved.Undo)}
}

// typedGrid is what a person typed, row by row. Each row says what it began with.
func typedGrid(f url.Values) (rows []gridRow) {
	n := min(paths.Number(f.Get("rows")), 200)
	for i := range n {
		own := url.Values{}
		suffix := "-" + strconv.FormatInt(i, 10)
		for name, values := range f {
			if field, ok := strings.CutSuffix(name, suffix); ok {
				own[field] = values
			}
		}
		r := gridRow{code: own.Get("code"), form: typedTarget(own), was: readWas(own.Get(kit.WasName))}
		if r.code != "" {
			rows = append(rows, r)
		}
	}
	return rows
}

// untouched tells that a row is as it was shown, or was empty and is empty still.
func (r *gridRow) untouched() bool {
	return r.form == r.was || r.form.ID == 0 && r.form.empty()
}

// gridSeasons reads the customers of edited rows, and their seasons where they are
// asked for; that of a smart type once.
type gridSeasons struct {
	book  *jobtargets.TargetBook
	types map[int64]target.Season
}

// edit is a row as the use case wants it.
func (g *gridSeasons) edit(tx *store.Tx, scope store.Scope, l ui.Locale,
	r *gridRow) (e jobtargets.TargetEdit, bad jobkit.Refusals, err error) {
	if r.form.empty() {
		return jobtargets.TargetEdit{Customer: r.code, ID: r.form.ID, Version: r.form.Version, Delete: true}, nil, nil
	}
	customer, err := tx.Customer(scope, r.code)
	if err != nil {
		return e, nil, err
	}
	var season target.Season
	if r.form.Split == splitSeason {
		if season, _, err = jobtargets.OwnSeason(tx, customer.ID, customer.SmartTypeID, g.book.AsOf); err != nil {
			return e, nil, err
		}
	}
	e, bad = r.form.read(l, customer.Name, season)
	e.Customer = r.code
	return e, bad, nil
}

// showGrid renders the grid: the customers of the address as they are stored, or the
// rows that were typed.
func (s *Pages) showGrid(c echo.Context, status int, typed []gridRow) error {
	var p ui.Page
	var q targetQuery
	rows := typed
	seasons := map[string]string{}
	err := s.View(c, func(tx *store.Tx) (err error) {
		if p, err = s.Page(c, tx, ui.NavTargets, "Targets in a grid"); err != nil {
			return err
		}
		if q, err = s.targetList(c, tx, TargetSet); err != nil {
			return err
		}
		if typed == nil {
			rows = q.gridRows(p.Locale)
		}
		visible := kit.Scope(c)
		for i := range rows {
			if err := q.fillRow(tx, visible, p.Locale, &rows[i], seasons); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	l := p.Locale
	p.About = l.T("Type or paste as in a spreadsheet; nothing is stored before you save. An emptied row deletes its target.")
	p.Crumbs = []ui.Crumb{{Text: l.T("Targets"), Href: paths.TargetsPath() + q.at(1).Query(TargetSet)}}
	p.Scripts = []string{"grid.js"}
	return s.Render(c, status, s.Frame(c, p, q.grid(c, l, rows, seasons, typed != nil)), nil)
}

// gridRows are the customers of the view's page, as they are stored.
func (q *targetQuery) gridRows(l ui.Locale) (rows []gridRow) {
	first := min((q.page-1)*gridRows, len(q.rows))
	for _, row := range q.rows[max(first, 0):min(max(first, 0)+gridRows, len(q.rows))] {
		r := gridRow{code: q.customers.Code(row)}
		r.form = q.storedForm(l, q.customers.ID(row))
		r.was = r.form
		rows = append(rows, r)
	}
	return rows
}

// storedForm is a customer's target as a row has it; without one, an empty row.
func (q *targetQuery) storedForm(l ui.Locale, customerID int64) TargetForm {
	f := q.book.Of(customerID)
	if f == nil {
		return TargetForm{Start: startOf(q.book.AsOf).String(), Split: SplitEven}
	}
	t := store.Target{ID: f.Target, StartMonth: f.Plan.Start, Amounts: f.Plan.Amounts, Discount: f.Discount,
		Version: f.Version}
	return TargetFormOf(l, &t)
}

// fillRow reads what a row shows beside what was typed: its customer's name and own
// season, and for a stale one what is stored now.
func (q *targetQuery) fillRow(tx *store.Tx, visible store.Scope, l ui.Locale, r *gridRow,
	seasons map[string]string) error {
	row, ok := q.customers.Find(r.code)
	if !ok || !q.customers.Sees(q.visible, row) {
		return fmt.Errorf("customer %q: %w", r.code, store.ErrNotFound)
	}
	r.name = q.customers.Name(row)
	days, err := tx.RevenueByDay(q.customers.ID(row), q.book.AsOf.AddMonths(-24), q.book.AsOf)
	if err != nil {
		return err
	}
	seasons[r.code] = seasonText(jobtargets.SeasonOf(days))
	if !r.stale {
		return nil
	}
	r.asOfDay = TargetForm{Split: splitMonths}
	if r.form.ID != 0 {
		t, err := tx.TargetByID(r.form.ID)
		switch {
		case errors.Is(err, store.ErrNotFound):
			r.form.ID, r.form.Version = 0, 0
		case err != nil:
			return err
		case t.Customer != r.code:
			return fmt.Errorf("target %d of customer %q: %w", r.form.ID, r.code, store.ErrNotFound)
		default:
			r.asOfDay = TargetFormOf(l, t)
			r.form.Version = t.Version
		}
	}
	r.was = r.asOfDay
	return nil
}

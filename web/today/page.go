package today

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"wholesight/jobs"
	"wholesight/jobs/calendar"
	jobcontacts "wholesight/jobs/contacts"
	"wholesight/jobs/customerlist"
	"wholesight/jobs/lists"
	"wholesight/jobs/settings"
	"wholesight/store"
	viewtoday "wholesight/views/today"
	"wholesight/views/ui"
	"wholesight/web/kit"
	"wholesight/web/paths"
	"wholesight/web/words"
)

// todayData is what the page is made of.
type todayData struct {
	l       ui.Locale
	u       store.User
	shop    settings.Shop
	today   calendar.Day
	roster  *customerlist.Roster
	visible customerlist.Visibility
	own     []int64 // account managers that the person stands for
	tally   jobcontacts.Tally
	graph   *store.Build
	series  []store.SeriesPoint
	moves   []store.Move
	moved   int64 // the build that they are of; 0: none
	failed  []store.Job
	failing []store.Import
}

// todayPage: GET /today, staff: what needs doing, in order, then how the shop does: all
// of what the person may see.
func (s *Pages) todayPage(c echo.Context) error {
	var p ui.Page
	var d todayData
	err := s.View(c, func(tx *store.Tx) (err error) {
		if p, err = s.Page(c, tx, ui.NavToday, "Today"); err != nil {
			return err
		}
		d, err = s.readToday(c, tx, p.Locale)
		return err
	})
	if err != nil {
		return err
	}
	p.About = p.Locale.T("%s: whom to call, and how the shop does.", p.Locale.DayLong(d.today))
	p.Charts = len(d.series) > 0
	content, err := s.newToday(c, &d)
	if err != nil {
		return err
	}
	return s.Render(c, http.StatusOK, s.Frame(c, p, content), nil)
}

func (s *Pages) readToday(c echo.Context, tx *store.Tx, l ui.Locale) (d todayData, err error) {
	d.l, d.shop = l, s.ShopOf(c)
	d.u, _ = kit.UserOf(c)
	d.today = d.shop.Today(s.DB.Now())
	if d.roster, err = s.Lists.Roster(tx); err != nil {
		return d, err
	}
	if d.visible, err = lists.Visible(tx, kit.Scope(c)); err != nil {
		return d, err
	}
	if _, d.own, err = tx.ManagersOf(store.OfRep(d.u.ID)); err != nil {
		return d, err
	}
	if d.tally, err = jobcontacts.CallTally(tx, d.u, d.today); err != nil {
		return d, err
	}
	if d.graph, err = kit.Published(tx, store.StepGraph); err != nil {
		return d, err
	}
	base, err := tx.HistoryBase()
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return d, err
	}
	d.moved = base.ID
	figures, err := s.todays.of(tx, kit.Scope(c), d.own, base.ID)
	if err != nil {
		return d, err
	}
	d.series, d.moves = figures.series, figures.moves
	return d, d.readFailures(tx, s)
}

// readFailures reads what has failed, for whoever may look at it: the newest run of a
// job, and the newest imports.
func (d *todayData) readFailures(tx *store.Tx, s *Pages) error {
	if !s.May(d.u, http.MethodGet, paths.JobsPath()) {
		return nil
	}
	last, err := tx.LastRuns()
	if err != nil {
		return err
	}
	for _, job := range jobs.All {
		if run, ran := last[job.Name]; ran && words.OnDemand(job.Name) && (run.State == store.JobDead || run.State == store.JobFailed) {
			d.failed = append(d.failed, run)
		}
	}
	imports, err := tx.Imports(0, 10)
	for _, m := range imports {
		if m.State == store.ImportFailed {
			d.failing = append(d.failing, m)
		}
	}
	return err
}

// newToday is the page's content.
func (s *Pages) newToday(c echo.Context, d *todayData) (v viewtoday.TodayView, err error) {
	l := d.l
	v.First = s.firstSteps(c, d)
	v.Notes = d.failureNotes()
	if d.roster.Len() == 0 {
		return v, nil
	}
	v.Tally = ui.Tiles{{Title: l.T("Your calls today"), Figure: l.NumberExact(d.tally.Calls)},
		{Title: l.T("Reached"), Figure: l.NumberExact(d.tally.Reached)}, {Title: l.T("Orders from them"), Figure: l.NumberExact(d.tally.Orders)}}
	for _, w := range worklists {
		list, err := d.worklist(w)
		if err != nil {
			return v, err
		}
		v.Worklists = append(v.Worklists, list)
	}
	if len(d.series) > 0 {
		if v.Chart, err = d.chart(); err != nil {
			return v, err
		}
	}
	if d.roster.Built() {
		sizes, err := d.sizes(s)
		if err != nil {
			return v, err
		}
		v.Sizes = &sizes
	}
	return v, nil
}

// failureNotes say what has failed, with the way to it.
func (d *todayData) failureNotes() (notes []ui.Note) {
	for _, j := range d.failed {
		notes = append(notes, *words.OutcomeNote(d.l, j))
	}
	for _, m := range d.failing {
		notes = append(notes, ui.Note{Kind: ui.NoteBad, Title: d.l.T("Import of %s: failed", m.FileName), Text: d.l.T("Nothing of it was kept. Its page says why."),
			Actions: []ui.Button{{Text: d.l.T("Show the import"), Href: paths.ImportPath(m.ID), Small: true}}})
	}
	return notes
}

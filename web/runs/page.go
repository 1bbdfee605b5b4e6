package runs

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"wholesight/jobs"
	jobcustomers "wholesight/jobs/customers"
	"wholesight/jobs/runner"
	"wholesight/jobs/settings"
	"wholesight/store"
	viewruns "wholesight/views/runs"
	"wholesight/views/ui"
	"wholesight/web/kit"
	"wholesight/web/paths"
	"wholesight/web/words"
)

// RunsPerPage is how many runs the log shows at once.
const RunsPerPage = 50

// jobsData is what the page of jobs is made from.
type jobsData struct {
	live, dead, log []store.Job
	last            map[string]store.Job
	night           time.Time
	over            *store.Job // the run whose end the page was loaded for
	name            string     // of the job that the log is narrowed to
	before          int64      // the log's page
	admin           bool
	now             time.Time
}

// jobsPage: GET /jobs, office: what runs, each job with its last run and its next,
// and the log of runs, newest first, narrowed by job and paged by before.
func (s *Pages) jobsPage(c echo.Context) error {
	before, errB := kit.OptionalID(c.QueryParam("before"))
	over, errO := kit.OptionalID(c.QueryParam("over"))
	if errB != nil || errO != nil {
		return kit.BadRequest("There is no such page of the log.")
	}
	d := jobsData{name: c.QueryParam("job"), before: before, admin: kit.IsAdmin(c), now: s.DB.Now()}
	var p ui.Page
	err := s.View(c, func(tx *store.Tx) (err error) {
		if p, err = s.Page(c, tx, ui.NavJobs, "Jobs"); err != nil {
			return err
		}
		return d.read(tx, over)
	})
	if err != nil {
		return err
	}
	p.About = p.Locale.T("What Wholesight does by itself: at night, after an import, and when it is asked to.")
	p.Actions = kit.FileActions(p.Locale, paths.JobsPath(), kit.Narrowed("job", d.name))
	content := newJobsView(p.Locale, s.ShopOf(c), d)
	return s.Render(c, http.StatusOK, s.Frame(c, p, content), content)
}

func (d *jobsData) read(tx *store.Tx, over int64) (err error) {
	if d.live, err = words.LiveJobs(tx); err != nil {
		return err
	}
	if d.dead, err = tx.Jobs(store.JobFilter{States: []store.JobState{store.JobDead}, Limit: RunsPerPage}); err != nil {
		return err
	}
	if d.last, err = tx.LastRuns(); err != nil {
		return err
	}
	if d.log, err = tx.Jobs(store.JobFilter{Name: d.name, Before: d.before, Limit: RunsPerPage + 1}); err != nil {
		return err
	}
	if d.over, err = words.OverJob(tx, over); err != nil {
		return err
	}
	d.night, err = runner.NextNight(tx)
	return err
}

// newJobsView is the content of the page.
func newJobsView(l ui.Locale, shop settings.Shop, d jobsData) viewruns.JobsView {
	v := viewruns.JobsView{Jobs: jobsTable(l, shop, d),
		Kinds: ui.FilterBar{Action: paths.JobsPath(), Label: l.T("Log of runs"), Swap: viewruns.JobsRegion,
			Fields: []ui.Field{{Kind: ui.FieldSelect, Name: "job", Label: l.T("Job"), Value: d.name, Choices: jobChoices(l)}}}}
	for _, j := range d.live {
		v.Live = append(v.Live, words.LiveJob(l, shop, j, d.now, paths.JobsPath()+"?over="+strconv.FormatInt(j.ID, 10),
			d.admin))
	}
	if d.over != nil {
		v.Outcome = words.OutcomeNote(l, *d.over)
	}
	if len(d.dead) > 0 {
		t := runsTable(l, shop, d.dead, d.now, l.T("Runs that were given up"), d.admin)
		t.ID = "dead"
		v.Dead = &t
	}
	rows := d.log[:min(len(d.log), RunsPerPage)]
	v.Log = runsTable(l, shop, rows, d.now, l.T("Log of runs"), false)
	v.Log.Empty = ui.Empty{Title: l.T("No run yet"), Icon: "clock",
		Text: l.T("Every run stands here, with how long it took and what it did.")}
	address := func(before int64) string {
		q := url.Values{}
		if d.name != "" {
			q.Set("job", d.name)
		}
		if before > 0 {
			q.Set("before", strconv.FormatInt(before, 10))
		}
		if len(q) == 0 {
			return paths.JobsPath() + "#log"
		}
		return paths.JobsPath() + "?" + q.Encode() + "#log"
	}
	if len(d.log) > RunsPerPage {
		v.Older = address(rows[len(rows)-1].ID)
	}
	if d.before > 0 {
		v.First = address(0)
	}
	return v
}

// jobsTable is each job with its last run and its next.
func jobsTable(l ui.Locale, shop settings.Shop, d jobsData) ui.Table {
	t := ui.Table{ID: "all-jobs", Caption: l.T("Jobs"), Free: true, Columns: []ui.Column{
		{Title: l.T("Job")}, {Title: l.T("Last run")}, {Title: l.T("Outcome")}, {Title: l.T("Took"), Num: true},
		{Title: l.T("Rows"), Num: true}, {Title: l.T("Next run")}}}
	if d.admin {
		t.Columns = append(t.Columns, ui.Column{Title: l.T("Run"), Num: true})
	}
	live := map[string]bool{}
	for _, j := range d.live {
		live[j.Name] = true
	}
	for _, job := range jobs.All {
		last, ran := d.last[job.Name]
		row := ui.Row{Name: l.T(job.Title), Cells: []ui.Cell{{Text: l.T(job.Title)}}}
		if ran {
			row.Cells[0].Href = paths.JobPath(last.ID)
			row.Cells = append(row.Cells, kit.Moment(l, shop, last.FinishedAt, d.now), ui.Cell{Content: words.JobBadge(l, last)},
				ui.Cell{Text: words.TookText(l, last, d.now)}, ui.Cell{Text: words.JobAmount(l, last)})
		} else {
			row.Cells = append(row.Cells, ui.Cell{Content: ui.Unknown{Word: l.T("never"),
				Why: l.T("This job has not been run yet.")}}, ui.Cell{}, ui.Cell{}, ui.Cell{})
		}
		row.Cells = append(row.Cells, nextRun(l, shop, job.Name, d, live[job.Name]))
		if d.admin {
			run := ui.Cell{}
			switch {
			case live[job.Name]:
				run.Text = l.T("under way")
			case words.OnDemand(job.Name):
				run.Content = words.RunAct(l, job.Name, l.T("Run now"), paths.JobsPath())
			}
			row.Cells = append(row.Cells, run)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// nextRun says when a job is run next.
func nextRun(l ui.Locale, shop settings.Shop, name string, d jobsData, live bool) ui.Cell {
	switch {
	case live:
		return ui.Cell{Text: l.T("now")}
	case slices.Contains(runner.Nightly, name):
		return kit.Moment(l, shop, d.night, d.now)
	case name == jobcustomers.BulkJob.Name:
		return ui.Cell{Text: l.T("from a list of customers")}
	case !words.OnDemand(name):
		return ui.Cell{Text: l.T("with an import")}
	}
	return ui.Cell{Text: l.T("when asked")}
}

// runsTable is a list of runs; retry gives each one that is over badly its button.
func runsTable(l ui.Locale, shop settings.Shop, runs []store.Job, now time.Time, caption string, retry bool) ui.Table {
	t := ui.Table{ID: "runs", Caption: caption, Free: true, Columns: []ui.Column{
		{Title: l.T("Run")}, {Title: l.T("Begun")}, {Title: l.T("Outcome")}, {Title: l.T("Took"), Num: true},
		{Title: l.T("Rows"), Num: true}, {Title: l.T("Asked for by")}}}
	if retry {
		t.Columns = append(t.Columns, ui.Column{Title: l.T("Again"), Num: true})
	}
	for _, j := range runs {
		begun := j.StartedAt
		if begun.IsZero() {
			begun = j.EnqueuedAt
		}
		first := ui.Cell{Text: words.JobTitle(l, j.Name), Href: paths.JobPath(j.ID),
			Below: []templ.Component{ui.Text(l.T("run %d", j.ID))}}
		if j.Error != "" {
			first.Below = append(first.Below, ui.Text("· "+kit.Cut(j.Error, 120)))
		}
		row := ui.Row{Name: l.T("run %d", j.ID), Cells: []ui.Cell{first,
			kit.Moment(l, shop, begun, now), {Content: words.JobBadge(l, j)}, {Text: words.TookText(l, j, now)},
			{Text: words.JobAmount(l, j)}, {Text: j.Actor.Name}}}
		if retry {
			row.Cells = append(row.Cells, ui.Cell{Content: retryAct(l, j)})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func jobChoices(l ui.Locale) []ui.Choice {
	all := []ui.Choice{{Value: "", Text: l.T("Every job")}}
	for _, j := range jobs.All {
		all = append(all, ui.Choice{Value: j.Name, Text: l.T(j.Title)})
	}
	return all
}

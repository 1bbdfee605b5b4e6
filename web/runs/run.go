package runs

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"wholesight/jobs/calendar"
	"wholesight/jobs/rebuild"
	"wholesight/jobs/settings"
	"wholesight/store"
	viewruns "wholesight/views/runs"
	"wholesight/views/ui"
	"wholesight/web/kit"
	"wholesight/web/paths"
	"wholesight/web/words"
)

// watchSeconds is how often the page of a run that is followed without script loads
// itself again.
const watchSeconds = "2"

// jobPage: GET /jobs/:id, office: one run, with what it said at its end. With
// watch=1 the page loads itself again until the run is over, for browsers without
// script.
func (s *Pages) jobPage(c echo.Context) error {
	id, err := kit.PathID(c)
	if err != nil {
		return err
	}
	var p ui.Page
	var j store.Job
	err = s.View(c, func(tx *store.Tx) (err error) {
		if p, err = s.Page(c, tx, ui.NavJobs, "Run"); err != nil {
			return err
		}
		j, err = tx.Job(id)
		return err
	})
	if err != nil {
		return err
	}
	p.Title = words.JobTitle(p.Locale, j.Name)
	p.Crumbs = []ui.Crumb{{Text: p.Locale.T("Jobs"), Href: paths.JobsPath()}}
	content := newJobView(p.Locale, s.ShopOf(c), j, kit.IsAdmin(c), s.DB.Now())
	if c.QueryParam("watch") == "1" && content.Live != nil {
		content.Live.Progress.Stream, content.Live.Progress.Reload = "", ""
		content.Watch, content.Still = true, paths.JobPath(id)
		c.Response().Header().Set("Refresh", watchSeconds)
	}
	return s.Render(c, http.StatusOK, s.Frame(c, p, content), nil)
}

// newJobView is the content of the page.
func newJobView(l ui.Locale, shop settings.Shop, j store.Job, admin bool, now time.Time) viewruns.JobView {
	v := viewruns.JobView{Facts: jobFacts(l, shop, j, now),
		Log: paths.JobsPath() + "?" + url.Values{"job": {j.Name}}.Encode() + "#log"}
	if j.State.Live() {
		live := words.LiveJob(l, shop, j, now, paths.JobPath(j.ID), admin)
		v.Live = &live
	}
	switch j.State {
	case store.JobFailed, store.JobDead:
		v.Note = words.OutcomeNote(l, j)
	case store.JobQueued:
		if j.Error != "" {
			v.Note = &ui.Note{Kind: ui.NoteWarn, Title: l.T("The attempt before did not end well"), Text: j.Error}
		}
	}
	if admin && (j.State == store.JobFailed || j.State == store.JobDead || j.State == store.JobCancelled) {
		v.Acts = []ui.Act{retryAct(l, j)}
	}
	if r, ok := words.RebuildReport(j); ok {
		v.Report, v.More = rebuildFacts(l, r), paths.LabelChangesPath(r.Build)
		if len(r.Moves) > 0 {
			t := words.ReportMoves(l, r)
			v.Moves = &t
		}
	} else {
		v.Report = plainReport(l, j.Report)
	}
	return v
}

// jobFacts are what is known of a run whatever it did.
func jobFacts(l ui.Locale, shop settings.Shop, j store.Job, now time.Time) ui.Facts {
	facts := ui.Facts{
		{Name: l.T("Outcome"), Content: words.JobBadge(l, j)},
		{Name: l.T("Asked for by"), Text: j.Actor.Name},
		{Name: l.T("Asked for"), Content: kit.Moment(l, shop, j.EnqueuedAt, now).Content},
	}
	if !j.StartedAt.IsZero() {
		facts = append(facts, ui.Fact{Name: l.T("Begun"), Content: kit.Moment(l, shop, j.StartedAt, now).Content})
	}
	if !j.FinishedAt.IsZero() {
		facts = append(facts, ui.Fact{Name: l.T("Ended"), Content: kit.Moment(l, shop, j.FinishedAt, now).Content})
	}
	return append(facts,
		ui.Fact{Name: l.T("Took"), Text: words.TookText(l, j, now)},
		ui.Fact{Name: l.T("Attempts"), Text: l.NumberExact(j.Attempt)},
		ui.Fact{Name: l.T("Rows"), Text: l.Number(j.Done)})
}

// stepTitles are the steps of a rebuild as a person reads them.
var stepTitles = map[string]string{rebuild.StepGraph: "graph data", rebuild.StepLabels: "classifications"}

func rebuildFacts(l ui.Locale, r rebuild.Report) ui.Facts {
	asOf := r.AsOf
	if day, err := calendar.Parse(r.AsOf); err == nil {
		asOf = l.DayLong(day)
	}
	steps := make([]string, len(r.Steps))
	for i, step := range r.Steps {
		steps[i] = l.T(stepTitles[step])
	}
	moved := ui.Fact{Name: l.T("Labels changed"), Text: l.NumberExact(r.Moved), Href: paths.LabelChangesPath(r.Build)}
	if !r.History {
		moved = ui.Fact{Name: l.T("Labels changed"), Text: l.T("not told: its day is before that of an earlier run")}
	}
	return ui.Facts{
		{Name: l.T("Build"), Text: strconv.FormatInt(r.Build, 10)},
		{Name: l.T("Steps"), Text: strings.Join(steps, ", ")},
		{Name: l.T("As of"), Text: asOf},
		{Name: l.T("Timeframe"), Text: l.Plural(int64(r.Timeframe), "month", "months")},
		{Name: l.T("Orders read"), Text: l.NumberExact(r.Orders)},
		{Name: l.T("Customers written"), Text: l.NumberExact(r.Customers)},
		moved,
		{Name: l.T("Reading took"), Text: l.Duration(time.Duration(r.ReadMS) * time.Millisecond)},
		{Name: l.T("Writing took"), Text: l.Duration(time.Duration(r.WriteMS) * time.Millisecond)},
	}
}

// reportWords are the names of what jobs report, as they are read; what is not here
// keeps its own name.
var reportWords = map[string]string{"build_rows": "Rows of old builds", "other_rows": "Other rows"}

// plainReport shows what another job said: the names and values of its JSON, in
// the order in which it wrote them.
func plainReport(l ui.Locale, report string) ui.Facts {
	if report == "" {
		return nil
	}
	d := json.NewDecoder(strings.NewReader(report))
	d.UseNumber()
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return ui.Facts{{Name: l.T("Report"), Text: report}}
	}
	var facts ui.Facts
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return facts
		}
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return facts
		}
		text := string(value)
		var words string
		if json.Unmarshal(value, &words) == nil {
			text = words
		}
		key, _ := name.(string)
		title := strings.ReplaceAll(key, "_", " ")
		if known := reportWords[key]; known != "" {
			title = l.T(known)
		}
		facts = append(facts, ui.Fact{Name: title, Text: text})
	}
	return facts
}

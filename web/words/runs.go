package words

import (
	"cmp"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"wholesight/jobs"
	jobcustomers "wholesight/jobs/customers"
	jobimports "wholesight/jobs/imports"
	"wholesight/jobs/rebuild"
	"wholesight/jobs/rules/classify"
	"wholesight/jobs/settings"
	"wholesight/store"
	viewclassifications "wholesight/views/classifications"
	viewruns "wholesight/views/runs"
	"wholesight/views/ui"
	"wholesight/web/kit"
	"wholesight/web/paths"
)

// RunNow asks for the run that brings figures and labels; nil where the person may
// not.
func RunNow(k *kit.Kit, c echo.Context, l ui.Locale, back string) *ui.Act {
	u, known := kit.UserOf(c)
	if !known || !k.May(u, http.MethodPost, paths.JobRunPath()) {
		return nil
	}
	act := RunAct(l, "rebuild", l.T("Run now"), back)
	act.Button.Kind = ui.Primary
	return &act
}

// ImportJobs are the jobs that work on an import.
var ImportJobs = []string{jobimports.CheckJob.Name, jobimports.ApplyJob.Name}

// IsImportJob tells whether a job reads a file: what it has done is counted in bytes.
func IsImportJob(name string) bool { return slices.Contains(ImportJobs, name) }

// checkPasses is how often a check reads its file: once to find out how it is to be
// read, once to count. Its second pass notes "checking".
const checkPasses = 2

// importProgress is how far a file is read, in place of rows: size of size, rate,
// and the time left over all passes.
func importProgress(l ui.Locale, p ui.Progress, j store.Job, now time.Time) ui.Progress {
	p.Done, p.All = j.Done, j.Total
	if j.Total > 0 {
		p.Rows = l.T("%s of %s", FileSize(l, j.Done), FileSize(l, j.Total))
	}
	if j.Name == jobimports.CheckJob.Name && j.State == store.JobRunning {
		p.All *= checkPasses
		if j.Note == "checking" {
			p.Done += j.Total
		}
	}
	took := jobTook(j, now)
	if p.Done <= 0 || took < time.Second {
		return p
	}
	perSecond := p.Done * 1000 / took.Milliseconds()
	p.Rate = l.T("%s a second", FileSize(l, perSecond))
	if j.State == store.JobRunning && p.All > p.Done && perSecond > 0 {
		p.Left = l.Remaining(time.Duration((p.All-p.Done)/perSecond) * time.Second)
	}
	return p
}

// JobAmount is what a run has worked through: rows, or the size of a file.
func JobAmount(l ui.Locale, j store.Job) string {
	if IsImportJob(j.Name) && j.Done > 0 {
		return FileSize(l, j.Done)
	}
	return l.Number(j.Done)
}

// FileSize is a size as people say it: "12 KiB", "94 MiB", never 0 for something.
func FileSize(l ui.Locale, bytes int64) string {
	if bytes < 1<<20 {
		return l.NumberExact((bytes+1<<10-1)>>10) + "\u00a0KiB"
	}
	if bytes < 100<<20 {
		return l.Quantity(bytes*10>>20*100) + "\u00a0MiB"
	}
	return l.NumberExact(bytes>>20) + "\u00a0MiB"
}

// RunAct is the button that asks for a run of a job.
func RunAct(l ui.Locale, name, text, back string) ui.Act {
	return ui.Act{Action: paths.JobRunPath(), Fields: []ui.Field{{Kind: ui.FieldHidden, Name: "job", Value: name},
		kit.NextField(back), kit.NewKeyField()},
		Button: ui.Button{Text: text, Small: true}}
}

// OnDemand tells whether a job can be asked for by itself: the steps of an import
// belong to one, and are asked for there, as bulk actions are from a list.
func OnDemand(name string) bool {
	return name != jobimports.CheckJob.Name && name != jobimports.ApplyJob.Name && name != jobcustomers.BulkJob.Name
}

// JobObject is a run as the audit log names it.
func JobObject(id int64) string { return "job:" + strconv.FormatInt(id, 10) }

// RebuildReport is what a run of the rebuild, or of one of its steps, said.
func RebuildReport(j store.Job) (r rebuild.Report, ok bool) {
	if !slices.Contains(RebuildJobs, j.Name) || j.Report == "" {
		return r, false
	}
	return r, json.Unmarshal([]byte(j.Report), &r) == nil && r.Build != 0
}

// JobTitle is what a person calls a job.
func JobTitle(l ui.Locale, name string) string {
	if j, err := jobs.FindJob(name); err == nil {
		return l.T(j.Title)
	}
	return name // of a job that an older version knew
}

// JobProgress is how far a run is, in words and as a bar: rows done of rows in all,
// rate, and the time left at that rate. Stream and addresses are left to the page.
func JobProgress(l ui.Locale, shop settings.Shop, j store.Job, now time.Time) ui.Progress {
	p := ui.Progress{ID: "job-" + strconv.FormatInt(j.ID, 10), Title: JobTitle(l, j.Name)}
	switch j.State {
	case store.JobQueued:
		p.Step = l.T("waits for its turn")
		if j.RunAfter.After(now) {
			p.Step = l.T("failed, and is tried again at %s", j.RunAfter.In(shop.Zone).Format("15:04:05"))
		}
		return p
	case store.JobRunning:
		p.Step = l.T(j.Note)
		if j.CancelRequested {
			p.Step = l.T("stops")
		}
	default:
		p.Step = jobStates[j.State].text
	}
	if IsImportJob(j.Name) {
		return importProgress(l, p, j, now)
	}
	p.Done, p.All = j.Done, j.Total
	switch {
	case j.Total > 0:
		p.Rows = l.T("%s of %s rows", l.NumberExact(j.Done), l.NumberExact(j.Total))
	case j.Done > 0:
		p.Rows = l.Plural(j.Done, "row", "rows")
	}
	took := jobTook(j, now)
	if j.Done <= 0 || took < time.Second {
		return p
	}
	perSecond := j.Done * 1000 / took.Milliseconds()
	p.Rate = l.T("%s rows a second", l.NumberExact(perSecond))
	if j.State == store.JobRunning && j.Total > j.Done && perSecond > 0 {
		p.Left = l.Remaining(time.Duration((j.Total-j.Done)/perSecond) * time.Second)
	}
	return p
}

// jobTook is how long the last attempt of a run took, or has taken so far.
func jobTook(j store.Job, now time.Time) time.Duration {
	switch {
	case j.StartedAt.IsZero():
		return 0
	case j.FinishedAt.IsZero():
		return now.Sub(j.StartedAt)
	}
	return j.FinishedAt.Sub(j.StartedAt)
}

// stateWord is a state of a job in a word.
type stateWord struct {
	text string
	tone ui.Tone
}

var jobStates = map[store.JobState]stateWord{
	store.JobQueued:    {"queued", ui.Accent},
	store.JobRunning:   {"running", ui.Accent},
	store.JobDone:      {"done", ui.Good},
	store.JobFailed:    {"failed", ui.Bad},
	store.JobCancelled: {"cancelled", ui.Neutral},
	store.JobDead:      {"given up", ui.Bad},
}

func JobBadge(l ui.Locale, j store.Job) ui.Badge {
	w := jobStates[j.State]
	if j.State == store.JobQueued && j.Failures > 0 {
		return ui.Badge{Text: l.T("tried again"), Tone: ui.Warn}
	}
	return ui.Badge{Text: l.T(w.text), Tone: w.tone}
}

// LiveJobs are the runs that are under way or wait, of the given jobs (none: of
// all), in the order in which they were asked for.
func LiveJobs(tx *store.Tx, names ...string) ([]store.Job, error) {
	all, err := tx.Jobs(store.JobFilter{States: []store.JobState{store.JobQueued, store.JobRunning}, Limit: 100})
	all = slices.DeleteFunc(all, func(j store.Job) bool { return len(names) > 0 && !slices.Contains(names, j.Name) })
	slices.SortFunc(all, func(a, b store.Job) int { return cmp.Compare(a.ID, b.ID) })
	return all, err
}

// LiveJob is a run that is followed on a page: back is where the page leads when it
// is over; may tells whether the person may cancel it.
func LiveJob(l ui.Locale, shop settings.Shop, j store.Job, now time.Time, back string, may bool) viewruns.LiveJob {
	p := JobProgress(l, shop, j, now)
	p.Stream, p.After, p.Reload = paths.JobEventsPath(j.ID), back, paths.JobWatchPath(j.ID)
	live := viewruns.LiveJob{Progress: p, Stopping: j.CancelRequested,
		Said: l.T("asked for by %s at %s", j.Actor.Name, j.EnqueuedAt.In(shop.Zone).Format("15:04"))}
	if may && !j.CancelRequested {
		live.Cancel = &ui.Act{Action: paths.JobDoPath(j.ID, "cancel"),
			Fields: []ui.Field{kit.NextField(back), kit.NewKeyField()},
			Button: ui.Button{Text: l.T("Cancel the run"), Icon: "close"}}
	}
	return live
}

// TookText is how long a run took; a run that never began took no time.
func TookText(l ui.Locale, j store.Job, now time.Time) string {
	if j.StartedAt.IsZero() {
		return "–"
	}
	return l.Duration(jobTook(j, now))
}

// RebuildJobs are the job that makes everything anew and those that are one step
// of it alone, in the order in which the page offers them.
var RebuildJobs = []string{"rebuild", "graph", "labels"}

// OverJob is the run that a page was loaded for when it was over; nil when there is
// none of that id, or it still runs.
func OverJob(tx *store.Tx, id int64) (*store.Job, error) {
	if id == 0 {
		return nil, nil
	}
	j, err := tx.Job(id)
	if errors.Is(err, store.ErrNotFound) || err == nil && j.State.Live() {
		return nil, nil
	}
	return &j, err
}

// OutcomeNote tells how a run ended.
func OutcomeNote(l ui.Locale, j store.Job) *ui.Note {
	title, more := JobTitle(l, j.Name), []ui.Button{{Text: l.T("Show the run"), Href: paths.JobPath(j.ID), Small: true}}
	switch j.State {
	case store.JobDone:
		n := &ui.Note{Kind: ui.NoteGood, Title: l.T("%s: done in %s", title, TookText(l, j, j.FinishedAt)), Actions: more}
		if r, ok := RebuildReport(j); ok {
			n.Text = l.T("%s written as build %d, %s changed.", l.Plural(r.Customers, "customer", "customers"), r.Build,
				l.Plural(r.Moved, "label", "labels"))
		}
		return n
	case store.JobCancelled:
		return &ui.Note{Kind: ui.NoteWarn, Title: l.T("%s: cancelled", title),
			Text: l.T("The figures are as they were before it began."), Actions: more}
	case store.JobDead:
		return &ui.Note{Kind: ui.NoteBad, Title: l.T("%s: given up after %d attempts", title, j.Failures),
			Text: l.T("The figures are those of the run before. The last attempt ended with: %s", j.Error), Actions: more}
	}
	return &ui.Note{Kind: ui.NoteBad, Title: l.T("%s: failed", title),
		Text:    l.T("The figures are those of the run before. Trying again as it is would fail again: %s", j.Error),
		Actions: more}
}

// ReportMoves is who moved, counted, as a run reported it.
func ReportMoves(l ui.Locale, r rebuild.Report) ui.Table {
	t := ui.Table{Caption: l.T("Who moved"), Free: true, Columns: []ui.Column{
		{Title: l.T("From → to")}, {Title: l.T("Type")}, {Title: l.T("Customers"), Num: true}}}
	for _, m := range r.Moves {
		kind := classify.Type(m.Type)
		t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{
			{Content: viewclassifications.Move{From: ui.Label{ID: m.FromID, Type: m.Type, Title: m.From},
				To: ui.Label{ID: m.ToID, Type: m.Type, Title: m.To}}},
			{Text: l.T(kind.Title())},
			{Text: l.NumberExact(m.Customers), Href: paths.MovePath(r.Build,
				paths.MoveKey{Kind: kind, From: m.FromID, To: m.ToID})},
		}})
	}
	return t
}

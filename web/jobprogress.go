package web

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"wholesight/jobs"
	"wholesight/jobs/settings"
	"wholesight/store"
	viewruns "wholesight/views/runs"
	"wholesight/views/ui"
)

func jobsPath() string                     { return "/jobs" }
func jobRunPath() string                   { return "/jobs/run" }
func jobPath(id int64) string              { return "/jobs/" + strconv.FormatInt(id, 10) }
func jobWatchPath(id int64) string         { return jobPath(id) + "?watch=1" }
func jobDoPath(id int64, do string) string { return jobPath(id) + "/" + do }
func jobEventsPath(id int64) string        { return jobDoPath(id, "events") }

// jobTitle is what a person calls a job.
func jobTitle(l ui.Locale, name string) string {
	if j, err := jobs.FindJob(name); err == nil {
		return l.T(j.Title)
	}
	return name // of a job that an older version knew
}

// jobProgress is how far a run is, in words and as a bar: rows done of rows in all,
// rate, and the time left at that rate. Stream and addresses are left to the page.
func jobProgress(l ui.Locale, shop settings.Shop, j store.Job, now time.Time) ui.Progress {
	p := ui.Progress{ID: "job-" + strconv.FormatInt(j.ID, 10), Title: jobTitle(l, j.Name)}
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
	if isImportJob(j.Name) {
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

func jobBadge(l ui.Locale, j store.Job) ui.Badge {
	w := jobStates[j.State]
	if j.State == store.JobQueued && j.Failures > 0 {
		return ui.Badge{Text: l.T("tried again"), Tone: ui.Warn}
	}
	return ui.Badge{Text: l.T(w.text), Tone: w.tone}
}

// liveJobs are the runs that are under way or wait, of the given jobs (none: of
// all), in the order in which they were asked for.
func liveJobs(tx *store.Tx, names ...string) ([]store.Job, error) {
	all, err := tx.Jobs(store.JobFilter{States: []store.JobState{store.JobQueued, store.JobRunning}, Limit: 100})
	all = slices.DeleteFunc(all, func(j store.Job) bool { return len(names) > 0 && !slices.Contains(names, j.Name) })
	slices.SortFunc(all, func(a, b store.Job) int { return cmp.Compare(a.ID, b.ID) })
	return all, err
}

// liveJob is a run that is followed on a page: back is where the page leads when it
// is over; may tells whether the person may cancel it.
func liveJob(l ui.Locale, shop settings.Shop, j store.Job, now time.Time, back string, may bool) viewruns.LiveJob {
	p := jobProgress(l, shop, j, now)
	p.Stream, p.After, p.Reload = jobEventsPath(j.ID), back, jobWatchPath(j.ID)
	live := viewruns.LiveJob{Progress: p, Stopping: j.CancelRequested,
		Said: l.T("asked for by %s at %s", j.Actor.Name, j.EnqueuedAt.In(shop.Zone).Format("15:04"))}
	if may && !j.CancelRequested {
		live.Cancel = &ui.Act{Action: jobDoPath(j.ID, "cancel"), Fields: []ui.Field{nextField(back), newKeyField()},
			Button: ui.Button{Text: l.T("Cancel the run"), Icon: "close"}}
	}
	return live
}

// nextField tells a form where to lead.
func nextField(to string) ui.Field {
	return ui.Field{Kind: ui.FieldHidden, Name: "next", Value: to}
}

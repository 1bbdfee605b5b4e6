package web

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"wholesight/jobs"
	"wholesight/jobs/runner"
	"wholesight/jobs/settings"
	"wholesight/store"
	"wholesight/web/paths"
	"wholesight/web/runs"
	"wholesight/web/words"
)

func TestJobsPage(t *testing.T) {
	sh := newShop(t)
	dead, queued := sh.job(store.JobDead), sh.job(store.JobQueued)
	page := sh.as("admin").get("/jobs").want(t, 200)
	for _, j := range jobs.All {
		page.says(t, j.Title)
	}
	page.says(t, "Given up", "it broke", paths.JobDoPath(dead, "retry"), paths.JobDoPath(queued, "cancel"), `sse-connect="`+paths.JobEventsPath(queued)+`"`, "02:00", "never", "with an import")
	if cancel := page.doc(t).Find("[sse-connect] form").Length(); cancel != 0 {
		t.Error("a button stands within what the stream replaces")
	}
	sh.as("manager").get("/jobs").want(t, 200).says(t, "Given up").lacks(t, "Run now", "Cancel the run", paths.JobDoPath(dead, "retry"))
	sh.as("rep").get("/jobs").want(t, 403)
	sh.as("admin").get("/jobs?before=x").want(t, 400)
	sh.as("admin").get("/jobs?over=999").want(t, 200)
}

// The log is paged and narrowed; every run is on one page of it.
func TestJobsLog(t *testing.T) {
	sh := newShop(t)
	for range runs.RunsPerPage + 3 {
		sh.job(store.JobDone)
	}
	seen := map[string]bool{}
	for path := "/jobs"; path != ""; {
		doc := sh.as("manager").get(path).want(t, 200).doc(t)
		links := doc.Find("#runs tbody th a")
		for i := range links.Length() {
			seen[links.Eq(i).AttrOr("href", "")] = true
		}
		path = ""
		if older := doc.Find("nav[aria-label='Pages of the log'] a").Last(); older.Text() == "Older runs" {
			path, _, _ = strings.Cut(older.AttrOr("href", ""), "#")
		}
	}
	if len(seen) != runs.RunsPerPage+3 {
		t.Errorf("the pages show %d runs, want %d", len(seen), runs.RunsPerPage+3)
	}
	sh.as("manager").get("/jobs?job=sweep").want(t, 200).says(t, "No run yet")
}

func TestJobRun(t *testing.T) {
	sh := newShop(t)
	b := sh.as("admin")
	b.post("/jobs/run", "job", "rebuild", "next", "/classifications?smart_type=1").want(t, 303, "/classifications?smart_type=1")
	b.get("/classifications").want(t, 200).says(t, "asked for", "waits for its turn", `sse-connect="/jobs/1/events"`)
	b.post("/jobs/run", "job", "rebuild", "next", "//evil.example").want(t, 303, "/")
	b.get("/jobs").says(t, "under way already")
	if live := len(sh.liveNow()); live != 1 {
		t.Errorf("%d runs are live after two presses", live)
	}
	b.post("/jobs/run", "job", "format-disk").want(t, 400)
	b.post("/jobs/run", "job", "import-apply").want(t, 400)
	sh.as("manager").post("/jobs/run", "job", "rebuild").want(t, 403)
	if n := sh.audited("job.run"); n != 2 {
		t.Errorf("%d entries in the audit log", n)
	}
	// Done, and told: the page it leads to, the page of the run, who moved.
	sh.runJobs()
	b.get("/classifications?smart_type=1&over=1").want(t, 200).says(t, "Graph data and classifications: done in", "written as build 4", "Show the run")
	b.get("/jobs?over=1").want(t, 200).says(t, "done in")
	b.get("/jobs/1").want(t, 200).says(t, "What it did", "Orders read", "admin@shop.example", `href="/classifications/moves?build=4"`)
	b.get("/jobs/1?watch=1").want(t, 200)
}

// liveNow are the runs that wait or are under way.
func (sh *shop) liveNow() (all []store.Job) {
	sh.t.Helper()
	sh.view(func(tx *store.Tx) (err error) {
		all, err = words.LiveJobs(tx)
		return err
	})
	return all
}

func TestJobCancelAndRetry(t *testing.T) {
	onBoth(t, func(t *testing.T, sh *shop) {
		b := sh.as("admin")
		queued, running, dead, done := sh.job(store.JobQueued), sh.job(store.JobRunning), sh.job(store.JobDead), sh.job(store.JobDone)
		state := func(id int64) (j store.Job) {
			sh.view(func(tx *store.Tx) (err error) {
				j, err = tx.Job(id)
				return err
			})
			return j
		}
		b.post(paths.JobDoPath(queued, "cancel"), "form_key", "once").want(t, 303, paths.JobPath(queued))
		b.post(paths.JobDoPath(queued, "cancel"), "form_key", "once").want(t, 303, paths.JobPath(queued))
		b.post(paths.JobDoPath(running, "cancel"), "next", "/jobs").want(t, 303, "/jobs")
		if got := state(queued).State; got != store.JobCancelled {
			t.Errorf("the queued run is %s", got)
		}
		if j := state(running); j.State != store.JobRunning || !j.CancelRequested {
			t.Errorf("the running one is %s, asked to stop: %v", j.State, j.CancelRequested)
		}
		b.get(paths.JobPath(running)).want(t, 200).says(t, "asked to stop").lacks(t, "Cancel the run")
		b.post(paths.JobDoPath(done, "cancel")).want(t, 303)
		b.get("/jobs").says(t, "was over already")
		b.post(paths.JobDoPath(dead, "retry")).want(t, 303)
		b.post(paths.JobDoPath(done, "retry")).want(t, 303)
		if state(dead).State != store.JobQueued || state(done).State != store.JobDone {
			t.Errorf("after retries: %s and %s", state(dead).State, state(done).State)
		}
		if c, r := sh.audited("job.cancel"), sh.audited("job.retry"); c != 2 || r != 1 {
			t.Errorf("%d cancels and %d retries in the audit log", c, r)
		}
		for _, do := range []string{"cancel", "retry"} {
			b.post(paths.JobDoPath(999, do)).want(t, 404)
			sh.as("manager").post(paths.JobDoPath(dead, do)).want(t, 403)
		}
	})
}

// A second run of the same job is under way: the retry says so and changes nothing.
func TestJobRetryBesideATwin(t *testing.T) {
	sh := newShop(t)
	var old int64
	sh.update(func(tx *store.Tx) error {
		id, _, err := runner.Enqueue(tx, "sweep", nil, runner.Clock)
		if err != nil {
			return err
		}
		old = id
		if err := tx.CancelJob(id); err != nil {
			return err
		}
		_, _, err = runner.Enqueue(tx, "sweep", nil, runner.Clock)
		return err
	})
	b := sh.as("admin")
	b.post(paths.JobDoPath(old, "retry")).want(t, 303, paths.JobPath(old))
	b.get("/jobs").says(t, "A run of the same job is under way")
	if n := len(sh.liveNow()); n != 1 {
		t.Errorf("%d runs are live", n)
	}
}

func TestJobPage(t *testing.T) {
	sh := newShop(t)
	dead, queued := sh.job(store.JobDead), sh.job(store.JobQueued)
	sh.as("manager").get(paths.JobPath(dead)).want(t, 200).says(t, "given up after", "it broke", "Attempts").lacks(t, paths.JobDoPath(dead, "retry"))
	sh.as("admin").get(paths.JobPath(dead)).want(t, 200).says(t, paths.JobDoPath(dead, "retry"))
	watched := sh.as("manager").get(paths.JobPath(queued)+"?watch=1").want(t, 200).says(t, "This page refreshes itself", "Stop refreshing").lacks(t, "sse-connect")
	if watched.Header.Get("Refresh") == "" {
		t.Error("the page that is watched does not refresh itself")
	}
	if sh.as("manager").get(paths.JobPath(queued)).want(t, 200).says(t, "sse-connect").Header.Get("Refresh") != "" {
		t.Error("a page with a stream refreshes itself too")
	}
	sh.as("manager").get("/jobs/999").want(t, 404)
	sh.as("manager").get("/jobs/x").want(t, 404)
}

func TestJobProgressWords(t *testing.T) {
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	shop := settings.Shop{Zone: time.UTC}
	tests := []struct {
		name                   string
		job                    store.Job
		rows, rate, left, step string
	}{
		{"waiting", store.Job{State: store.JobQueued}, "", "", "", "waits for its turn"},
		{"tried again", store.Job{State: store.JobQueued, RunAfter: now.Add(time.Minute)}, "", "", "", "failed, and is tried again at 12:01:00"},
		{"begun", store.Job{State: store.JobRunning, StartedAt: now, Note: "reading orders"}, "", "", "", "reading orders"},
		{"half", store.Job{State: store.JobRunning, StartedAt: now.Add(-10 * time.Second), Done: 50_000, Total: 200_000, Note: "reading orders"}, "50,000 of 200,000 rows", "5,000 rows a second", "about 30\u00a0s left", "reading orders"},
		{"unknown end", store.Job{State: store.JobRunning, StartedAt: now.Add(-10 * time.Second), Done: 10}, "10\u00a0rows", "1 rows a second", "", ""},
		{"slower than a row a second", store.Job{State: store.JobRunning, StartedAt: now.Add(-time.Minute), Done: 10, Total: 20}, "10 of 20 rows", "0 rows a second", "", ""},
		{"stopping", store.Job{State: store.JobRunning, StartedAt: now, CancelRequested: true, Note: "x"}, "", "", "", "stops"},
		{"over", store.Job{State: store.JobDone, StartedAt: now.Add(-2 * time.Second), FinishedAt: now, Done: 10, Total: 10}, "10 of 10 rows", "5 rows a second", "", "done"},
	}
	for _, test := range tests {
		p := words.JobProgress(newTestLocale(t), shop, test.job, now)
		if got, want := fmt.Sprint(p.Rows, "|", p.Rate, "|", p.Left, "|", p.Step), fmt.Sprint(test.rows, "|", test.rate, "|", test.left, "|", test.step); got != want {
			t.Errorf("%s: %q, want %q", test.name, got, want)
		}
	}
}

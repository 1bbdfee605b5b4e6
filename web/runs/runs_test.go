package runs_test

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
	"wholesight/web/webtest"
	"wholesight/web/words"
)

func TestJobsPage(t *testing.T) {
	sh := webtest.NewShop(t)
	dead, queued := sh.Job(store.JobDead), sh.Job(store.JobQueued)
	page := sh.As("admin").Get("/jobs").Want(t, 200)
	for _, j := range jobs.All {
		page.Says(t, j.Title)
	}
	page.Says(t, "Given up", "it broke", paths.JobDoPath(dead, "retry"), paths.JobDoPath(queued, "cancel"),
		`sse-connect="`+paths.JobEventsPath(queued)+`"`, "02:00", "never", "with an import")
	if cancel := page.Doc(t).Find("[sse-connect] form").Length(); cancel != 0 {
		t.Error("a button stands within what the stream replaces")
	}
	sh.As("manager").Get("/jobs").Want(t, 200).Says(t, "Given up").Lacks(t, "Run now", "Cancel the run",
		paths.JobDoPath(dead, "retry"))
	sh.As("rep").Get("/jobs").Want(t, 403)
	sh.As("admin").Get("/jobs?before=x").Want(t, 400)
	sh.As("admin").Get("/jobs?over=999").Want(t, 200)
}

// The log is paged and narrowed; every run is on one page of it.
func TestJobsLog(t *testing.T) {
	sh := webtest.NewShop(t)
	for range runs.RunsPerPage + 3 {
		sh.Job(store.JobDone)
	}
	seen := map[string]bool{}
	for path := "/jobs"; path != ""; {
		doc := sh.As("manager").Get(path).Want(t, 200).Doc(t)
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
	sh.As("manager").Get("/jobs?job=sweep").Want(t, 200).Says(t, "No run yet")
}

func TestJobRun(t *testing.T) {
	sh := webtest.NewShop(t)
	b := sh.As("admin")
	b.Post("/jobs/run", "job", "rebuild", "next", "/classifications?smart_type=1").Want(t, 303,
		"/classifications?smart_type=1")
	b.Get("/classifications").Want(t, 200).Says(t, "asked for", "waits for its turn", `sse-connect="/jobs/1/events"`)
	b.Post("/jobs/run", "job", "rebuild", "next", "//evil.example").Want(t, 303, "/")
	b.Get("/jobs").Says(t, "under way already")
	if live := len(liveNow(sh)); live != 1 {
		t.Errorf("%d runs are live after two presses", live)
	}
	b.Post("/jobs/run", "job", "format-disk").Want(t, 400)
	b.Post("/jobs/run", "job", "import-apply").Want(t, 400)
	sh.As("manager").Post("/jobs/run", "job", "rebuild").Want(t, 403)
	if n := sh.Audited("job.run"); n != 2 {
		t.Errorf("%d entries in the audit log", n)
	}
	// Done, and told: the page it leads to, the page of the run, who moved.
	sh.RunJobs()
	b.Get("/classifications?smart_type=1&over=1").Want(t, 200).Says(t, "Graph data and classifications: done in",
		"written as build 4", "Show the run")
	b.Get("/jobs?over=1").Want(t, 200).Says(t, "done in")
	b.Get("/jobs/1").Want(t, 200).Says(t, "What it did", "Orders read", "admin@shop.example",
		`href="/classifications/moves?build=4"`)
	b.Get("/jobs/1?watch=1").Want(t, 200)
}

// liveNow are the runs that wait or are under way.
func liveNow(sh *webtest.Shop) (all []store.Job) {
	sh.T.Helper()
	sh.View(func(tx *store.Tx) (err error) {
		all, err = words.LiveJobs(tx)
		return err
	})
	return all
}

func TestJobCancelAndRetry(t *testing.T) {
	webtest.OnBoth(t, func(t *testing.T, sh *webtest.Shop) {
		b := sh.As("admin")
		queued, running, dead, done := sh.Job(store.JobQueued), sh.Job(store.JobRunning), sh.Job(store.JobDead),
			sh.Job(store.JobDone)
		state := func(id int64) (j store.Job) {
			sh.View(func(tx *store.Tx) (err error) {
				j, err = tx.Job(id)
				return err
			})
			return j
		}
		b.Post(paths.JobDoPath(queued, "cancel"), "form_key", "once").Want(t, 303, paths.JobPath(queued))
		b.Post(paths.JobDoPath(queued, "cancel"), "form_key", "once").Want(t, 303, paths.JobPath(queued))
		b.Post(paths.JobDoPath(running, "cancel"), "next", "/jobs").Want(t, 303, "/jobs")
		if got := state(queued).State; got != store.JobCancelled {
			t.Errorf("the queued run is %s", got)
		}
		if j := state(running); j.State != store.JobRunning || !j.CancelRequested {
			t.Errorf("the running one is %s, asked to stop: %v", j.State, j.CancelRequested)
		}
		b.Get(paths.JobPath(running)).Want(t, 200).Says(t, "asked to stop").Lacks(t, "Cancel the run")
		b.Post(paths.JobDoPath(done, "cancel")).Want(t, 303)
		b.Get("/jobs").Says(t, "was over already")
		b.Post(paths.JobDoPath(dead, "retry")).Want(t, 303)
		b.Post(paths.JobDoPath(done, "retry")).Want(t, 303)
		if state(dead).State != store.JobQueued || state(done).State != store.JobDone {
			t.Errorf("after retries: %s and %s", state(dead).State, state(done).State)
		}
		if c, r := sh.Audited("job.cancel"), sh.Audited("job.retry"); c != 2 || r != 1 {
			t.Errorf("%d cancels and %d retries in the audit log", c, r)
		}
		for _, do := range []string{"cancel", "retry"} {
			b.Post(paths.JobDoPath(999, do)).Want(t, 404)
			sh.As("manager").Post(paths.JobDoPath(dead, do)).Want(t, 403)
		}
	})
}

// A second run of the same job is under way: the retry says so and changes nothing.
func TestJobRetryBesideATwin(t *testing.T) {
	sh := webtest.NewShop(t)
	var old int64
	sh.Update(func(tx *store.Tx) error {
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
	b := sh.As("admin")
	b.Post(paths.JobDoPath(old, "retry")).Want(t, 303, paths.JobPath(old))
	b.Get("/jobs").Says(t, "A run of the same job is under way")
	if n := len(liveNow(sh)); n != 1 {
		t.Errorf("%d runs are live", n)
	}
}

func TestJobPage(t *testing.T) {
	sh := webtest.NewShop(t)
	dead, queued := sh.Job(store.JobDead), sh.Job(store.JobQueued)
	sh.As("manager").Get(paths.JobPath(dead)).Want(t, 200).Says(t, "given up after", "it broke", "Attempts").Lacks(t,
		paths.JobDoPath(dead, "retry"))
	sh.As("admin").Get(paths.JobPath(dead)).Want(t, 200).Says(t, paths.JobDoPath(dead, "retry"))
	watched := sh.As("manager").Get(paths.JobPath(queued)+"?watch=1").Want(t, 200).Says(t, "This page refreshes itself",
		"Stop refreshing").Lacks(t, "sse-connect")
	if watched.Header.Get("Refresh") == "" {
		t.Error("the page that is watched does not refresh itself")
	}
	if sh.As("manager").Get(paths.JobPath(queued)).Want(t, 200).Says(t, "sse-connect").Header.Get("Refresh") != "" {
		t.Error("a page with a stream refreshes itself too")
	}
	sh.As("manager").Get("/jobs/999").Want(t, 404)
	sh.As("manager").Get("/jobs/x").Want(t, 404)
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
		{"tried again", store.Job{State: store.JobQueued, RunAfter: now.Add(time.Minute)}, "", "", "",
			"failed, and is tried again at 12:01:00"},
		{"begun", store.Job{State: store.JobRunning, StartedAt: now, Note: "reading orders"}, "", "", "", "reading orders"},
		{"half", store.Job{State: store.JobRunning, StartedAt: now.Add(-10 * time.Second), Done: 50_000, Total: 200_000,
			Note: "reading orders"}, "50,000 of 200,000 rows", "5,000 rows a second", "about 30\u00a0s left", "reading orders"},
		{"unknown end", store.Job{State: store.JobRunning, StartedAt: now.Add(-10 * time.Second), Done: 10}, "10\u00a0rows",
			"1 rows a second", "", ""},
		{"slower than a row a second", store.Job{State: store.JobRunning, StartedAt: now.Add(-time.Minute), Done: 10,
			Total: 20}, "10 of 20 rows", "0 rows a second", "", ""},
		{"stopping", store.Job{State: store.JobRunning, StartedAt: now, CancelRequested: true, Note: "x"}, "", "", "",
			"stops"},
		{"over", store.Job{State: store.JobDone, StartedAt: now.Add(-2 * time.Second), FinishedAt: now, Done: 10, Total: 10},
			"10 of 10 rows", "5 rows a second", "", "done"},
	}
	for _, test := range tests {
		p := words.JobProgress(webtest.Locale(t), shop, test.job, now)
		if got, want := fmt.Sprint(p.Rows, "|", p.Rate, "|", p.Left, "|", p.Step),
			fmt.Sprint(test.rows, "|", test.rate, "|", test.left, "|", test.step); got != want {
			t.Errorf("%s: %q, want %q", test.name, got, want)
		}
	}
}

package jobs_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"wholesight/jobs"
	"wholesight/jobs/calendar"
	"wholesight/jobs/jobtest"
	"wholesight/jobs/rebuild"
	"wholesight/jobs/runner"
	"wholesight/store"
	"wholesight/store/storetest"
)

func TestJobsRunFromTheQueue(t *testing.T) {
	storetest.EachWithClock(t, func(t *testing.T, db *store.DB, clock *storetest.Clock) {
		jobtest.WorkedExamples(t, db)
		r := jobtest.NewRunner(db, "a", runner.Options{}, jobs.All...)
		var ids []int64
		storetest.Update(t, db, func(tx *store.Tx) error { return runner.EnqueueNightly(tx, runner.Clock) })
		ids = append(ids, jobtest.Enqueue(t, db, "graph", rebuild.Options{AsOf: "2026-11-20"}),
			jobtest.Enqueue(t, db, "labels", nil), jobtest.Enqueue(t, db, "rebuild", rebuild.Options{AsOf: "nonsense"}))
		for jobtest.Step(t, r) {
		}
		last := map[string]store.Job{}
		storetest.View(t, db, func(tx *store.Tx) (err error) {
			last, err = tx.LastRuns()
			return err
		})
		for _, name := range []string{"graph", "labels", "train", "forecasts", "sweep", "audit-check"} {
			if j := last[name]; j.State != store.JobDone {
				t.Errorf("%s is %s: %s", name, j.State, j.Error)
			}
		}
		if j := jobtest.Job(t, db, ids[2]); j.State != store.JobFailed || j.Attempt != 1 ||
			!strings.Contains(j.Error, `"nonsense" is not a day`) {
			t.Errorf("a rebuild as of nonsense is %s after attempt %d: %s", j.State, j.Attempt, j.Error)
		}
		var report rebuild.Report
		if err := json.Unmarshal([]byte(jobtest.Job(t, db, ids[0]).Report), &report); err != nil ||
			report.AsOf != "2026-11-20" || strings.Join(report.Steps, " ") != "graph" {
			t.Errorf("report of graph: %+v, %v", report, err)
		}
		if j := jobtest.Job(t, db, ids[1]); j.Done != j.Total || j.Total == 0 || j.Note != "publishing" {
			t.Errorf("progress of labels: %d of %d, %q", j.Done, j.Total, j.Note)
		}

		// A finished job is kept for a while, and the last of its name for ever.
		clock.Add(91 * 24 * time.Hour)
		jobtest.Enqueue(t, db, "sweep", nil)
		jobtest.Step(t, r)
		storetest.View(t, db, func(tx *store.Tx) error {
			all, err := tx.Jobs(store.JobFilter{Limit: 50})
			got := ""
			for _, j := range all {
				got += j.Name + " "
			}
			if got != "sweep rebuild labels graph audit-check sweep forecasts train " {
				t.Errorf("jobs are %s", got)
			}
			return err
		})
		for _, j := range jobs.All {
			if found, err := jobs.FindJob(j.Name); err != nil || found.Title == "" || found.Deadline == 0 {
				t.Errorf("%s: %+v, %v", j.Name, found, err)
			}
		}
		if _, err := jobs.FindJob("none"); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("a job that there is not: %v", err)
		}
	})
}

func TestTheReportHonoursTheScope(t *testing.T) {
	db := storetest.SQLite(t)
	ids := jobtest.WorkedExamples(t, db)
	var none bytes.Buffer
	if err := rebuild.WriteReport(context.Background(), db, store.Everyone(), &none, nil); !errors.Is(err,
		store.ErrNotFound) || none.Len() != 0 {
		t.Errorf("a report of no build: %v, %q", err, none.String())
	}
	jobtest.Rebuild(t, db, rebuild.Options{})
	day := calendar.Must("2026-11-22")
	for _, asOf := range []*calendar.Day{nil, &day} {
		for scope, want := range map[store.Scope]string{store.OfCustomer(ids["LATE"]): "LATE", {}: "", store.OfRep(1): ""} {
			var b bytes.Buffer
			if err := rebuild.WriteReport(context.Background(), db, scope, &b, asOf); err != nil {
				t.Fatal(err)
			}
			lines := strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
			if want == "" && len(lines) != 1 || want != "" &&
				(len(lines) != 2 || !strings.HasPrefix(lines[1],
					"LATE,LATE,Trade,,2026-11-22,12,4000.00,0.00,,4,0,2026-07-03,142,30.000,4.73,false,,2,5,55.05,Lost,")) {
				t.Errorf("%+v sees %q", scope, lines[1:])
			}
		}
	}
}

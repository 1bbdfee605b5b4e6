package rebuild_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	jobbuilds "wholesight/jobs/builds"
	"wholesight/jobs/classifications"
	"wholesight/jobs/jobtest"
	"wholesight/jobs/rebuild"
	"wholesight/jobs/rules/classify"
	"wholesight/jobs/runner"
	"wholesight/store"
	"wholesight/store/storetest"
)

// A rebuild that is stopped, wherever, leaves the old build live and whole; what it
// had staged is swept.
func TestAFailedRebuildLeavesTheOldOneLive(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		jobtest.WorkedExamples(t, db)
		jobtest.Rebuild(t, db, rebuild.Options{AsOf: "2026-11-01"})
		before := dump(t, db, 1, 4)
		boom := errors.New("boom")
		for stop := 1; ; stop++ {
			n := 0
			w := &runner.Work{DB: db, Log: storetest.Log(), Progress: func(done, total int64, note string) error {
				if done > total {
					t.Errorf("%d of %d rows done", done, total)
				}
				if n++; n == stop {
					return boom
				}
				return nil
			}}
			_, err := rebuild.Run(context.Background(), w, rebuild.Options{})
			if err == nil {
				if stop < 6 {
					t.Errorf("progress was told %d times only", stop-1)
				}
				break
			}
			if !errors.Is(err, boom) {
				t.Fatal(err)
			}
			if after := dump(t, db, 1, 4); after != before {
				t.Fatalf("stopped at %d, readers see another build:\n%s", stop, after)
			}
		}
		if dump(t, db, 1, 4) == before {
			t.Error("the rebuild that was not stopped changed nothing")
		}
		storetest.View(t, db, func(tx *store.Tx) error {
			rows, err := tx.CountBuildRows()
			for build, n := range rows {
				if b, err := tx.Build(build); err != nil || b.State == "abandoned" || b.State == "staging" {
					t.Errorf("%d rows of build %d are left, which is %s, %v", n, build, b.State, err)
				}
			}
			return err
		})
	})
}

// A run that has been cancelled or taken over publishes nothing, however far it is.
func TestAStaleRunDoesNotPublish(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		jobtest.WorkedExamples(t, db)
		w := &runner.Work{DB: db, Log: storetest.Log(), Guard: func(tx *store.Tx) error { return tx.GuardJob(1, 1) }}
		if _, err := rebuild.Run(context.Background(), w, rebuild.Options{}); !errors.Is(err, store.ErrConflict) {
			t.Errorf("a stale run: %v", err)
		}
		storetest.View(t, db, func(tx *store.Tx) error {
			if _, err := tx.Published(store.StepLabels); !errors.Is(err, store.ErrNotFound) {
				t.Errorf("it published: %v", err)
			}
			return nil
		})
	})
}

// Another rebuild is published, or an import, while one is under way: the slower
// begins anew, so that history follows what was published and no half of an import
// is counted.
func TestARebuildThatIsOvertakenBeginsAnew(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ids := jobtest.WorkedExamples(t, db)
		for at, what := range []func(){
			func() { jobtest.Rebuild(t, db, rebuild.Options{}) },
			func() { storetest.AddOrders(t, db, jobtest.Sale("NEW", ids["NEVER"], "2026-11-19", 123_400)) },
		} {
			done := false
			w := &runner.Work{DB: db, Log: storetest.Log(), Progress: func(_, _ int64, note string) error {
				if !done && (note == "publishing" || at == 1) {
					done = true
					what()
				}
				return nil
			}}
			report, err := rebuild.Run(context.Background(), w, rebuild.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if at == 0 && report.Moved != 0 {
				t.Errorf("the same moves were written twice: %+v", report)
			}
		}
		last := jobtest.Rebuild(t, db, rebuild.Options{})
		storetest.View(t, db, func(tx *store.Tx) error {
			for id := int64(1); id <= last.Build; id++ {
				b, err := tx.Build(id)
				if err != nil {
					return err
				}
				if b.State == "staging" || b.State == "published" && id != last.Build {
					t.Errorf("build %d is %s", id, b.State)
				}
				if b.State != "abandoned" && b.Orders != 22 && b.Orders != 23 {
					t.Errorf("build %d read %d orders", id, b.Orders)
				}
			}
			history, err := tx.LabelHistory(store.Everyone(), ids["NEVER"], 100)
			var got []string
			for _, h := range history {
				got = append(got, fmt.Sprintf("%s %d→%d", classify.Types[h.Type], h.From, h.To))
			}
			if want := "risk 0→1|revenue_rank 0→6|revenue_share 0→9|orders 10→11|orders 0→10"; strings.Join(got, "|") != want {
				t.Errorf("history is %v, want %s", got, want)
			}
			return err
		})
	})
}

func TestHistory(t *testing.T) {
	db := storetest.SQLite(t)
	ids := jobtest.WorkedExamples(t, db)
	var before rebuild.Report
	for _, c := range []struct {
		asOf    string
		history bool
		moved   bool
	}{
		{"2026-11-01", true, true},
		{"2026-06-15", false, false}, // a look back writes none
		{"2026-11-01", true, false},  // and coming forward again is no move
		{"2026-11-22", true, true},
		{"2026-11-21", false, false},
		{"2026-11-22", true, false},
	} {
		before = jobtest.Rebuild(t, db, rebuild.Options{AsOf: c.asOf})
		if before.History != c.history || before.Moved > 0 != c.moved {
			t.Errorf("as of %s: history %v, %d moved", c.asOf, before.History, before.Moved)
		}
	}
	// A customer who is no longer active loses its labels, and a deleted
	// classification is lost by those who had it.
	storetest.Update(t, db, func(tx *store.Tx) error {
		all, err := tx.CustomersByCode(store.Everyone(), []string{"LATE"})
		if err != nil {
			return err
		}
		all["LATE"].Active = false
		rows, err := tx.Classifications(all["LATE"].SmartTypeID)
		if err != nil {
			return err
		}
		for _, c := range classifications.Group(rows, classify.Orders) {
			if c.Title == "Some" {
				_, err = jobtest.DeleteClassification(tx, jobtest.Tester, c)
			}
		}
		return errors.Join(err, tx.UpdateCustomer(all["LATE"]))
	})
	report := jobtest.Rebuild(t, db, rebuild.Options{})
	lost := map[string]int64{}
	for _, m := range report.Moves {
		if m.To == "" {
			lost[m.Type+" "+m.From] += m.Customers
		}
	}
	if lost["orders Some"] != 5 || lost["risk Lost"] != 1 {
		t.Errorf("lost labels: %v", lost)
	}
	storetest.View(t, db, func(tx *store.Tx) error {
		all, err := tx.MovedCustomers(store.Everyone(), report.Build, store.MovedFilter{Limit: 100})
		var paged []store.Moved
		for f := (store.MovedFilter{Limit: 2}); ; {
			page, err := tx.MovedCustomers(store.Everyone(), report.Build, f)
			if err != nil {
				return err
			}
			if len(page) == 0 {
				break
			}
			paged = append(paged, page...)
			f.After = &page[len(page)-1]
		}
		if fmt.Sprint(paged) != fmt.Sprint(all) || int64(len(all)) != report.Moved {
			t.Errorf("pages of who moved: %v\nall: %v (%d)", paged, all, report.Moved)
		}
		one, err2 := tx.MovedCustomers(store.OfCustomer(ids["LATE"]), report.Build, store.MovedFilter{Limit: 100})
		for _, m := range one {
			if m.Code != "LATE" {
				t.Errorf("%s is seen by another customer", m.Code)
			}
		}
		some, err3 := tx.MovedCustomers(store.Everyone(), report.Build,
			store.MovedFilter{Limit: 100, Move: &store.Move{Type: one[0].Type, From: one[0].From, To: one[0].To}})
		if len(some) != 1 || some[0].Code != "LATE" {
			t.Errorf("one move is made by %v", some)
		}
		return errors.Join(err, err2, err3)
	})
}

// The build before stays for those who still page through it, older ones go.
func TestOldBuildsAreSwept(t *testing.T) {
	db, clock := storetest.SQLiteWithClock(t)
	jobtest.WorkedExamples(t, db)
	var builds []int64
	for range 4 {
		builds = append(builds, jobtest.Rebuild(t, db, rebuild.Options{}).Build)
	}
	left := func() map[int64]int64 {
		var rows map[int64]int64
		storetest.View(t, db, func(tx *store.Tx) (err error) {
			rows, err = tx.CountBuildRows()
			return err
		})
		return rows
	}
	if rows := left(); len(rows) != 3 || rows[builds[0]] == 0 || rows[builds[2]] == 0 || rows[builds[3]] == 0 {
		t.Errorf("rows by build %v; want of the first (its label changes), %d and %d", rows, builds[2], builds[3])
	}
	var stale int64
	storetest.Update(t, db, func(tx *store.Tx) (err error) { // a process that is killed while it stages
		if stale, err = tx.BeginBuild(store.Build{Steps: "labels", StartedAt: tx.Now}); err != nil {
			return err
		}
		return errors.Join(tx.StageScores(stale, []store.Score{{CustomerID: 1, SmartTypeID: 1}}),
			tx.StageChanges(stale, []store.LabelChange{{CustomerID: 1, Type: 5, To: 1}}),
			tx.StageSeries(stale, []store.CustomerSeries{{CustomerID: 1, Points: []store.SeriesPoint{{}}}}))
	})
	for _, c := range []struct {
		wait time.Duration
		rows int64
	}{{time.Minute, 3}, {10 * time.Minute, 0}} {
		clock.Add(c.wait)
		if _, err := jobbuilds.Sweep(context.Background(), &runner.Work{DB: db, Log: storetest.Log()}); err != nil {
			t.Fatal(err)
		}
		if rows := left(); rows[stale] != c.rows {
			t.Errorf("after %v: %d rows of the killed process's build, want %d", c.wait, rows[stale], c.rows)
		}
	}
	err := db.Update(context.Background(), func(tx *store.Tx) error {
		return tx.StageScores(stale, []store.Score{{CustomerID: 2}})
	})
	if !errors.Is(err, store.ErrConflict) {
		t.Errorf("a build that was given up took rows: %v", err)
	}
}

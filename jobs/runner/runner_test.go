package runner_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"wholesight/jobs"
	"wholesight/jobs/jobtest"
	"wholesight/jobs/runner"
	"wholesight/store"
	"wholesight/store/storetest"
)

func TestEveryJobRunsOnceAmongEightWorkers(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		const workers, count = 8, 300
		for i := range count {
			jobtest.Enqueue(t, db, "count", map[string]int{"n": i})
		}
		var mu sync.Mutex
		ran := map[string]int{}
		ctx, stop := context.WithCancel(context.Background())
		var left sync.WaitGroup
		left.Add(count)
		count1 := runner.Job{Name: "count", Run: func(ctx context.Context, w *runner.Work) error {
			mu.Lock()
			defer mu.Unlock()
			if ran[string(w.Args)]++; ran[string(w.Args)] == 1 {
				left.Done()
			}
			return nil
		}}
		var wg sync.WaitGroup
		for i := range workers {
			r := jobtest.NewRunner(db, fmt.Sprintf("worker %d", i), runner.Options{}, count1)
			wg.Go(func() { _ = r.Run(ctx) })
		}
		left.Wait()
		stop()
		wg.Wait()
		if len(ran) != count {
			t.Errorf("%d jobs ran, want %d", len(ran), count)
		}
		for args, n := range ran {
			if n != 1 {
				t.Errorf("job %s ran %d times", args, n)
			}
		}
		storetest.View(t, db, func(tx *store.Tx) error {
			bad, err := tx.Jobs(store.JobFilter{States: []store.JobState{store.JobQueued, store.JobRunning, store.JobFailed,
				store.JobCancelled, store.JobDead}, Limit: 200})
			for _, j := range bad {
				t.Errorf("job %d is %s after attempt %d: %s", j.ID, j.State, j.Attempt, j.Error)
			}
			return err
		})
	})
}

func TestASecondPressJoinsTheFirst(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		first := jobtest.Enqueue(t, db, "work", nil)
		storetest.Update(t, db, func(tx *store.Tx) error {
			id, joined, err := runner.Enqueue(tx, "work", nil, jobtest.Tester)
			if id != first || !joined {
				t.Errorf("second press: job %d, joined %v; want job %d", id, joined, first)
			}
			other, joined, err2 := runner.Enqueue(tx, "work", map[string]int{"import": 7}, jobtest.Tester)
			if other == first || joined {
				t.Errorf("other arguments: job %d, joined %v", other, joined)
			}
			return errors.Join(err, err2)
		})
		boom := errors.New("boom")
		if err := db.Update(context.Background(), func(tx *store.Tx) error {
			if _, _, err := runner.Enqueue(tx, "undone", nil, jobtest.Tester); err != nil {
				return err
			}
			return boom
		}); !errors.Is(err, boom) {
			t.Fatal(err)
		}
		storetest.View(t, db, func(tx *store.Tx) error {
			all, err := tx.Jobs(store.JobFilter{Limit: 10})
			if len(all) != 2 {
				t.Errorf("%d jobs, want 2: %v", len(all), all)
			}
			return err
		})
	})
}

// What changes while a job runs may have come too late for it: the job is run once
// more, and once only.
func TestAFollowUpRunsAfterTheRunUnderWay(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		var runs int
		work := runner.Job{Name: "work", Run: func(ctx context.Context, w *runner.Work) error {
			if runs++; runs > 1 {
				return nil
			}
			return w.DB.Update(ctx, func(tx *store.Tx) error {
				for range 3 {
					if _, joined, err := runner.EnqueueFollowUp(tx, "work", nil, jobtest.Tester); err != nil || !joined {
						return fmt.Errorf("joined %v: %w", joined, err)
					}
				}
				return nil
			})
		}}
		r := jobtest.NewRunner(db, "a", runner.Options{}, work)
		jobtest.Enqueue(t, db, "work", nil)
		storetest.Update(t, db, func(tx *store.Tx) error { // queued still: the one run will see it
			_, joined, err := runner.EnqueueFollowUp(tx, "work", nil, jobtest.Tester)
			if !joined {
				t.Error("a queued job was not joined")
			}
			return err
		})
		for jobtest.Step(t, r) {
		}
		if runs != 2 {
			t.Errorf("%d runs, want 2", runs)
		}
	})
}

func TestAJobWhoseProcessIsGoneIsTakenOver(t *testing.T) {
	storetest.EachWithClock(t, func(t *testing.T, db *store.DB, clock *storetest.Clock) {
		id := jobtest.Enqueue(t, db, "write", nil)
		began, goOn := make(chan struct{}), make(chan struct{})
		write := func(w *runner.Work, value string) error {
			return w.DB.Update(context.Background(), func(tx *store.Tx) error {
				if err := tx.SaveSetting("effect", value); err != nil {
					return err
				}
				return w.Check(tx)
			})
		}
		stale := errors.New("not yet")
		slow := jobtest.NewRunner(db, "slow", runner.Options{Lease: time.Minute},
			runner.Job{Name: "write", Run: func(ctx context.Context, w *runner.Work) error {
				close(began)
				<-goOn // asleep for longer than its lease
				stale = write(w, "stale")
				return w.Progress(1, 2, "still here")
			}})
		quick := jobtest.NewRunner(db, "quick", runner.Options{},
			runner.Job{Name: "write", Run: func(ctx context.Context, w *runner.Work) error {
				return write(w, "fresh")
			}})
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			if found, err := slow.Step(context.Background()); !found || err != nil {
				t.Errorf("the slow worker: %v, %v", found, err)
			}
		}()
		<-began
		if jobtest.Step(t, quick) {
			t.Fatal("a job under lease was claimed")
		}
		clock.Add(61 * time.Second)
		if !jobtest.Step(t, quick) {
			t.Fatal("an orphan was not taken over")
		}
		close(goOn)
		<-ended
		if !errors.Is(stale, store.ErrConflict) {
			t.Errorf("the stale attempt wrote: %v", stale)
		}
		got := jobtest.Job(t, db, id)
		if got.State != store.JobDone || got.Attempt != 2 || got.Failures != 1 || got.Note != "" {
			t.Errorf("job is %s after attempt %d with %d failures, note %q", got.State, got.Attempt, got.Failures, got.Note)
		}
		storetest.View(t, db, func(tx *store.Tx) error {
			v, err := tx.Setting("effect")
			if v != "fresh" {
				t.Errorf("effect is %q", v)
			}
			return err
		})
		for _, err := range []error{
			db.Update(context.Background(), func(tx *store.Tx) error { return tx.GuardJob(id, 1) }),
			db.Update(context.Background(), func(tx *store.Tx) error {
				return tx.EndJob(id, 1, store.JobEnd{State: store.JobFailed})
			}),
			db.Update(context.Background(), func(tx *store.Tx) error {
				_, err := tx.BeatJob(id, 1, time.Minute, 0, 0, "")
				return err
			}),
		} {
			if !errors.Is(err, store.ErrConflict) {
				t.Errorf("a stale attempt was not refused: %v", err)
			}
		}
	})
}

func TestAServerAloneTakesOrphansAtOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		id := jobtest.Enqueue(t, db, "work", nil)
		storetest.Update(t, db, func(tx *store.Tx) error { // a process that is then killed
			_, err := tx.ClaimJob("killed", []string{"work"}, time.Hour)
			return err
		})
		ctx, stop := context.WithCancel(context.Background())
		defer stop()
		r := jobtest.NewRunner(db, "next", runner.Options{Alone: true},
			runner.Job{Name: "work", Run: func(ctx context.Context, w *runner.Work) error {
				stop()
				return nil
			}})
		if err := r.Run(ctx); err != nil {
			t.Fatal(err)
		}
		if got := jobtest.Job(t, db, id); got.State != store.JobDone || got.Attempt != 2 {
			t.Errorf("job is %s after attempt %d", got.State, got.Attempt)
		}
	})
}

func TestAJobThatKillsEveryProcessIsDeadInTheEnd(t *testing.T) {
	db, clock := storetest.SQLiteWithClock(t)
	id := jobtest.Enqueue(t, db, "work", nil)
	claims := 0
	for range 10 {
		err := db.Update(context.Background(), func(tx *store.Tx) error {
			_, err := tx.ClaimJob("killed", []string{"work"}, time.Minute)
			if errors.Is(err, store.ErrNotFound) {
				return nil
			}
			if err == nil {
				claims++
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		clock.Add(2 * time.Minute)
	}
	if got := jobtest.Job(t, db, id); got.State != store.JobDead || claims != store.MaxFailures || got.Error == "" {
		t.Errorf("job is %s after %d claims: %s", got.State, claims, got.Error)
	}
}

func TestAFailingJobIsDeadAfterFiveAndMayBeRetried(t *testing.T) {
	db, clock := storetest.SQLiteWithClock(t)
	fails := true
	var pauses []int
	r := jobtest.NewRunner(db, "a", runner.Options{Backoff: func(failures int) time.Duration {
		pauses = append(pauses, failures)
		return time.Minute
	}}, runner.Job{Name: "work", Run: func(ctx context.Context, w *runner.Work) error {
		if fails {
			return errors.New("the disk is full")
		}
		w.Report = map[string]int{"rows": 3}
		return nil
	}})
	id := jobtest.Enqueue(t, db, "work", nil)
	for n := 1; n <= 5; n++ {
		if !jobtest.Step(t, r) {
			t.Fatalf("attempt %d was not made", n)
		}
		if jobtest.Step(t, r) {
			t.Fatalf("attempt %d came without a pause", n+1)
		}
		clock.Add(time.Minute)
	}
	got := jobtest.Job(t, db, id)
	if got.State != store.JobDead || got.Attempt != 5 || got.Error != "the disk is full" || len(pauses) != 4 {
		t.Fatalf("job is %s after attempt %d: %q; pauses %v", got.State, got.Attempt, got.Error, pauses)
	}
	fails = false
	storetest.Update(t, db, func(tx *store.Tx) error { return tx.RetryJob(id) })
	if !jobtest.Step(t, r) {
		t.Fatal("a retried job was not run")
	}
	if got = jobtest.Job(t, db, id); got.State != store.JobDone || got.Report != `{"rows":3}` || got.Error != "" {
		t.Errorf("job is %s with report %s, error %q", got.State, got.Report, got.Error)
	}
	if err := db.Update(context.Background(), func(tx *store.Tx) error { return tx.RetryJob(id) }); !errors.Is(err,
		store.ErrConflict) {
		t.Errorf("a job that is done was retried: %v", err)
	}
}

func TestHowAnAttemptEnds(t *testing.T) {
	db := storetest.SQLite(t)
	for name, c := range map[string]struct {
		deadline time.Duration
		run      func(context.Context, *runner.Work) error
		state    store.JobState
		error    string
	}{
		"permanent": {run: func(context.Context, *runner.Work) error {
			return fmt.Errorf("file: %w", runner.Permanent(errors.New("not text")))
		}, state: store.JobFailed, error: "not text"},
		"panic": {run: func(context.Context, *runner.Work) error { panic("secret detail") }, state: store.JobQueued,
			error: "internal error"},
		"deadline": {deadline: time.Millisecond, run: func(ctx context.Context, w *runner.Work) error {
			<-ctx.Done()
			return w.Progress(0, 0, "")
		}, state: store.JobQueued, error: "longer than it may"},
		"deaf": {deadline: time.Millisecond, run: func(context.Context, *runner.Work) error { select {} },
			state: store.JobQueued, error: "longer than it may"},
	} {
		r := jobtest.NewRunner(db, "a", runner.Options{Grace: 20 * time.Millisecond},
			runner.Job{Name: name, Deadline: c.deadline, Run: c.run})
		id := jobtest.Enqueue(t, db, name, nil)
		jobtest.Step(t, r)
		got := jobtest.Job(t, db, id)
		if got.State != c.state || !strings.Contains(got.Error, c.error) || strings.Contains(got.Error, "secret") ||
			got.Failures != 1 {
			t.Errorf("%s: %s with error %q and %d failures", name, got.State, got.Error, got.Failures)
		}
	}
}

func TestCancel(t *testing.T) {
	db := storetest.SQLite(t)
	began := make(chan struct{})
	var seen error
	r := jobtest.NewRunner(db, "a", runner.Options{Lease: 20 * time.Millisecond},
		runner.Job{Name: "work", Run: func(ctx context.Context, w *runner.Work) error {
			if err := w.Progress(3, 10, "counting"); err != nil {
				return err
			}
			close(began)
			<-ctx.Done()
			seen = w.DB.Update(context.Background(), func(tx *store.Tx) error { return w.Check(tx) })
			return w.Progress(4, 10, "counting")
		}})
	id := jobtest.Enqueue(t, db, "work", nil)
	ended := make(chan bool)
	go func() { ended <- jobtest.Step(t, r) }()
	<-began
	if got := jobtest.Job(t, db, id); got.State != store.JobRunning || got.Done != 3 || got.Total != 10 ||
		got.Note != "counting" {
		t.Errorf("under way: %s, %d of %d, %q", got.State, got.Done, got.Total, got.Note)
	}
	storetest.Update(t, db, func(tx *store.Tx) error { return tx.CancelJob(id) })
	<-ended
	if got := jobtest.Job(t, db, id); got.State != store.JobCancelled || got.FinishedAt.IsZero() {
		t.Errorf("cancelled while running: %s", got.State)
	}
	if !errors.Is(seen, store.ErrConflict) {
		t.Errorf("a cancelled run may still publish: %v", seen)
	}
	id = jobtest.Enqueue(t, db, "work", nil)
	storetest.Update(t, db, func(tx *store.Tx) error { return tx.CancelJob(id) })
	if got := jobtest.Job(t, db, id); got.State != store.JobCancelled || jobtest.Step(t, r) {
		t.Errorf("cancelled while queued: %s", got.State)
	}
	if err := db.Update(context.Background(), func(tx *store.Tx) error { return tx.CancelJob(id) }); !errors.Is(err,
		store.ErrConflict) {
		t.Errorf("cancelled twice: %v", err)
	}
}

func TestStopping(t *testing.T) {
	db := storetest.SQLite(t)
	for _, c := range []struct {
		name  string
		wait  time.Duration
		run   func(ctx context.Context) error
		state store.JobState
	}{
		{"finishes", time.Minute, func(context.Context) error { return nil }, store.JobDone},
		{"goes-on", time.Millisecond, func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() }, store.JobQueued},
	} {
		ctx, stop := context.WithCancel(context.Background())
		r := jobtest.NewRunner(db, "a", runner.Options{StopWait: c.wait},
			runner.Job{Name: c.name, Run: func(ctx context.Context, w *runner.Work) error {
				stop()
				return c.run(ctx)
			}})
		id := jobtest.Enqueue(t, db, c.name, nil)
		if err := r.Run(ctx); err != nil {
			t.Fatal(err)
		}
		if got := jobtest.Job(t, db, id); got.State != c.state || got.Failures != 0 {
			t.Errorf("%s: %s with %d failures", c.name, got.State, got.Failures)
		}
	}
}

func TestTwoJobsOfOneNameAreAMistake(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("two jobs of one name were accepted")
		}
	}()
	runner.New(nil, storetest.Log(), runner.Options{Jobs: append(jobs.All, jobs.All[0])})
}

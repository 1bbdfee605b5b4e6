package jobtest

import (
	"context"
	"testing"
	"time"

	"wholesight/jobs/runner"
	"wholesight/store"
	"wholesight/store/storetest"
)

var Tester = store.Actor{Name: "tester"}

// NewRunner is a Runner that does not make a test wait.
func NewRunner(db *store.DB, name string, opt runner.Options, all ...runner.Job) *runner.Runner {
	opt.Worker, opt.Jobs = name, all
	opt.Poll = time.Millisecond
	if opt.Backoff == nil {
		opt.Backoff = func(int) time.Duration { return 0 }
	}
	return runner.New(db, storetest.Log(), opt)
}

func Enqueue(t *testing.T, db *store.DB, name string, args any) int64 {
	t.Helper()
	var id int64
	storetest.Update(t, db, func(tx *store.Tx) (err error) {
		id, _, err = runner.Enqueue(tx, name, args, Tester)
		return err
	})
	return id
}

func Job(t *testing.T, db *store.DB, id int64) store.Job {
	t.Helper()
	var j store.Job
	storetest.View(t, db, func(tx *store.Tx) (err error) {
		j, err = tx.Job(id)
		return err
	})
	return j
}

func Step(t *testing.T, r *runner.Runner) bool {
	t.Helper()
	found, err := r.Step(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return found
}

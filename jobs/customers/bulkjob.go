package customers

import (
	"context"
	"encoding/json"
	"time"

	"wholesight/jobs/builds"
	"wholesight/jobs/kit"
	"wholesight/jobs/runner"
	"wholesight/store"
)

// BulkJob works off bulk actions of many customers.
var BulkJob = runner.Job{Name: bulkJobName, Title: "Change many customers", Deadline: time.Hour, Run: runBulkJob}

// runBulkJob does the steps of a bulk action, each in a short transaction that also
// says how far it is: a run that is killed and tried again goes on where it was.
func runBulkJob(ctx context.Context, w *runner.Work) error {
	var args bulkArgs
	if err := json.Unmarshal(w.Args, &args); err != nil {
		return runner.Permanent(err)
	}
	for {
		var b store.Bulk
		if err := w.DB.Update(ctx, func(tx *store.Tx) (err error) {
			if err := w.Check(tx); err != nil {
				return err
			}
			if b, err = tx.Bulk(args.Bulk); err != nil || b.Stopped || b.Done == len(b.Customers) {
				return err
			}
			return bulkStep(tx, &b)
		}); err != nil {
			return err
		}
		r, err := bulkResult(b)
		if err != nil {
			return err
		}
		w.Report = r
		if b.Stopped || b.Done == len(b.Customers) {
			return nil
		}
		if err := w.Tell(int64(b.Done), int64(len(b.Customers)), "changing customers"); err != nil {
			return err
		}
		runner.Pause(ctx, builds.StagePause)
	}
}

// UndoBulkAction is the way back from RunBulk. What has not been done yet is left
// undone; whom somebody has changed since stay as they are, and are named. Many
// customers are put back by a job.
func UndoBulkAction(tx *store.Tx, by store.Actor, data []byte) error {
	var args bulkArgs
	if err := json.Unmarshal(data, &args); err != nil {
		return err
	}
	if err := tx.StopBulk(args.Bulk); err != nil {
		return err
	}
	changes, err := tx.BulkChanges(args.Bulk)
	if err != nil || len(changes) == 0 {
		return err
	}
	ids := make([]int64, len(changes))
	for i, c := range changes {
		ids[i] = c.CustomerID
	}
	r, err := beginBulk(tx, by, BulkAction{Kind: bulkBack, Of: args.Bulk}, ids)
	switch {
	case err != nil:
		return err
	case r.Job == 0 && r.Changed == 0:
		return store.ErrConflict // nobody is as the action left them
	case r.Job != 0 || len(r.Skipped) > 0:
		return &kit.PartlyUndone{Words: r.Words()}
	}
	return nil
}

package runner

import (
	"context"
	"errors"
	"time"

	"wholesight/store"
)

// progressEvery is how often progress is stored: often enough to look alive, far
// too seldom to be felt by those who write.
const progressEvery = 250 * time.Millisecond

// progress is Work.Progress: it remembers, stores now and then, and tells the job
// when it is to stop.
func (a *attempt) progress(done, total int64, note string) error {
	if a.ctx.Err() != nil {
		return context.Cause(a.ctx)
	}
	a.mu.Lock()
	due := note != a.note || time.Since(a.told) >= progressEvery
	a.done, a.total, a.note = done, total, note
	if due {
		a.told = time.Now()
	}
	a.mu.Unlock()
	if due {
		a.beat()
	}
	return context.Cause(a.ctx)
}

// beat prolongs the lease and stores the progress. It cancels the run when a
// person has asked for that, or another attempt has begun. Any other error is
// logged and left to the next beat: the lease is many beats long.
func (a *attempt) beat() {
	a.mu.Lock()
	done, total, note := a.done, a.total, a.note
	a.mu.Unlock()
	var cancel bool
	err := a.r.db.Update(a.ctx, func(tx *store.Tx) (err error) {
		cancel, err = tx.BeatJob(a.row.ID, a.row.Attempt, a.r.opt.Lease, done, total, note)
		return err
	})
	switch {
	case errors.Is(err, store.ErrConflict):
		a.cancel(errLost)
	case err != nil && a.ctx.Err() == nil:
		a.r.logError("heartbeat", err)
	case cancel:
		a.cancel(errCancelled)
	}
}

// watch waits for the job to end, beating all the while, and cancels it when its
// deadline has come or the server stops. A job that does not stop when cancelled
// is given up after Grace: it may run on, but can no longer write anything that
// asks Guard, and does not hold up the others.
func (a *attempt) watch(stop context.Context, ended <-chan error) error {
	beat := time.NewTicker(max(a.r.opt.Lease/4, time.Millisecond))
	defer beat.Stop()
	deadline := make(<-chan time.Time)
	if d := a.r.jobs[a.row.Name].Deadline; d > 0 {
		deadline = time.After(d)
	}
	stopping, cancelled := stop.Done(), a.ctx.Done()
	var stopped, over <-chan time.Time
	for {
		select {
		case err := <-ended:
			a.flush(err)
			return err
		case <-beat.C:
			a.beat()
		case <-deadline:
			a.cancel(errDeadline)
		case <-stopping:
			stopping, stopped = nil, time.After(a.r.opt.StopWait)
		case <-stopped:
			a.cancel(errStopping)
		case <-cancelled:
			cancelled, over = nil, time.After(a.r.opt.Grace)
		case <-over:
			return errors.Join(context.Cause(a.ctx), errors.New("it did not stop when asked to"))
		}
	}
}

// flush stores the last progress of a run that went well, so that its row reads
// complete.
func (a *attempt) flush(err error) {
	if err == nil && a.ctx.Err() == nil {
		a.beat()
	}
}

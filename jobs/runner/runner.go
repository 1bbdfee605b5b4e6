package runner

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"runtime/debug"
	"sync"
	"time"

	"wholesight/store"
)

// Options of New; the zero value of every field but Worker and Jobs
// means its default.
type Options struct {
	Worker string // names the process, for the jobs page
	Jobs   []Job  // what it can run: All
	Alone  bool   // no other process has workers on this database: orphans are taken over at once

	Poll     time.Duration                    // how often it looks for work: 500 ms
	Lease    time.Duration                    // how long an attempt is left alone without a heartbeat: 60 s
	StopWait time.Duration                    // how long a running job may go on once Run's context ends: 20 s
	Grace    time.Duration                    // how long a cancelled job may take to stop: 30 s
	Backoff  func(failures int) time.Duration // the pause before the next attempt
}

// Runner claims jobs and runs them, one at a time: they are heavy, and two would
// only halve each other's speed. Any number of Runners, in one process or several,
// share a database. A job's states:
//
//	queued → running → done
//	            ├────→ queued     it failed, or its process stopped: tried again after a pause
//	            ├────→ dead       it failed for the fifth time
//	            ├────→ failed     it failed with Permanent: trying again would not help
//	            └────→ cancelled  a person asked for it
//
// An attempt holds a lease that a heartbeat prolongs. When the process goes away
// the lease ends and another Runner begins the next attempt; the one before, should
// it still live, can no longer write: Progress, Guard and the end of the job ask
// for the attempt's number.
type Runner struct {
	db    *store.DB
	log   *slog.Logger
	opt   Options
	jobs  map[string]Job
	names []string
}

// New is a Runner. Two jobs of one name are a programmer's mistake: it panics.
func New(db *store.DB, log *slog.Logger, opt Options) *Runner {
	or := func(d *time.Duration, value time.Duration) {
		if *d <= 0 {
			*d = value
		}
	}
	or(&opt.Poll, 500*time.Millisecond)
	or(&opt.Lease, time.Minute)
	or(&opt.StopWait, 20*time.Second)
	or(&opt.Grace, 30*time.Second)
	if opt.Backoff == nil {
		opt.Backoff = backoff
	}
	r := &Runner{db: db, log: log, opt: opt, jobs: map[string]Job{}}
	for _, j := range opt.Jobs {
		if _, twice := r.jobs[j.Name]; twice {
			panic("jobs: two jobs are named " + j.Name)
		}
		r.jobs[j.Name] = j
		r.names = append(r.names, j.Name)
	}
	return r
}

// backoff is 5 s, 20 s, 80 s, 320 s, each ± a quarter so that jobs that failed
// together do not come back together.
func backoff(failures int) time.Duration {
	pause := 5 * time.Second << (2 * min(failures-1, 5))
	return pause*3/4 + rand.N(pause/2)
}

// Permanent marks an error that another attempt would meet again (a bad file, a
// setting that makes no sense): the job is not retried.
func Permanent(err error) error {
	if err == nil {
		return nil
	}
	return permanent{err}
}

type permanent struct{ error }

func (p permanent) Unwrap() error { return p.error }

// Why a run's context was cancelled.
var (
	errCancelled = errors.New("cancelled")
	errLost      = errors.New("another attempt has taken over")
	errStopping  = errors.New("the server is stopping")
	errDeadline  = errors.New("it took longer than it may")
)

// Run claims and runs jobs until ctx ends. Then it claims no more, lets the job
// under way go on for StopWait, cancels it and puts it back into the queue. It
// returns nil; what goes wrong with the database meanwhile is logged and tried
// again, because a server's jobs must survive its database's bad minute.
func (r *Runner) Run(ctx context.Context) error {
	if r.opt.Alone {
		r.logError("free orphaned jobs", r.db.Update(ctx, func(tx *store.Tx) error {
			n, err := tx.FreeJobs()
			if n > 0 {
				r.log.Info("jobs were under way when the last server ended", "jobs", n)
			}
			return err
		}))
	}
	for ctx.Err() == nil {
		found, err := r.Step(ctx)
		if err != nil && ctx.Err() == nil {
			r.logError("claim a job", err)
		}
		if found && err == nil {
			continue
		}
		Pause(ctx, r.opt.Poll)
	}
	return nil
}

// Pause waits, or until ctx ends.
func Pause(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}

// Step claims one job, if there is one, and runs it to its end. It returns whether
// there was one.
func (r *Runner) Step(ctx context.Context) (found bool, err error) {
	if err := r.db.View(ctx, func(tx *store.Tx) (err error) {
		found, err = tx.Claimable(r.names)
		return err
	}); err != nil || !found {
		return false, err
	}
	var row store.Job
	err = r.db.Update(ctx, func(tx *store.Tx) (err error) {
		row, err = tx.ClaimJob(r.opt.Worker, r.names, r.opt.Lease)
		if errors.Is(err, store.ErrNotFound) {
			row = store.Job{} // somebody was quicker, or there was only one to give up
			return nil
		}
		return err
	})
	if err != nil || row.ID == 0 {
		return false, err
	}
	return true, r.run(ctx, row)
}

// run is one attempt: it starts the job, watches over it, and stores how it ended.
func (r *Runner) run(ctx context.Context, row store.Job) error {
	a := newAttempt(r, row)
	log := r.log.With("job", row.Name, "id", row.ID, "attempt", row.Attempt)
	log.Info("job begins")
	ended := make(chan error, 1)
	go func() { ended <- a.safely(r.jobs[row.Name], log) }()
	err := a.watch(ctx, ended)
	a.cancel(nil)

	// The end is stored whatever has been cancelled: it must not be lost.
	end := a.end(err)
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 30*time.Second)
	defer cancel()
	stored := r.db.Update(ctx, func(tx *store.Tx) error {
		if end.State == store.JobQueued {
			end.RunAfter = tx.Now.Add(a.again)
		}
		return tx.EndJob(row.ID, row.Attempt, end)
	})
	switch {
	case errors.Is(stored, store.ErrConflict):
		log.Warn("job was taken over", "error", err)
		return nil
	case stored != nil:
		return stored
	case end.State == store.JobDone:
		log.Info("job done")
	default:
		log.Warn("job ends", "state", end.State, "error", err)
	}
	return nil
}

func (r *Runner) logError(doing string, err error) {
	if err != nil {
		r.log.Error(doing, "error", err)
	}
}

// attempt is one run of one job.
type attempt struct {
	r      *Runner
	row    store.Job
	ctx    context.Context
	cancel context.CancelCauseFunc
	work   *Work
	again  time.Duration // how long to wait before the next attempt

	mu          sync.Mutex
	done, total int64
	note        string
	told        time.Time // when progress was last stored
}

func newAttempt(r *Runner, row store.Job) *attempt {
	a := &attempt{r: r, row: row}
	a.ctx, a.cancel = context.WithCancelCause(context.Background())
	a.work = &Work{
		DB: r.db, Log: r.log.With("job", row.Name, "id", row.ID), Args: json.RawMessage(row.Args), Actor: row.Actor,
		Progress: a.progress,
		Guard:    func(tx *store.Tx) error { return tx.GuardJob(row.ID, row.Attempt) },
	}
	return a
}

// safely runs the job's function; a panic becomes an error, its stack goes to the
// log and nowhere else.
func (a *attempt) safely(job Job, log *slog.Logger) (err error) {
	defer func() {
		if p := recover(); p != nil {
			log.Error("job panicked", "panic", p, "stack", string(debug.Stack()))
			err = errors.New("internal error: the log has the details")
		}
	}()
	return job.Run(a.ctx, a.work)
}

// end tells what the way an attempt ended means for the job.
func (a *attempt) end(err error) store.JobEnd {
	cause := context.Cause(a.ctx)
	if err == nil {
		report := ""
		if a.work.Report != nil {
			b, errR := json.Marshal(a.work.Report)
			if errR != nil {
				return store.JobEnd{State: store.JobFailed, Failed: true,
					Error: fmt.Sprintf("its report cannot be stored: %v", errR)}
			}
			report = string(b)
		}
		return store.JobEnd{State: store.JobDone, Report: report}
	}
	switch {
	case errors.Is(cause, errCancelled):
		return store.JobEnd{State: store.JobCancelled}
	case errors.Is(cause, errStopping):
		return store.JobEnd{State: store.JobQueued, Error: errStopping.Error()}
	case errors.Is(cause, errDeadline):
		err = fmt.Errorf("%w: %v", errDeadline, a.r.jobs[a.row.Name].Deadline)
	}
	var p permanent
	if errors.As(err, &p) {
		return store.JobEnd{State: store.JobFailed, Failed: true, Error: p.Error()}
	}
	failures := int(a.row.Failures) + 1
	if failures >= store.MaxFailures {
		return store.JobEnd{State: store.JobDead, Failed: true, Error: err.Error()}
	}
	a.again = a.r.opt.Backoff(failures)
	return store.JobEnd{State: store.JobQueued, Failed: true, Error: err.Error()}
}

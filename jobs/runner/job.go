package runner

import (
	"context"
	"encoding/json"
	"log/slog"
	"time"

	"wholesight/store"
)

// Job is one kind of background work. All lists them, in the order in which an
// operator would read them; nothing registers itself.
type Job struct {
	Name     string        // the key in the jobs table and on the command line
	Title    string        // what a person reads
	Deadline time.Duration // when the runner cancels it
	Run      func(ctx context.Context, w *Work) error
}

// Work is one run of a job: what it works with and how it tells of itself.
type Work struct {
	DB    *store.DB
	Log   *slog.Logger
	Args  json.RawMessage // as enqueued
	Actor store.Actor     // who asked for it

	// Progress tells how far the run is: done of total rows (total 0: not known)
	// and what it is doing now. It may be called often; it returns the context's
	// error once the run is cancelled or has lost its lease, so that a loop can
	// stop there. Outside of a Runner it may be nil: use Tell.
	Progress func(done, total int64, note string) error

	// Guard fails (store.ErrConflict) in a transaction once the run has been
	// cancelled or taken over by another attempt, and makes the transaction wait
	// for whoever is just doing that. It belongs into every Update that makes a
	// run's work visible. Outside of a Runner it may be nil: use Check.
	Guard func(tx *store.Tx) error

	// Report is what the run says at its end: marshalled as JSON into its row.
	Report any
}

// Tell is Progress for a run that may have nobody watching it.
func (w *Work) Tell(done, total int64, note string) error {
	if w.Progress == nil {
		return nil
	}
	return w.Progress(done, total, note)
}

// Check is Guard for a run that may belong to no Runner.
func (w *Work) Check(tx *store.Tx) error {
	if w.Guard == nil {
		return nil
	}
	return w.Guard(tx)
}

package builds

import (
	"context"
	"errors"
	"time"

	"wholesight/jobs/runner"
	"wholesight/store"
)

// Since is the milliseconds from an instant until now, by the database's clock.
func Since(db *store.DB, t time.Time) int64 { return db.Now().Sub(t).Milliseconds() }

const (
	StageBatch = 500                    // rows in one short update
	StagePause = 300 * time.Microsecond // between two, so that whoever waits for the writer comes first
)

// Abandon gives up a build that failed, also when ctx is why it failed.
func Abandon(ctx context.Context, w *runner.Work, build int64) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	if err := w.DB.Update(ctx, func(tx *store.Tx) error { return tx.AbandonBuild(build) }); err != nil {
		w.Log.Warn("a failed build is left for the sweep", "build", build, "error", err)
	}
}

// GivenUp explains why a build that was being staged takes no more rows.
func GivenUp(err error) error {
	if errors.Is(err, store.ErrConflict) {
		return errors.Join(errors.New("the build was given up as left behind: it had not moved for too long"), err)
	}
	return err
}

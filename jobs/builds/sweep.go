package builds

import (
	"context"

	"wholesight/jobs/runner"
	"wholesight/store"
)

// SweepBatch is how many rows one short update deletes.
const SweepBatch = 1000

// Sweep deletes the rows of builds that nobody reads any more, in short
// batches, and returns how many.
func Sweep(ctx context.Context, w *runner.Work) (rows int64, err error) {
	var outdated []int64
	if err := w.DB.Update(ctx, func(tx *store.Tx) (err error) {
		outdated, err = tx.OutdatedBuilds()
		return err
	}); err != nil {
		return 0, err
	}
	for _, id := range outdated {
		for n := int64(1); n > 0; {
			if err := w.DB.Update(ctx, func(tx *store.Tx) (err error) {
				n, err = tx.SweepBuild(id, SweepBatch)
				return err
			}); err != nil {
				return rows, err
			}
			rows += n
			runner.Pause(ctx, StagePause)
		}
	}
	return rows, nil
}

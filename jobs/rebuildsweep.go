package jobs

import (
	"context"

	"wholesight/store"
)

// sweepBatch is how many rows one short update deletes.
const sweepBatch = 1000

// SweepBuilds deletes the rows of builds that nobody reads any more, in short
// batches, and returns how many.
func SweepBuilds(ctx context.Context, w *Work) (rows int64, err error) {
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
				n, err = tx.SweepBuild(id, sweepBatch)
				return err
			}); err != nil {
				return rows, err
			}
			rows += n
			pause(ctx, stagePause)
		}
	}
	return rows, nil
}

package builds

import (
	"context"
	"sync"
	"sync/atomic"

	"wholesight/store"
)

const (
	Readers   = 2   // more gain little: the engine is the limit, and others want to read too
	rangeSize = 512 // customers that a reader takes at a time
)

// InRanges lets the readers share n rows in small ranges: it calls read for each, with
// the number of the reader, two at a time. tell hears, one call at a time, how many rows
// are done. The first error ends all.
//
// All must see the same orders. Each reads in one snapshot and looks there first
// whether the order book is still of the book version; if an import came between, that is
// ErrMeanwhile and the caller begins anew.
func InRanges(ctx context.Context, db *store.DB, bookVersion int64, n int,
	read func(reader int, tx *store.Tx, from, to int) error, tell func(done int64) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var next, rows atomic.Int64
	var telling sync.Mutex
	var wg sync.WaitGroup
	for i := range Readers {
		wg.Go(func() {
			from := -1 // outside of the View, which may have to run twice
			err := db.View(ctx, func(tx *store.Tx) error {
				is, err := tx.BookVersion()
				if err != nil {
					return err
				}
				if is != bookVersion {
					return ErrMeanwhile
				}
				for ctx.Err() == nil {
					if from < 0 {
						from = int(next.Add(rangeSize)) - rangeSize
					}
					if from >= n {
						return nil
					}
					to := min(from+rangeSize, n)
					if err := read(i, tx, from, to); err != nil {
						return err
					}
					done := rows.Add(int64(to - from))
					from = -1
					telling.Lock()
					err := tell(done)
					telling.Unlock()
					if err != nil {
						return err
					}
				}
				return context.Cause(ctx)
			})
			if err != nil {
				cancel(err)
			}
		})
	}
	wg.Wait()
	return context.Cause(ctx)
}

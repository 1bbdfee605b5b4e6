package web

import (
	"context"
	"time"

	"wholesight/store"
)

// How often it is asked whether something was published, which costs one small query,
// and how long after a failure it is asked again.
const (
	warmEvery      = 500 * time.Millisecond
	warmAfterError = 10 * time.Second
)

// editions are what the figures of the pages are of.
type editions struct {
	labels, graph int64 // builds
	orders        int64 // of the order book
}

// Warm makes what all pages are answered from, the roster and the book of sales, as
// soon as other figures or orders are published, by whichever process, so that no
// person's page waits for it. What changes in between (contacts, targets, customers) is
// left to the pages: it is quick, or comes in storms. It returns when ctx ends.
func (s *Server) Warm(ctx context.Context) {
	var warm editions
	wait := time.NewTimer(0)
	defer wait.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-wait.C:
		}
		next := warmEvery
		if err := s.warm(ctx, &warm); err != nil && ctx.Err() == nil {
			s.Log.Error("make the lists ready", "error", err)
			next = warmAfterError
		}
		wait.Reset(next)
	}
}

// warm makes what is of other editions than those that were warm.
func (s *Server) warm(ctx context.Context, warm *editions) error {
	var now editions
	began := time.Now()
	if err := s.DB.View(ctx, func(tx *store.Tx) (err error) {
		if now, err = presentEditions(tx); err != nil || now == *warm {
			return err
		}
		_, err = s.rosters.Roster(tx)
		return err
	}); err != nil || now == *warm {
		return err
	}
	lists := time.Since(began)
	if now.orders != warm.orders {
		if err := s.DB.View(ctx, func(tx *store.Tx) error {
			_, err := s.sales.Book(tx)
			return err
		}); err != nil {
			return err
		}
	}
	*warm = now
	s.Log.Info("lists are ready", "build", now.labels, "edition", now.orders, "lists_ms", lists.Milliseconds(), "ms", time.Since(began).Milliseconds())
	return nil
}

func presentEditions(tx *store.Tx) (e editions, err error) {
	stamp, err := tx.Stamp()
	if err != nil {
		return e, err
	}
	e.labels, e.graph = stamp.Build, stamp.Graph
	e.orders, err = tx.Edition()
	return e, err
}

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
	labels, graph, forecasts int64 // builds
	orders                   int64 // of the order book
}

// Warm makes what all pages are answered from as soon as other figures or orders are
// published, by whichever process, so that no person's page waits for it: the roster,
// the track record of the forecasts, and the book of sales once somebody has asked for it. A server that has just begun
// makes nothing until it is asked, and takes no memory for it. What changes between two
// builds (contacts, targets, customers) is left to the pages too: it is quick, or comes
// in storms. It returns when ctx ends.
func (s *Server) Warm(ctx context.Context) { s.keepWarm(ctx, nil) }

// keepWarm is Warm of a server that has what is of some editions; nil: it has just begun.
func (s *Server) keepWarm(ctx context.Context, warm *editions) {
	wait := time.NewTimer(0)
	defer wait.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-wait.C:
		}
		next := warmEvery
		now, err := s.warm(ctx, warm)
		if err == nil {
			warm = &now
		} else if ctx.Err() == nil {
			s.Log.Error("make the lists ready", "error", err)
			next = warmAfterError
		}
		wait.Reset(next)
	}
}

// warm makes what is of other editions than those that were warm, and returns the
// present ones. The first it sees (nil) are only noted.
func (s *Server) warm(ctx context.Context, was *editions) (now editions, err error) {
	began := time.Now()
	if err := s.DB.View(ctx, func(tx *store.Tx) (err error) {
		if now, err = presentEditions(tx); err != nil || was == nil || now == *was {
			return err
		}
		if _, err = s.Lists.Roster(tx); err != nil || now.forecasts == 0 {
			return err
		}
		_, err = s.records.Page(tx)
		return err
	}); err != nil || was == nil || now == *was {
		return now, err
	}
	lists := time.Since(began)
	if now.orders != was.orders && s.sales.Asked() {
		if err := s.DB.View(ctx, func(tx *store.Tx) error {
			_, err := s.sales.Book(tx)
			return err
		}); err != nil {
			return now, err
		}
	}
	s.Log.Info("lists are ready", "build", now.labels, "edition", now.orders, "lists_ms", lists.Milliseconds(), "ms", time.Since(began).Milliseconds())
	return now, nil
}

func presentEditions(tx *store.Tx) (e editions, err error) {
	stamp, err := tx.Stamp()
	if err != nil {
		return e, err
	}
	e.labels, e.graph, e.forecasts = stamp.Build, stamp.Graph, stamp.Forecasts
	e.orders, err = tx.Edition()
	return e, err
}

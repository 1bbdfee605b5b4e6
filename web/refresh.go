package web

import (
	"context"
	"time"

	"wholesight/store"
)

// How often it is asked whether something was published, which costs one small query,
// and how long after a failure it is asked again.
const (
	refreshEvery      = 500 * time.Millisecond
	refreshAfterError = 10 * time.Second
)

// versions are what the figures of the pages are of.
type versions struct {
	labels, graph, forecasts int64 // builds
	orders                   int64 // of the order book
}

// Refresh makes what all pages are answered from as soon as other figures or orders are
// published, by whichever process, so that no person's page waits for it: the customer list,
// the track record of the forecasts, and the book of sales once somebody has asked for it. A server that has just begun
// makes nothing until it is asked, and takes no memory for it. What changes between two
// builds (contacts, targets, customers) is left to the pages too: it is quick, or comes
// in storms. It returns when ctx ends.
func (s *Server) Refresh(ctx context.Context) { s.keepFresh(ctx, nil) }

// keepFresh is Refresh of a server that has what is of some book versions; nil: it has just begun.
func (s *Server) keepFresh(ctx context.Context, made *versions) {
	wait := time.NewTimer(0)
	defer wait.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-wait.C:
		}
		next := refreshEvery
		now, err := s.refresh(ctx, made)
		if err == nil {
			made = &now
		} else if ctx.Err() == nil {
			s.Log.Error("make the lists ready", "error", err)
			next = refreshAfterError
		}
		wait.Reset(next)
	}
}

// refresh makes what is of other versions than those it was made of last, and returns the
// present ones. The first it sees (nil) are only noted.
func (s *Server) refresh(ctx context.Context, was *versions) (now versions, err error) {
	began := time.Now()
	if err := s.DB.View(ctx, func(tx *store.Tx) (err error) {
		if now, err = presentVersions(tx); err != nil || was == nil || now == *was {
			return err
		}
		if _, err = s.Lists.List(tx); err != nil || now.forecasts == 0 {
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
	s.Log.Info("lists are ready", "build", now.labels, "book_version", now.orders, "lists_ms", lists.Milliseconds(), "ms",
		time.Since(began).Milliseconds())
	return now, nil
}

func presentVersions(tx *store.Tx) (e versions, err error) {
	stamp, err := tx.Stamp()
	if err != nil {
		return e, err
	}
	e.labels, e.graph, e.forecasts = stamp.Build, stamp.Graph, stamp.Forecasts
	e.orders, err = tx.BookVersion()
	return e, err
}

package runs

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/labstack/echo/v4"

	"wholesight/store"
	"wholesight/views/ui"
	"wholesight/web/kit"
	"wholesight/web/words"
)

const (
	// eventPause is how often a stream looks at its job: fast enough to look alive,
	// and a read of one row.
	eventPause = 400 * time.Millisecond
	// eventAge is when a stream ends by itself. The browser asks again at once and
	// is then checked anew: a person who was logged out meanwhile follows no longer.
	eventAge = 5 * time.Minute
	// eventsPerUser bounds the streams of one person: many tabs, not a flood.
	eventsPerUser = 12
)

// streams counts the open streams of each person. The zero value counts none.
type streams struct {
	mu   sync.Mutex
	open map[int64]int
}

// enter takes a place for a person; false: all of them are taken.
func (s *streams) enter(user int64) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.open[user] >= eventsPerUser {
		return false
	}
	if s.open == nil {
		s.open = map[int64]int{}
	}
	s.open[user]++
	return true
}

// leave gives the place back.
func (s *streams) leave(user int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.open[user]--; s.open[user] == 0 {
		delete(s.open, user)
	}
}

// jobEvents: GET /jobs/:id/events, office: how far a run is, as server-sent events
// that each replace the inside of its progress box, from the present state on. The
// event "done" follows the last one.
func (s *Pages) jobEvents(c echo.Context) error {
	id, err := kit.PathID(c)
	if err != nil {
		return err
	}
	var job store.Job
	look := func(ctx context.Context) error {
		return s.DB.View(ctx, func(tx *store.Tx) (err error) {
			job, err = tx.Job(id)
			return err
		})
	}
	if err := look(c.Request().Context()); err != nil {
		return err
	}
	if c.Request().Method == http.MethodHead {
		return c.NoContent(http.StatusOK)
	}
	user := kit.SessionRow(c).UserID
	if !s.streams.enter(user) {
		return fmt.Errorf("%d streams of user %d are open: %w", eventsPerUser, user, store.ErrBusy)
	}
	defer s.streams.leave(user)
	return s.Stream(c, func(ctx context.Context, e *kit.Events) error {
		ctx, cancel := context.WithTimeout(ctx, eventAge)
		defer cancel()
		for {
			if err := e.Send(ui.ProgressPart(words.JobProgress(s.LocaleOf(c), s.ShopOf(c), job, s.DB.Now()))); err != nil {
				return err
			}
			if !job.State.Live() {
				return e.End()
			}
			select {
			case <-ctx.Done():
			case <-time.After(eventPause):
				err := look(ctx)
				if err != nil && ctx.Err() == nil && !errors.Is(err, store.ErrBusy) {
					return err
				}
			}
			if errors.Is(ctx.Err(), context.DeadlineExceeded) {
				return nil
			}
			if ctx.Err() != nil {
				return ctx.Err()
			}
		}
	})
}

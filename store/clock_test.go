package store_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"wholesight/store"
	"wholesight/store/storetest"
)

// clock is a clock that a test moves.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) add(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// eachTimed is storetest.Each with a clock that the test moves.
func eachTimed(t *testing.T, f func(t *testing.T, db *store.DB, c *clock)) {
	t.Helper()
	for name, address := range map[string]func(testing.TB) string{"SQLite": storetest.SQLiteURL,
		"PostgreSQL": storetest.PostgresURL} {
		t.Run(name, func(t *testing.T) {
			c := &clock{now: storetest.Now}
			db, err := store.Open(context.Background(), address(t), store.Options{Now: c.Now})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = db.Close() })
			if _, err := db.Migrate(context.Background()); err != nil {
				t.Fatal(err)
			}
			f(t, db, c)
		})
	}
}

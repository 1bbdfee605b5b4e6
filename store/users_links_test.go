package store_test

import (
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wholesight/store"
	"wholesight/store/storetest"
)

func TestLinkWorksOnceAndNotForLong(t *testing.T) {
	eachTimed(t, func(t *testing.T, db *store.DB, now *clock) {
		u := person(t, db, "a@shop.example", store.RoleRep)
		link := func(secret string) (err error) {
			return db.View(t.Context(), func(tx *store.Tx) error {
				l, err := tx.Link(secret)
				if err == nil && (l.UserID != u.ID || l.Purpose != store.LinkInvite ||
					!l.ExpiresAt.Equal(l.CreatedAt.Add(time.Hour))) {
					t.Errorf("link %+v", l)
				}
				return err
			})
		}
		storetest.Update(t, db, func(tx *store.Tx) error {
			return errors.Join(tx.CreateLink("first", store.LinkInvite, u.ID, time.Hour),
				tx.CreateLink("other", store.LinkSetup, 0, time.Hour))
		})
		if err := link("first"); err != nil {
			t.Error(err)
		}
		storetest.Update(t, db, func(tx *store.Tx) error {
			return tx.CreateLink("second", store.LinkInvite, u.ID, time.Hour)
		})
		if err := link("first"); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("an earlier link still works: %v", err)
		}
		storetest.View(t, db, func(tx *store.Tx) error {
			l, err := tx.Link("other")
			if l.Purpose != store.LinkSetup || l.UserID != 0 {
				t.Errorf("the set-up link became %+v", l)
			}
			return err
		})

		var wins atomic.Int64
		var wg sync.WaitGroup
		for range 4 {
			wg.Go(func() {
				err := db.Update(t.Context(), func(tx *store.Tx) error { return tx.UseLink("second") })
				if err == nil {
					wins.Add(1)
				} else if !errors.Is(err, store.ErrNotFound) {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if wins.Load() != 1 {
			t.Errorf("used %d times", wins.Load())
		}
		if err := link("second"); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("a used link still works: %v", err)
		}
		now.add(time.Hour)
		if err := db.Update(t.Context(), func(tx *store.Tx) error { return tx.UseLink("other") }); !errors.Is(err,
			store.ErrNotFound) {
			t.Errorf("an old link still works: %v", err)
		}
	})
}

func TestThrottleOutlivesARestart(t *testing.T) {
	for name, address := range map[string]string{"SQLite": storetest.SQLiteURL(t),
		"PostgreSQL": storetest.PostgresURL(t)} {
		t.Run(name, func(t *testing.T) {
			want := store.Throttle{Failures: 3, Total: 7, Until: storetest.Now.Add(time.Minute), UpdatedAt: storetest.Now}
			db := storetest.Open(t, address)
			storetest.Update(t, db, func(tx *store.Tx) error {
				return errors.Join(tx.SaveThrottle("k", store.Throttle{Failures: 1}), tx.SaveThrottle("k", want))
			})
			again := storetest.Open(t, address)
			storetest.View(t, again, func(tx *store.Tx) error {
				got, err := tx.Throttle("k")
				if d := cmp.Diff(want, got); d != "" {
					t.Errorf("(-want +got)\n%s", d)
				}
				return err
			})
			storetest.Update(t, again, func(tx *store.Tx) error { return tx.ClearThrottle("k") })
			storetest.View(t, again, func(tx *store.Tx) error {
				got, err := tx.Throttle("k")
				if got != (store.Throttle{}) {
					t.Errorf("after clearing: %+v", got)
				}
				return err
			})
		})
	}
}

func TestFormKeyLeadsWhereItLedBefore(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		storetest.Update(t, db, func(tx *store.Tx) error { return tx.SaveFormKey(1, "k", "/there") })
		storetest.View(t, db, func(tx *store.Tx) error {
			mine, err := tx.FormKey(1, "k")
			theirs, err2 := tx.FormKey(2, "k")
			if mine != "/there" || theirs != "" {
				t.Errorf("mine %q, somebody else's %q", mine, theirs)
			}
			return errors.Join(err, err2)
		})
		if err := db.Update(t.Context(), func(tx *store.Tx) error {
			return tx.SaveFormKey(1, "k", "/elsewhere")
		}); !errors.Is(err, store.ErrConflict) {
			t.Errorf("the same key again: %v", err)
		}
	})
}

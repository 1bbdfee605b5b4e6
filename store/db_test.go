package store_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"wholesight/store"
	"wholesight/store/storetest"
)

func TestMigrateTwiceChangesNothing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		n, err := db.Migrate(context.Background())
		if err != nil || n != 0 {
			t.Fatalf("second migration: %d ran, %v", n, err)
		}
		have, newest, err := db.SchemaVersion(context.Background())
		if err != nil || have != newest || have == 0 {
			t.Fatalf("schema %d of %d, %v", have, newest, err)
		}
	})
}

func TestAnErrorOrAPanicUndoesTheUpdate(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ctx := context.Background()
		boom := errors.New("boom")
		if err := db.Update(ctx, func(tx *store.Tx) error {
			if _, err := tx.Reserve("things", 10); err != nil {
				return err
			}
			return boom
		}); !errors.Is(err, boom) {
			t.Fatalf("got %v", err)
		}
		func() {
			defer func() { recover() }()
			_ = db.Update(ctx, func(tx *store.Tx) error {
				if _, err := tx.Reserve("things", 10); err != nil {
					return err
				}
				panic("boom")
			})
			t.Fatal("the panic was swallowed")
		}()
		storetest.Update(t, db, func(tx *store.Tx) error {
			first, err := tx.Reserve("things", 10)
			if first != 1 {
				t.Errorf("first id %d, want 1: something was kept", first)
			}
			return err
		})
	})
}

// Sixteen writers read, count up and write: none may fail, none may be lost
// (bars R1). A deferred SQLite transaction fails this at once.
func TestNoWriterIsLostOrRefused(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		const writers, rounds = 16, 25
		var wg sync.WaitGroup
		errs := make(chan error, writers)
		for range writers {
			wg.Go(func() {
				for range rounds {
					err := db.Update(context.Background(), func(tx *store.Tx) error {
						n, err := tx.Setting("counter")
						if err != nil && !errors.Is(err, store.ErrNotFound) {
							return err
						}
						var v int
						if n != "" {
							if _, err := fmt.Sscan(n, &v); err != nil {
								return err
							}
						}
						return tx.SaveSetting("counter", fmt.Sprint(v+1))
					})
					if err != nil {
						errs <- err
						return
					}
				}
			})
		}
		wg.Wait()
		close(errs)
		for err := range errs {
			t.Error(err)
		}
		storetest.View(t, db, func(tx *store.Tx) error {
			got, err := tx.Setting("counter")
			if want := fmt.Sprint(writers * rounds); got != want {
				t.Errorf("counter is %s, want %s", got, want)
			}
			return err
		})
	})
}

func TestAWriteInsideAViewIsRefused(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		err := db.View(context.Background(), func(tx *store.Tx) error { return tx.SaveSetting("x", "y") })
		if err == nil {
			t.Fatal("a view wrote")
		}
	})
}

func TestDatabaseFileIsPrivate(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a b%20c?.db")
	db := storetest.Open(t, "sqlite:"+path)
	storetest.Update(t, db, func(tx *store.Tx) error { return tx.SaveSetting("x", "y") })
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode().Perm() != 0o600 {
		t.Errorf("mode is %v", info.Mode())
	}
}

func TestAnAddressThatIsNoneIsRefused(t *testing.T) {
	for _, address := range []string{"", "wholesight.db", "sqlite:", "sqlite::memory:", "mysql://u:secret@h/db"} {
		_, err := store.Open(context.Background(), address, store.Options{})
		if err == nil {
			t.Errorf("%q was opened", address)
		} else if s := err.Error(); len(s) == 0 || strings.Contains(s, "secret") {
			t.Errorf("%q: message %q", address, s)
		}
	}
}

package store_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"wholesight/store"
	"wholesight/store/storetest"
)

func TestBackupUnderLoadRestoresToTheSameShop(t *testing.T) {
	ctx := context.Background()
	address := storetest.SQLiteURL(t)
	db := storetest.Open(t, address)
	save := func(name, value string) {
		storetest.Update(t, db, func(tx *store.Tx) error { return tx.SaveSetting(name, value) })
	}
	for i := range 500 {
		save(fmt.Sprint("before-", i), "kept")
	}
	stop, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		for i := 0; ; i++ {
			select {
			case <-stop:
				return
			default:
				if err := db.Update(ctx, func(tx *store.Tx) error {
					return tx.SaveSetting(fmt.Sprint("during-", i), "x")
				}); err != nil {
					t.Error(err)
					return
				}
			}
		}
	}()
	dest := filepath.Join(t.TempDir(), "copy.db")
	err := db.Backup(ctx, dest)
	close(stop)
	<-stopped
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Backup(ctx, dest); !errors.Is(err, os.ErrExist) {
		t.Errorf("a second backup over the first: %v", err)
	}

	other := storetest.UnmigratedSQLiteURL(t)
	if aside, err := store.Restore(ctx, other, dest); err != nil || aside != "" {
		t.Fatalf("restore: %q, %v", aside, err)
	}
	restored := storetest.Open(t, other)
	storetest.View(t, restored, func(tx *store.Tx) error {
		all, err := tx.Settings()
		for i := range 500 {
			if all[fmt.Sprint("before-", i)] != "kept" {
				t.Fatalf("setting %d is missing from the backup", i)
			}
		}
		return err
	})
	if found, err := restored.Check(ctx); err != nil || len(found) > 0 {
		t.Errorf("check: %v, %v", found, err)
	}
}

func TestRestoreKeepsTheOldFileAndRefusesWhatIsNotSound(t *testing.T) {
	ctx := context.Background()
	address := storetest.SQLiteURL(t)
	db := storetest.Open(t, address)
	storetest.Update(t, db, func(tx *store.Tx) error { return tx.SaveSetting("shop", "old") })
	dest := filepath.Join(t.TempDir(), "copy.db")
	if err := db.Backup(ctx, dest); err != nil {
		t.Fatal(err)
	}
	storetest.Update(t, db, func(tx *store.Tx) error { return tx.SaveSetting("shop", "newer") })

	unlock, err := db.Lock()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Lock(); !errors.Is(err, store.ErrLocked) {
		t.Errorf("second lock: %v", err)
	}
	if _, err := store.Restore(ctx, address, dest); !errors.Is(err, store.ErrLocked) {
		t.Errorf("restore under a running server: %v", err)
	}
	if err := unlock(); err != nil {
		t.Fatal(err)
	}

	bad := filepath.Join(t.TempDir(), "bad.db")
	bytes, err := os.ReadFile(dest)
	if err != nil {
		t.Fatal(err)
	}
	for i := 4096 + 2000; i < len(bytes); i += 4096 { // one stretch of every page but the first
		copy(bytes[i:], "damage damage damage damage damage")
	}
	if err := os.WriteFile(bad, bytes, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Restore(ctx, address, bad); err == nil {
		t.Error("a damaged backup was restored")
	}
	aside, err := store.Restore(ctx, address, dest)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ address, want string }{{address, "old"}, {"sqlite:" + aside, "newer"}} {
		storetest.View(t, storetest.Open(t, c.address), func(tx *store.Tx) error {
			got, err := tx.Setting("shop")
			if got != c.want {
				t.Errorf("%s holds %q, want %q", c.address, got, c.want)
			}
			return err
		})
	}
}

package store_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"wholesight/store"
	"wholesight/store/storetest"
)

func TestUndos(t *testing.T) {
	storetest.EachWithClock(t, func(t *testing.T, db *store.DB, clock *storetest.Clock) {
		var ids []int64
		add := func(user int64, bin bool) {
			storetest.Update(t, db, func(tx *store.Tx) error {
				id, err := tx.AddUndo(store.Actor{UserID: user, Name: "a@b.example"},
					store.Undo{Action: "x.delete", Title: "X", Data: `{"id":1}`, Bin: bin})
				ids = append(ids, id)
				return err
			})
		}
		add(1, true)
		add(2, true)
		add(1, false)
		add(1, true)
		bin := func(f store.BinFilter) (got []int64) {
			f.Limit = 100
			storetest.View(t, db, func(tx *store.Tx) error {
				all, err := tx.Bin(f)
				for _, u := range all {
					if u.Title != "X" || u.Data != `{"id":1}` || !u.Bin || u.Action != "x.delete" || u.By.Name != "a@b.example" ||
						u.Until.Sub(u.At) != store.KeepBin {
						t.Errorf("entry %+v", u)
					}
					got = append(got, u.ID)
				}
				return err
			})
			return got
		}
		same := func(what string, got []int64, want ...int64) {
			t.Helper()
			if len(got) != len(want) {
				t.Fatalf("%s: %v, want %v", what, got, want)
			}
			for i := range want {
				if got[i] != want[i] {
					t.Fatalf("%s: %v, want %v", what, got, want)
				}
			}
		}
		same("everybody's", bin(store.BinFilter{}), ids[3], ids[1], ids[0])
		same("one's own", bin(store.BinFilter{UserID: 1}), ids[3], ids[0])
		same("older", bin(store.BinFilter{Before: ids[3]}), ids[1], ids[0])

		by := store.Actor{UserID: 9, Name: "nine@b.example"}
		storetest.Update(t, db, func(tx *store.Tx) error { return tx.MarkUndone(ids[0], by) })
		if err := db.Update(context.Background(), func(tx *store.Tx) error {
			return tx.MarkUndone(ids[0], by)
		}); !errors.Is(err, store.ErrConflict) {
			t.Errorf("taken back twice: %v", err)
		}
		same("after one was taken back", bin(store.BinFilter{}), ids[3], ids[1])
		storetest.View(t, db, func(tx *store.Tx) error {
			u, err := tx.Undo(ids[0])
			if u.UndoneBy != by.Name || u.UndoneAt.IsZero() {
				t.Errorf("taken back: %+v", u)
			}
			return err
		})

		sweep := func() (n int64) {
			storetest.Update(t, db, func(tx *store.Tx) (err error) {
				n, err = tx.SweepUndos(10)
				return err
			})
			return n
		}
		clock.Add(store.KeepUndos - time.Second)
		if n := sweep(); n != 0 {
			t.Errorf("%d went too early", n)
		}
		clock.Add(time.Second)
		if err := db.Update(context.Background(), func(tx *store.Tx) error {
			return tx.MarkUndone(ids[2], by)
		}); !errors.Is(err, store.ErrConflict) {
			t.Errorf("taken back too late: %v", err)
		}
		if n := sweep(); n != 1 {
			t.Errorf("%d went after a day, want the one that is no deletion", n)
		}
		clock.Add(store.KeepBin)
		same("after ninety days", bin(store.BinFilter{}))
		if n := sweep(); n != 3 {
			t.Errorf("%d went after ninety days, want 3", n)
		}
		if err := db.View(context.Background(), func(tx *store.Tx) error {
			_,
				err := tx.Undo(ids[1])
			return err
		}); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("a swept entry: %v", err)
		}
	})
}

package classifications_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"wholesight/jobs"
	"wholesight/jobs/jobtest"
	"wholesight/jobs/kit"
	"wholesight/store"
	"wholesight/store/storetest"
)

// Taking a deletion back leaves the list exactly as it was, versions aside: these
// tell everybody who had the page open that it changed twice.
func TestUndoRestoresExactly(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		smartType, rows := editable(t, db)
		by := store.Actor{UserID: 5, Name: "five@shop.example"}
		list := func() (all []store.Classification) {
			storetest.View(t, db, func(tx *store.Tx) (err error) {
				all, err = tx.Classifications(smartType)
				return err
			})
			return all
		}
		before := list()
		for i := range rows {
			var way int64
			storetest.Update(t, db, func(tx *store.Tx) (err error) {
				c, err := tx.Classification(rows[i].ID)
				if err != nil {
					return err
				}
				way, err = jobtest.DeleteClassification(tx, by, c)
				return err
			})
			if len(list()) != len(before)-1 {
				t.Fatalf("deleted: %v", list())
			}
			storetest.Update(t, db, func(tx *store.Tx) error {
				_, err := jobs.Undo(tx, by, way, false)
				return err
			})
			if diff := cmp.Diff(before, list(), cmpopts.IgnoreFields(store.Classification{}, "Version")); diff != "" {
				t.Errorf("%s taken back (-before +after)\n%s", rows[i].Title, diff)
			}
			err := db.Update(context.Background(), func(tx *store.Tx) error {
				_, err := jobs.Undo(tx, by, way, false)
				return err
			})
			var refused kit.Refusals
			if !errors.As(err, &refused) || !strings.Contains(err.Error(), "taken back already, by five@shop.example") {
				t.Errorf("taken back twice: %v", err)
			}
		}
		storetest.View(t, db, func(tx *store.Tx) error {
			if bin, err := tx.Bin(store.BinFilter{Limit: 10}); err != nil || len(bin) != 0 {
				t.Errorf("the bin has %v, %v", bin, err)
			}
			return nil
		})
	})
}

// What cannot go back, because another row has its value now, says why; the entry
// stays, and nothing is changed.
func TestUndoRefusesWhatCameBetween(t *testing.T) {
	db := storetest.SQLite(t)
	smartType, rows := editable(t, db)
	due := rows[1]
	by := store.Actor{UserID: 5, Name: "five@shop.example"}
	var way int64
	storetest.Update(t, db, func(tx *store.Tx) (err error) {
		if way, err = jobtest.DeleteClassification(tx, by, due); err != nil {
			return err
		}
		_, err = jobtest.PutClassification(tx, by, store.Classification{SmartTypeID: smartType, Type: "risk", Title: "Twin",
			Value: hundredths(200)})
		return err
	})
	undo := func(by store.Actor, anybodys bool) error {
		return db.Update(context.Background(), func(tx *store.Tx) error {
			_, err := jobs.Undo(tx, by, way, anybodys)
			return err
		})
	}
	var refused kit.Refusals
	if err := undo(by, false); !errors.As(err, &refused) ||
		!strings.Contains(err.Error(), "cannot be put back as it was") {
		t.Errorf("beside its twin: %v", err)
	}
	if err := undo(store.Actor{UserID: 6, Name: "six"}, false); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("somebody else's: %v", err)
	}
	if err := undo(store.Actor{Name: "nobody"}, false); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("nobody's: %v", err)
	}
	if got := titles(t, db, smartType); got != "Calm Twin Late" {
		t.Errorf("after refused ones: %q", got)
	}
	storetest.View(t, db, func(tx *store.Tx) error {
		u, err := tx.Undo(way)
		if !u.UndoneAt.IsZero() {
			t.Errorf("a refused one counts as taken back: %+v", u)
		}
		return err
	})
}

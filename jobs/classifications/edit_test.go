package classifications_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wholesight/jobs/classifications"
	"wholesight/jobs/rules/classify"
	"wholesight/store"
	"wholesight/store/storetest"
)

var editor = store.Actor{Name: "anna@shop.example"}

// editable is a list of risk bands 1, 2 and without an end, by their titles.
func editable(t *testing.T, db *store.DB) (smartType int64, rows []store.Classification) {
	t.Helper()
	storetest.Update(t, db, func(tx *store.Tx) error {
		first, err := tx.NewSmartType("Retail", false)
		if err != nil {
			return err
		}
		smartType = first
		for _, row := range []struct {
			title string
			value *int64
		}{{"Calm", hundredths(100)}, {"Due", hundredths(200)}, {"Late", nil}} {
			c := store.Classification{SmartTypeID: first, Type: "risk", Title: row.title, Value: row.value}
			if c, err = classifications.Put(tx, editor, c, 0); err != nil {
				return err
			}
			rows = append(rows, c)
		}
		return nil
	})
	return smartType, rows
}

func hundredths(v int64) *int64 { return &v }

// titles are the rows of the risk list in order.
func titles(t *testing.T, db *store.DB, smartType int64) string {
	t.Helper()
	var all []string
	storetest.View(t, db, func(tx *store.Tx) error {
		rows, err := tx.Classifications(smartType)
		for _, c := range rows {
			all = append(all, c.Title)
		}
		return err
	})
	return strings.Join(all, " ")
}

func TestPutClassification(t *testing.T) {
	tests := []struct {
		name     string
		change   func(rows []store.Classification) store.Classification
		position int
		want     string
		is       error
		as       any
	}{
		{name: "renamed", change: func(r []store.Classification) store.Classification { r[1].Title = "Ring"; return r[1] }, want: "Calm Ring Late", position: 2},
		{name: "a new value finds its place", change: func(r []store.Classification) store.Classification { r[0].Value = hundredths(300); return r[0] }, want: "Due Calm Late"},
		{name: "a new value that stays is refused", change: func(r []store.Classification) store.Classification { r[0].Value = hundredths(300); return r[0] }, position: 1, want: "Calm Due Late", as: new(*classify.OrderError)},
		{name: "beyond the end is last", change: func(r []store.Classification) store.Classification {
			return store.Classification{SmartTypeID: r[0].SmartTypeID, Type: "risk", Title: "New", Value: hundredths(400)}
		}, position: 99, want: "Calm Due Late", as: new(*classify.ValueError)},
		{name: "a new one between", change: func(r []store.Classification) store.Classification {
			return store.Classification{SmartTypeID: r[0].SmartTypeID, Type: "risk", Title: "New", Value: hundredths(150)}
		}, want: "Calm New Due Late"},
		{name: "stale", change: func(r []store.Classification) store.Classification { r[1].Version--; return r[1] }, position: 2, want: "Calm Due Late", is: store.ErrConflict},
		{name: "never there", change: func(r []store.Classification) store.Classification { r[1].ID = 999; return r[1] }, position: 2, want: "Calm Due Late", is: store.ErrNotFound},
		{name: "no such smart type", change: func(r []store.Classification) store.Classification {
			return store.Classification{SmartTypeID: 999, Type: "risk", Title: "New", Value: hundredths(150)}
		}, want: "Calm Due Late", is: store.ErrNotFound},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			db := storetest.SQLite(t)
			smartType, rows := editable(t, db)
			err := db.Update(context.Background(), func(tx *store.Tx) error {
				_, err := classifications.Put(tx, editor, test.change(rows), test.position)
				return err
			})
			if test.is != nil && !errors.Is(err, test.is) || test.as != nil && !errors.As(err, test.as) || test.is == nil && test.as == nil && err != nil {
				t.Errorf("error: %v", err)
			}
			if diff := cmp.Diff(test.want, titles(t, db, smartType)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestMoveClassification(t *testing.T) {
	db := storetest.SQLite(t)
	smartType, _ := editable(t, db)
	var rows []store.Classification
	storetest.Update(t, db, func(tx *store.Tx) error {
		for _, v := range []int64{5_000, -1_000} {
			c := store.Classification{SmartTypeID: smartType, Type: "revenue_change", Title: classify.FormatValue(&v), Value: &v}
			c, err := classifications.Put(tx, editor, c, 0)
			if err != nil {
				return err
			}
			rows = append(rows, c)
		}
		// The two sides of zero do not bind each other.
		_, err := classifications.Move(tx, editor, rows[1].ID, rows[1].Version, 1)
		return err
	})
	if got, want := titles(t, db, smartType), "-10 50 Calm Due Late"; got != want {
		t.Errorf("moved: %q, want %q", got, want)
	}
	err := db.Update(context.Background(), func(tx *store.Tx) error {
		_, err := classifications.Move(tx, editor, rows[1].ID, rows[1].Version, 2)
		return err
	})
	if !errors.Is(err, store.ErrConflict) {
		t.Errorf("a move from a list that has changed: %v", err)
	}
}

func TestRestoreClassification(t *testing.T) {
	db := storetest.SQLite(t)
	smartType, rows := editable(t, db)
	due := rows[1]
	storetest.Update(t, db, func(tx *store.Tx) error {
		_, err := classifications.Delete(tx, editor, due.ID, due.Version)
		return err
	})
	if got := titles(t, db, smartType); got != "Calm Late" {
		t.Fatalf("deleted: %q", got)
	}
	for range 2 { // the second time it is there already
		storetest.Update(t, db, func(tx *store.Tx) error {
			c, err := classifications.Restore(tx, editor, due.ID)
			if err == nil && (c.ID != due.ID || c.Title != due.Title || *c.Value != *due.Value) {
				t.Errorf("restored %+v", c)
			}
			return err
		})
		if got := titles(t, db, smartType); got != "Calm Due Late" {
			t.Errorf("restored: %q", got)
		}
	}
	var actions []string
	storetest.View(t, db, func(tx *store.Tx) error {
		log, err := tx.AuditLog(store.AuditFilter{Text: "classification.", Limit: 3})
		for _, e := range log {
			actions = append(actions, e.Action)
		}
		return err
	})
	if diff := cmp.Diff([]string{"classification.restore", "classification.save", "classification.delete"}, actions); diff != "" {
		t.Error("audit log, newest first:", diff)
	}

	// Its value has been given to another row meanwhile.
	storetest.Update(t, db, func(tx *store.Tx) error {
		c, err := tx.Classification(due.ID)
		if err != nil {
			return err
		}
		if _, err := classifications.Delete(tx, editor, c.ID, c.Version); err != nil {
			return err
		}
		_, err = classifications.Put(tx, editor, store.Classification{SmartTypeID: smartType, Type: "risk", Title: "Twin", Value: hundredths(200)}, 0)
		return err
	})
	err := db.Update(context.Background(), func(tx *store.Tx) error {
		_, err := classifications.Restore(tx, editor, due.ID)
		return err
	})
	var order *classify.OrderError
	if !errors.As(err, &order) {
		t.Errorf("restored beside its twin: %v", err)
	}
	if got := titles(t, db, smartType); got != "Calm Twin Late" {
		t.Errorf("after a refused restore: %q", got)
	}
}

package classifications_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wholesight/jobs/classifications"
	"wholesight/jobs/jobtest"
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
			if c, err = jobtest.PutClassification(tx, editor, c); err != nil {
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

// What is refused says so, and the list stays as it was.
func TestSaveClassifications(t *testing.T) {
	fresh := func(value int64) store.Classification {
		return store.Classification{Title: "New", Value: hundredths(value)}
	}
	tests := []struct {
		name   string
		change func(rows []store.Classification) []store.Classification
		want   string
		is     error
		as     any
	}{
		{name: "renamed", change: func(r []store.Classification) []store.Classification {
			r[1].Title = "Ring"
			return r
		}, want: "Calm Ring Late"},
		{name: "a new value that finds its place", change: func(r []store.Classification) []store.Classification {
			r[0].Value = hundredths(300)
			return []store.Classification{r[1], r[0], r[2]}
		}, want: "Due Calm Late"},
		{name: "a new value that stays", change: func(r []store.Classification) []store.Classification {
			r[0].Value = hundredths(300)
			return r
		}, want: "Calm Due Late", as: new(*classify.OrderError)},
		{name: "behind the row without an end", change: func(r []store.Classification) []store.Classification {
			return append(r, fresh(400))
		}, want: "Calm Due Late", as: new(*classify.ValueError)},
		{name: "a new one between", change: func(r []store.Classification) []store.Classification {
			return []store.Classification{r[0], fresh(150), r[1], r[2]}
		}, want: "Calm New Due Late"},
		{name: "stale", change: func(r []store.Classification) []store.Classification {
			r[1].Version--
			return r
		}, want: "Calm Due Late", is: store.ErrConflict},
		{name: "never there", change: func(r []store.Classification) []store.Classification {
			r[1].ID = 999
			return r
		}, want: "Calm Due Late", is: store.ErrConflict},
		{name: "a row that is missing", change: func(r []store.Classification) []store.Classification {
			return r[1:]
		}, want: "Calm Due Late", is: store.ErrConflict},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			db := storetest.SQLite(t)
			smartType, rows := editable(t, db)
			err := db.Update(context.Background(), func(tx *store.Tx) error {
				_, err := classifications.Save(tx, editor, smartType, classify.Risk, test.change(rows), nil)
				return err
			})
			fits := err == nil
			switch {
			case test.is != nil:
				fits = errors.Is(err, test.is)
			case test.as != nil:
				fits = errors.As(err, test.as)
			}
			if !fits {
				t.Errorf("error: %v", err)
			}
			if diff := cmp.Diff(test.want, titles(t, db, smartType)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAddToNoSmartType(t *testing.T) {
	db := storetest.SQLite(t)
	smartType, _ := editable(t, db)
	err := db.Update(context.Background(), func(tx *store.Tx) error {
		c := store.Classification{Title: "New", Value: hundredths(150)}
		_, err := classifications.Add(tx, editor, 999, classify.Risk, c)
		return err
	})
	if !errors.Is(err, store.ErrNotFound) {
		t.Errorf("added to a smart type that was never there: %v", err)
	}
	if got := titles(t, db, smartType); got != "Calm Due Late" {
		t.Errorf("the list is %q", got)
	}
}

// The two sides of zero do not bind each other: either may stand first.
func TestOrderOfClassifications(t *testing.T) {
	db := storetest.SQLite(t)
	smartType, _ := editable(t, db)
	order := func(tx *store.Tx, rows []store.Classification) error {
		swapped := []store.Classification{rows[1], rows[0]}
		_, err := classifications.Save(tx, editor, smartType, classify.RevenueChange, swapped, nil)
		return err
	}
	var rows []store.Classification
	storetest.Update(t, db, func(tx *store.Tx) (err error) {
		for _, v := range []int64{5_000, -1_000} {
			rows = append(rows, store.Classification{Title: classify.FormatValue(&v), Value: &v})
		}
		rows, err = classifications.Save(tx, editor, smartType, classify.RevenueChange, rows, nil)
		return errors.Join(err, order(tx, rows))
	})
	if got, want := titles(t, db, smartType), "-10 50 Calm Due Late"; got != want {
		t.Errorf("moved: %q, want %q", got, want)
	}
	err := db.Update(context.Background(), func(tx *store.Tx) error { return order(tx, rows) })
	if !errors.Is(err, store.ErrConflict) {
		t.Errorf("a move from a list that has changed: %v", err)
	}
}

func TestRestoreClassification(t *testing.T) {
	db := storetest.SQLite(t)
	smartType, rows := editable(t, db)
	due := rows[1]
	storetest.Update(t, db, func(tx *store.Tx) error {
		_, err := jobtest.DeleteClassification(tx, editor, due)
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
	if diff := cmp.Diff([]string{"classification.restore", "classification.save", "classification.save"},
		actions); diff != "" {
		t.Error("audit log, newest first:", diff)
	}

	// Its value has been given to another row meanwhile.
	storetest.Update(t, db, func(tx *store.Tx) error {
		c, err := tx.Classification(due.ID)
		if err != nil {
			return err
		}
		if _, err := jobtest.DeleteClassification(tx, editor, c); err != nil {
			return err
		}
		_, err = jobtest.PutClassification(tx, editor, store.Classification{SmartTypeID: smartType, Type: "risk",
			Title: "Twin", Value: hundredths(200)})
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

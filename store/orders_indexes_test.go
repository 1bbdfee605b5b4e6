package store_test

import (
	"context"
	"slices"
	"testing"

	"wholesight/jobs/calendar"
	"wholesight/store"
	"wholesight/store/storetest"
)

// The indexes that the first book version puts off come back as the schema has them:
// when it is published, and when it is given up.
func TestTheFirstBookVersionsIndexesComeBack(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		want := store.Indexes(t, db)
		if !slices.ContainsFunc(want, func(s string) bool { return len(s) > 0 }) {
			t.Fatal("the fresh schema has no indexes")
		}
		stage := func() (bookVersion int64) {
			storetest.Update(t, db, func(tx *store.Tx) (err error) {
				if bookVersion, err = tx.BeginStage(0); err != nil {
					return err
				}
				return tx.StageOrders(bookVersion, []store.Order{{Number: "1", CustomerID: 1, Day: calendar.Must("2026-11-01"),
					Status: 2,
					Lines:  []store.OrderLine{{ProductID: 1, Quantity: 1000, Delivered: 1000, UnitPrice: 10000, Total: 100}}}})
			})
			return bookVersion
		}
		stage()
		if slices.Equal(store.Indexes(t, db), want) {
			t.Error("an empty book's first book_version is staged with its indexes")
		}
		for more := true; more; { // given up
			if err := db.Update(context.Background(), func(tx *store.Tx) (err error) {
				more, err = tx.SweepOrders()
				return err
			}); err != nil {
				t.Fatal(err)
			}
		}
		if got := store.Indexes(t, db); !slices.Equal(got, want) {
			t.Errorf("after a sweep:\n%q\nwant:\n%q", got, want)
		}
		bookVersion := stage()
		storetest.Update(t, db, func(tx *store.Tx) error { return tx.PublishOrders(0, bookVersion) })
		if got := store.Indexes(t, db); !slices.Equal(got, want) {
			t.Errorf("after publishing:\n%q\nwant:\n%q", got, want)
		}
		second := func() {
			storetest.Update(t, db, func(tx *store.Tx) error { _, err := tx.BeginStage(0); return err })
		}
		second()
		if got := store.Indexes(t, db); !slices.Equal(got, want) {
			t.Error("a later book_version is staged without its indexes")
		}
	})
}

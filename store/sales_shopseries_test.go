package store_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wholesight/store"
	"wholesight/store/storetest"
)

// Graph data of a time before there was a series of the shop says so, and nobody reads
// nothing as a shop that sold nothing.
func TestShopSeriesBeforeThereIsOne(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		storetest.View(t, db, func(tx *store.Tx) error {
			if _, err := tx.ShopSeries(store.Everyone()); !errors.Is(err, store.ErrNoShopSeries) {
				t.Errorf("%v", err)
			}
			points, err := tx.ShopSeries(store.OfRep(1))
			if d := cmp.Diff(0, len(points)); d != "" {
				t.Error(d)
			}
			return err
		})
	})
}

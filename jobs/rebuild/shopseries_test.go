package rebuild_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"wholesight/jobs/calendar"
	"wholesight/store"
)

// checkShopSeries compares the shop's series with the sum of its customers', one by one.
func checkShopSeries(t *testing.T, tx *store.Tx) error {
	t.Helper()
	want := map[calendar.Month]store.SeriesPoint{}
	var ids []int64
	if err := tx.EachCustomer(store.Everyone(), func(c *store.Customer) error {
		ids = append(ids, c.ID)
		return nil
	}); err != nil {
		return err
	}
	for _, id := range ids {
		points, err := tx.Series(store.Everyone(), id)
		if err != nil {
			return err
		}
		for _, p := range points {
			p.Risk, p.Estimated = -1, false
			have := want[p.Month]
			p.Revenue, p.Orders = p.Revenue+have.Revenue, p.Orders+have.Orders
			want[p.Month] = p
		}
	}
	got, err := tx.ShopSeries(store.Everyone())
	if err != nil {
		return err
	}
	if len(got) == 0 {
		t.Error("the shop has no series")
	}
	for _, p := range got {
		if d := cmp.Diff(want[p.Month], p); d != "" {
			t.Errorf("%v (-customers +shop)\n%s", p.Month, d)
		}
		delete(want, p.Month)
	}
	if len(want) > 0 {
		t.Errorf("months that the shop lacks: %v", want)
	}
	return nil
}

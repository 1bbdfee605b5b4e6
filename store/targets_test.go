package store_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wholesight/jobs/calendar"
	"wholesight/store"
	"wholesight/store/storetest"
)

func TestTargetsSayWhoseChanged(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ids := storetest.AddCustomers(t, db, store.Customer{Code: "A"}, store.Customer{Code: "B"})
		start, _ := calendar.ParseMonth("2026-01")
		discount := int64(250)
		a := store.Target{CustomerID: ids["A"], StartMonth: start, Amounts: [12]int64{1, 2, 3}, Discount: &discount}
		b := store.Target{CustomerID: ids["B"], StartMonth: start + 3, Amounts: [12]int64{5}}
		revision := func() (n int64) {
			storetest.View(t, db, func(tx *store.Tx) (err error) { n, err = tx.TargetsRevision(); return err })
			return n
		}
		changed := func(since int64, want ...int64) {
			t.Helper()
			storetest.View(t, db, func(tx *store.Tx) error {
				got, err := tx.TargetsChangedSince(since)
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("changed since %d: %s", since, diff)
				}
				return err
			})
		}
		r0 := revision()
		storetest.Update(t, db, func(tx *store.Tx) error { return errors.Join(tx.InsertTarget(&a), tx.InsertTarget(&b)) })
		r1 := revision()
		if r1 != r0+1 {
			t.Errorf("two targets of one transaction are %d revisions", r1-r0)
		}
		changed(r0, ids["A"], ids["B"])
		changed(r1)
		storetest.Update(t, db, func(tx *store.Tx) error {
			a.StartMonth, a.Amounts[0] = start-1, 9
			return tx.UpdateTarget(&a)
		})
		changed(r1, ids["A"])
		r2 := revision()
		if err := db.Update(t.Context(), func(tx *store.Tx) error {
			stale := a
			stale.Version--
			return tx.UpdateTarget(&stale)
		}); !errors.Is(err, store.ErrConflict) {
			t.Errorf("a stale save: %v", err)
		}
		if err := db.Update(t.Context(), func(tx *store.Tx) error {
			return tx.DeleteTarget(b.ID, b.Version+1)
		}); !errors.Is(err, store.ErrConflict) {
			t.Errorf("a stale deletion: %v", err)
		}
		if revision() != r2 {
			t.Error("what was refused counts as a change")
		}
		storetest.View(t, db, func(tx *store.Tx) error {
			for month, want := range map[calendar.Month]int{start - 2: 0, start - 1: 1, start + 3: 2, start + 10: 2,
				start + 11: 1, start + 14: 1, start + 15: 0} {
				n := 0
				if err := tx.EachTargetIn(month, func(*store.Target) error { n++; return nil }); err != nil {
					return err
				}
				if n != want {
					t.Errorf("%s: %d targets, want %d", month, n, want)
				}
			}
			got, err := tx.TargetsOfCustomer(ids["A"])
			if len(got) != 1 || !cmp.Equal(got[0].Amounts, a.Amounts) || got[0].StartMonth != start-1 ||
				*got[0].Discount != 250 || got[0].Version != 2 {
				t.Errorf("stored: %+v", got)
			}
			return err
		})
		storetest.Update(t, db, func(tx *store.Tx) error { return tx.DeleteTarget(b.ID, b.Version) })
		changed(r2, ids["B"])
	})
}

func TestRevenueByDayCountsWhatIsRevenue(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ids := storetest.AddCustomers(t, db, store.Customer{Code: "A"}, store.Customer{Code: "B"})
		day := calendar.Must
		order := func(number string, customer string, on string, status store.OrderStatus, total int64) store.Order {
			return store.Order{Number: number, CustomerID: ids[customer], Day: day(on), Status: status,
				Lines: []store.OrderLine{storetest.Line(total)}}
		}
		storetest.AddOrders(t, db,
			order("1", "A", "2026-01-01", store.OrderClosed, 100), order("2", "A", "2026-01-02", store.OrderOpen, 200),
			order("3", "A", "2026-01-02", store.OrderClosed, -50),
			order("4", "A", "2026-01-03", store.OrderDraft, 1000), order("5", "A", "2026-01-04", store.OrderCancelled, 1000),
			order("6", "B", "2026-01-05", store.OrderClosed, 7),
			order("7", "A", "2026-01-06", store.OrderClosed, 9))
		storetest.View(t, db, func(tx *store.Tx) error {
			got, err := tx.RevenueByDay(ids["A"], day("2026-01-01"), day("2026-01-05"))
			if diff := cmp.Diff([]store.DaySum{{Day: day("2026-01-02"), Net: 150}}, got); diff != "" {
				t.Error(diff)
			}
			if err != nil {
				return err
			}
			a, err := tx.CustomerByID(ids["A"])
			if err != nil {
				return err
			}
			all, err := tx.RevenueOfType(a.SmartTypeID, day("2025-12-31"), day("2026-01-06"))
			if len(all) != 4 || all[2].Net != 7 {
				t.Errorf("of the smart type: %v", all)
			}
			return err
		})
	})
}

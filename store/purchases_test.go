package store_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"wholesight/jobs/calendar"
	"wholesight/store"
	"wholesight/store/storetest"
)

func TestPurchasesBetween(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ids := storetest.AddCustomers(t, db, store.Customer{Code: "B"}, store.Customer{Code: "A"}, store.Customer{Code: "RETURNS"}, store.Customer{Code: "OUT"}, store.Customer{Code: "DRAFT"})
		order := func(number, code, day string, net int64, status store.OrderStatus) store.Order {
			return store.Order{Number: number, CustomerID: ids[code], Day: calendar.Must(day), Status: status, Lines: []store.OrderLine{storetest.Line(net)}}
		}
		storetest.AddOrders(t, db,
			order("1", "A", "2026-03-01", 100, store.OrderClosed), order("2", "A", "2026-03-01", 50, store.OrderOpen), order("3", "A", "2026-03-31", 200, store.OrderClosed),
			order("4", "A", "2026-03-15", -30, store.OrderClosed), order("5", "A", "2026-02-28", 999, store.OrderClosed), order("6", "A", "2026-04-01", 999, store.OrderClosed),
			order("7", "B", "2026-03-10", 70, store.OrderClosed), order("8", "B", "2026-03-11", 70, store.OrderCancelled),
			order("9", "RETURNS", "2026-03-10", -70, store.OrderClosed), order("10", "OUT", "2026-01-10", 70, store.OrderClosed), order("11", "DRAFT", "2026-03-10", 70, store.OrderDraft))
		storetest.View(t, db, func(tx *store.Tx) error {
			got, err := tx.PurchasesBetween(store.Everyone(), calendar.Must("2026-03-01"), calendar.Must("2026-03-31"))
			want := []store.Purchases{
				{Code: "A", Orders: 3, Revenue: 320, PurchaseDays: 2, First: calendar.Must("2026-03-01"), Last: calendar.Must("2026-03-31")},
				{Code: "B", Orders: 1, Revenue: 70, PurchaseDays: 1, First: calendar.Must("2026-03-10"), Last: calendar.Must("2026-03-10")},
			}
			if d := cmp.Diff(want, got); d != "" {
				t.Error(d)
			}
			if got, err := tx.PurchasesBetween(store.OfCustomer(ids["B"]), calendar.Must("2026-03-01"), calendar.Must("2026-03-31")); err != nil || len(got) != 1 || got[0].Code != "B" {
				t.Errorf("of one customer: %v, %v", got, err)
			}
			if got, err := tx.PurchasesBetween(store.Scope{}, calendar.Must("2026-03-01"), calendar.Must("2026-03-31")); err != nil || len(got) != 0 {
				t.Errorf("of nobody: %v, %v", got, err)
			}
			return err
		})
	})
}

package store_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"wholesight/jobs/calendar"
	"wholesight/store"
	"wholesight/store/storetest"
)

func TestBoughtLinesComeByCustomerDayAndOrder(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ids := storetest.AddCustomers(t, db, store.Customer{Code: "A"}, store.Customer{Code: "B"}, store.Customer{Code: "C"})
		back := store.OrderLine{Quantity: -1000, Total: -500}
		order := func(number, code, day string, status store.OrderStatus, lines ...store.OrderLine) store.Order {
			return store.Order{Number: number, CustomerID: ids[code], Day: calendar.Must(day), Status: status, Lines: lines}
		}
		storetest.AddOrders(t, db, order("1", "B", "2026-02-01", store.OrderClosed, storetest.Line(100), storetest.Line(0),
			back),
			order("2", "A", "2026-03-01", store.OrderOpen, storetest.Line(200)),
			order("3", "A", "2026-01-01", store.OrderCancelled, storetest.Line(300)),
			order("4", "A", "2026-03-02", store.OrderClosed, storetest.Line(400)),
			order("5", "C", "2026-01-01", store.OrderClosed, storetest.Line(500)))
		storetest.View(t, db, func(tx *store.Tx) error {
			var got []string
			err := tx.EachBoughtLine(ids["A"], ids["B"], calendar.Must("2026-03-01"), func(l *store.BoughtLine) error {
				got = append(got, fmt.Sprintf("%d %s %d", l.CustomerID, l.Day, l.Total))
				if l.Quantity != 1000 || l.ProductID == 0 || l.OrderID == 0 {
					t.Errorf("line %+v", *l)
				}
				return nil
			})
			if want := "1 2026-01-01 300|1 2026-03-01 200|2 2026-02-01 100"; strings.Join(got, "|") != want {
				t.Errorf("lines are %v, want %s", got, want)
			}
			nets := map[int64]int64{}
			err2 := tx.EachCountedOrder(func(o *store.CountedOrder) error {
				nets[o.CustomerID] += o.Net
				return nil
			})
			if fmt.Sprint(nets) != "map[1:600 2:-400 3:500]" {
				t.Errorf("nets are %v", nets)
			}
			costs, err3 := tx.ProductCosts()
			if fmt.Sprint(costs) != "[{1 true 0 false}]" {
				t.Errorf("costs are %v", costs)
			}
			return errors.Join(err, err2, err3)
		})
	})
}

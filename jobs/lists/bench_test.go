package lists_test

import (
	"context"
	"fmt"
	"testing"

	"wholesight/jobs/calendar"
	"wholesight/jobs/customerlist"
	"wholesight/jobs/lists"
	"wholesight/jobs/rebuild"
	"wholesight/jobs/runner"
	"wholesight/store"
	"wholesight/store/storetest"
)

// BenchmarkCustomerListAt50000 is what a request pays that finds the customer list out of date:
// by a change of a customer (everything is read), by one contact, and not at all.
func BenchmarkCustomerListAt50000(b *testing.B) {
	db := storetest.SQLite(b)
	const n = 50_000
	day := calendar.Must("2026-11-20")
	var customers []store.Customer
	for i := range n {
		customers = append(customers, store.Customer{Code: fmt.Sprintf("K%06d", i), Name: fmt.Sprint("Customer number ", i),
			City: "Hull", Country: "GB",
			Groups: []string{"North", fmt.Sprint("Group ", i%20)}, Tags: []string{fmt.Sprint("make:", i%7)},
			Industry: fmt.Sprint("Industry ", i%12)})
	}
	ids := storetest.AddCustomers(b, db, customers...)
	var orders []store.Order
	for i, c := range customers {
		for k := range 2 {
			orders = append(orders, store.Order{Number: fmt.Sprint(i, "-", k), CustomerID: ids[c.Code],
				Day: day - calendar.Day(40*k+i%30), Status: store.OrderOpen,
				Lines: []store.OrderLine{{Quantity: 2000, Delivered: int64(1000 + 1000*min(1, i%20)), UnitPrice: 1_0000,
					Total: 200}}})
		}
	}
	storetest.AddOrders(b, db, orders...)
	storetest.Update(b, db, func(tx *store.Tx) error {
		for i, c := range customers {
			if i%2 == 0 {
				if err := tx.InsertContact(&store.Contact{CustomerID: ids[c.Code], At: int64(1_700_000_000_000 + i), Kind: "call",
					Author: "Ann", NextOn: &day}); err != nil {
					return err
				}
			}
			if i%5 == 0 {
				if err := tx.InsertTarget(&store.Target{CustomerID: ids[c.Code], StartMonth: day.Month() - 5,
					Amounts: [12]int64{100, 100, 100, 100, 100, 100, 100}}); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if _, err := rebuild.Run(context.Background(), &runner.Work{DB: db, Log: storetest.Log()},
		rebuild.Options{AsOf: day.String()}); err != nil {
		b.Fatal(err)
	}
	get := func(rs *lists.Cache) (r *customerlist.List) {
		storetest.View(b, db, func(tx *store.Tx) (err error) {
			r, err = rs.List(tx)
			return err
		})
		return r
	}
	b.Run("reload", func(b *testing.B) {
		for b.Loop() {
			get(new(lists.Cache))
		}
	})
	var rs lists.Cache
	get(&rs)
	b.Run("patch", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			b.StopTimer()
			storetest.Update(b, db, func(tx *store.Tx) error {
				return tx.InsertContact(&store.Contact{CustomerID: ids[customers[i%n].Code], At: int64(1_800_000_000_000 + i),
					Kind: "call", Author: "Ann"})
			})
			b.StartTimer()
			get(&rs)
		}
	})
	b.Run("current", func(b *testing.B) {
		for b.Loop() {
			get(&rs)
		}
	})
}

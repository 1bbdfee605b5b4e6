package record_test

import (
	"fmt"
	"testing"

	"wholesight/jobs/calendar"
	"wholesight/store"
	"wholesight/store/storetest"
	"wholesight/web/webtest"
)

// BenchmarkRecord is a customer's page beside 50,000 others: of a customer of a few
// orders, and of one with 20,000, on the first page of its timeline and far behind.
func BenchmarkRecord(b *testing.B) {
	sh := webtest.NewShop(b)
	webtest.ListShop(b, sh)
	kind := sh.Customer("L00").SmartTypeID
	var customers []store.Customer
	for i := range 50_000 {
		customers = append(customers, store.Customer{Code: fmt.Sprintf("B%05d", i), SmartTypeID: kind})
	}
	ids := storetest.AddCustomers(b, sh.DB, customers...)
	day := calendar.Must("2026-11-22")
	var orders []store.Order
	add := func(code string, n, every int) {
		for i := range n {
			orders = append(orders, store.Order{Number: fmt.Sprintf("%s-%d", code, i), CustomerID: ids[code],
				Day: day - calendar.Day(i*every/100), Status: store.OrderClosed,
				Lines: []store.OrderLine{storetest.Line(int64(100 + i%977))}})
		}
	}
	for i := range 50_000 {
		add(fmt.Sprintf("B%05d", i), 1+i%3, 4000)
	}
	for i := range 20_000 {
		orders = append(orders, store.Order{Number: fmt.Sprintf("many-%d", i), CustomerID: ids["B00008"],
			Day: day - calendar.Day(i/14), Status: store.OrderClosed,
			Lines: []store.OrderLine{storetest.Line(int64(100 + i%977))}})
	}
	storetest.AddOrders(b, sh.DB, orders...)
	sh.Rebuild(b)
	browser := sh.As("manager")
	browser.Get("/customers/B00007").Want(b, 200) // loads the lists
	for name, path := range map[string]string{"few orders": "/customers/B00007", "20,000 orders": "/customers/B00008",
		"20,000 orders, far behind": "/customers/B00008?older=19000.1.0.0.0.0"} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				browser.Get(path).Want(b, 200)
			}
		})
	}
}

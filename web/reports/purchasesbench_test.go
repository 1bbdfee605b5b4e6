package reports_test

import (
	"fmt"
	"testing"

	"wholesight/jobs/calendar"
	"wholesight/store"
	"wholesight/store/storetest"
	"wholesight/web/paths"
	"wholesight/web/webtest"
)

// BenchmarkPurchases is the report of users making purchases for an admin of 50,000
// customers and 500,000 orders.
func BenchmarkPurchases(b *testing.B) {
	sh := webtest.NewShop(b)
	webtest.ListShop(b, sh)
	kind := sh.Customer("L00").SmartTypeID
	var customers []store.Customer
	for i := range 50_000 {
		customers = append(customers, store.Customer{Code: fmt.Sprintf("B%05d", i),
			Name: fmt.Sprintf("Buyer %05d", i*7919%50_000), SmartTypeID: kind})
	}
	ids := storetest.AddCustomers(b, sh.DB, customers...)
	day := calendar.Must("2026-11-22")
	for part := range 10 {
		orders := make([]store.Order, 50_000)
		for i := range orders {
			orders[i] = store.Order{Number: fmt.Sprintf("%d-%d", part, i), CustomerID: ids[fmt.Sprintf("B%05d", i)],
				Day: day - calendar.Day(part*90+i%83), Status: store.OrderClosed,
				Lines: []store.OrderLine{storetest.Line(int64(100 + i%977))}}
		}
		storetest.AddOrders(b, sh.DB, orders...)
	}
	sh.Rebuild(b)
	browser := sh.As("admin")
	browser.Get("/customers").Want(b, 200) // loads the lists
	for _, period := range []struct{ name, query string }{
		{"30 days", "?from=2026-10-24&to=2026-11-22"}, {"12 months", "?from=2025-11-23&to=2026-11-22"},
		{"12 months by name", "?from=2025-11-23&to=2026-11-22&sort=name"},
		{"an odd 29 months", "?from=2024-06-11&to=2026-11-07"},
	} {
		b.Run(period.name, func(b *testing.B) {
			for b.Loop() {
				browser.Get(paths.PurchasesPath()+period.query).Want(b, 200)
			}
		})
	}
}

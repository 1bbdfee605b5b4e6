package rebuild_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"wholesight/jobs/calendar"
	"wholesight/jobs/customerlist"
	"wholesight/jobs/jobtest"
	"wholesight/jobs/lists"
	"wholesight/jobs/rebuild"
	"wholesight/store"
	"wholesight/store/storetest"
)

// The second computation: a set of products for each customer, line by line.
func slowProducts(orders []store.Order, asOf calendar.Day, months int) map[int64]int64 {
	type bought struct{ customer, product int64 }
	seen, all := map[bought]bool{}, map[int64]int64{}
	for _, o := range orders {
		if o.Status != store.OrderOpen && o.Status != store.OrderClosed || o.Day > asOf || o.Day <= asOf.AddMonths(-months) {
			continue
		}
		for _, l := range o.Lines {
			if b := (bought{o.CustomerID, l.ProductID}); l.Quantity > 0 && !seen[b] {
				seen[b] = true
				all[o.CustomerID]++
			}
		}
	}
	return all
}

func TestProductsAreTheDifferentOnesBoughtInTheWindow(t *testing.T) {
	db := storetest.SQLite(t)
	rng := rand.New(rand.NewPCG(16, 4))
	ids := storetest.AddCustomers(t, db, store.Customer{Code: "A"}, store.Customer{Code: "B"}, store.Customer{Code: "C"},
		store.Customer{Code: "D"}, store.Customer{Code: "none"},
		store.Customer{Code: "off", Notes: "inactive"})
	products := make([]store.Product, 12)
	for i := range products {
		products[i] = store.Product{SKU: fmt.Sprint("P", i), Name: "Product", Kind: []string{"goods", "service"}[i%2],
			Active: i%3 > 0}
	}
	storetest.Update(t, db, func(tx *store.Tx) error { return tx.InsertProducts(products) })
	asOf := calendar.Must("2026-05-31") // three months before it, February is shorter
	var all []store.Order
	for round := range 6 {
		var orders []store.Order
		for range 1 + rng.IntN(40) {
			o := store.Order{Number: fmt.Sprint(round, "/", len(orders)),
				CustomerID: ids[[]string{"A", "B", "C", "D", "off"}[rng.IntN(5)]],
				Day:        asOf + 10 - calendar.Day(rng.IntN(900)), Status: store.OrderStatus(rng.IntN(4))}
			if rng.IntN(5) == 0 { // on a bound, or beside it
				o.Day = []calendar.Day{asOf, asOf.AddMonths(-3), asOf.AddMonths(-6), asOf.AddMonths(-12),
					asOf.AddMonths(-24)}[rng.IntN(5)] + calendar.Day(rng.IntN(3)-1)
			}
			for range rng.IntN(5) {
				l := store.OrderLine{ProductID: products[rng.IntN(len(products))].ID, Quantity: int64(rng.IntN(4)-1) * 500}
				l.Delivered, l.Total = l.Quantity, l.Quantity*int64(rng.IntN(3)) // 0: free of charge
				o.Lines = append(o.Lines, l)
			}
			for _, l := range o.Lines {
				o.Net += l.Total
			}
			orders = append(orders, o)
		}
		all = append(all, orders...)
		storetest.AddOrders(t, db, orders...)
		for _, months := range []int{3, 6, 12, 24} {
			jobtest.Setting(t, db, "timeframe", fmt.Sprint(months))
			jobtest.Rebuild(t, db, rebuild.Options{AsOf: asOf.String()})
			want := slowProducts(all, asOf, months)
			r := jobtest.Load(t, db, new(lists.Cache))
			for row := range int32(r.Len()) {
				e := r.At(row)
				if e.Code == "off" {
					if e.Scored {
						t.Error("an inactive customer has figures")
					}
					continue
				}
				if e.Figures.Products != want[e.ID] {
					t.Errorf("round %d, %d months: %s bought %d products, want %d", round, months, e.Code, e.Figures.Products,
						want[e.ID])
				}
			}
			least := int64(rng.IntN(8))
			key, _ := customerlist.ParseKey("products")
			f := customerlist.Filter{Ranges: customerlist.Ranges{Products: customerlist.Range{Min: &least}}}
			rows, err := r.All(f, key.First(), customerlist.Everyone())
			if err != nil {
				t.Fatal(err)
			}
			var got []int64
			for _, row := range rows {
				got = append(got, r.At(row).Figures.Products)
			}
			var at []int64
			for _, code := range []string{"A", "B", "C", "D", "none"} {
				if n := want[ids[code]]; n >= least {
					at = append(at, n)
				}
			}
			slices.Sort(at)
			slices.Reverse(at)
			if !slices.Equal(got, at) {
				t.Errorf("%d products or more: %v, want %v", least, got, at)
			}
		}
	}
}

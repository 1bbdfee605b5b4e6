package store_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wholesight/jobs/calendar"
	"wholesight/store"
	"wholesight/store/storetest"
)

// The top products of random orders are those that adding up every line gives: drafts
// and cancelled orders left out, returns subtracted, the first day of a span left out
// and its last one counted.
func TestTopProducts(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ids := storetest.AddCustomers(t, db, store.Customer{Code: "A"}, store.Customer{Code: "OTHER"},
			store.Customer{Code: "NEVER"})
		products := make([]store.Product, 15)
		var skus []string
		for i := range products {
			products[i] = store.Product{SKU: fmt.Sprintf("P%02d", i), Name: fmt.Sprintf("Product %d", i), Kind: "goods",
				Active: true}
			skus = append(skus, products[i].SKU)
		}
		var bySKU map[string]*store.Product
		storetest.Update(t, db, func(tx *store.Tx) (err error) {
			if err := tx.InsertProducts(products); err != nil {
				return err
			}
			bySKU, err = tx.ProductsBySKU(skus)
			return err
		})
		r := rand.New(rand.NewPCG(1, 2))
		start := calendar.Must("2025-01-01")
		var orders []store.Order
		for i := range 200 {
			o := store.Order{Number: fmt.Sprint(i), CustomerID: ids["A"], Day: start + calendar.Day(r.IntN(60)),
				Status: store.OrderStatus(r.IntN(4))}
			if i%5 == 0 {
				o.CustomerID = ids["OTHER"]
			}
			for range 1 + r.IntN(4) {
				n := int64(r.IntN(9) - 3) // returns, and free goods
				o.Lines = append(o.Lines, store.OrderLine{ProductID: bySKU[skus[r.IntN(len(skus))]].ID, Quantity: n * 1000,
					Delivered: n * 1000, UnitPrice: 50_000, Total: n * 500})
			}
			orders = append(orders, o)
		}
		storetest.AddOrders(t, db, orders...)
		storetest.View(t, db, func(tx *store.Tx) error {
			shown := 0
			for range 60 {
				span := func() store.Days {
					after := start + calendar.Day(r.IntN(70)-5)
					return store.Days{After: after, To: after + calendar.Day(r.IntN(30))}
				}
				now, before, limit := span(), span(), 1+r.IntN(15)
				got, err := tx.TopProducts(store.Everyone(), ids["A"], now, before, limit)
				if err != nil {
					return err
				}
				if d := cmp.Diff(topProducts(orders, bySKU, ids["A"], now, before, limit), got); d != "" {
					t.Fatalf("%v against %v, %d at most (-want +got)\n%s", now, before, limit, d)
				}
				shown += len(got)
			}
			if shown < 100 {
				t.Errorf("%d products in all: the orders are no test", shown)
			}
			all := store.Days{After: start - 1, To: start + 100}
			for name, see := range map[string]store.Scope{"no scope": {}, "another's": store.OfCustomer(ids["OTHER"]),
				"a rep without customers": store.OfRep(1)} {
				if got, err := tx.TopProducts(see, ids["A"], all, all, 10); err != nil || len(got) > 0 {
					t.Errorf("%s: %v, %v", name, got, err)
				}
			}
			got, err := tx.TopProducts(store.OfCustomer(ids["NEVER"]), ids["NEVER"], all, all, 10)
			if len(got) > 0 {
				t.Errorf("who never ordered bought %v", got)
			}
			return err
		})
	})
}

// topProducts is TopProducts from all lines.
func topProducts(orders []store.Order, products map[string]*store.Product, customer int64, now, before store.Days,
	limit int) (out []store.BoughtProduct) {
	for _, p := range products {
		b := store.BoughtProduct{SKU: p.SKU, Name: p.Name}
		for _, o := range orders {
			if o.CustomerID != customer || o.Status == store.OrderDraft || o.Status == store.OrderCancelled {
				continue
			}
			for _, l := range o.Lines {
				if l.ProductID == p.ID && o.Day > now.After && o.Day <= now.To {
					b.Revenue, b.Quantity = b.Revenue+l.Total, b.Quantity+l.Quantity
				}
				if l.ProductID == p.ID && o.Day > before.After && o.Day <= before.To {
					b.RevenueBefore, b.QuantityBefore = b.RevenueBefore+l.Total, b.QuantityBefore+l.Quantity
				}
			}
		}
		if b.Revenue > 0 {
			out = append(out, b)
		}
	}
	slices.SortFunc(out, func(a, b store.BoughtProduct) int {
		if a.Revenue != b.Revenue {
			return int(b.Revenue - a.Revenue)
		}
		return strings.Compare(a.SKU, b.SKU)
	})
	return out[:min(len(out), limit)]
}

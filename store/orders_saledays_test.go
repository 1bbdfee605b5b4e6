package store_test

import (
	"fmt"
	"math/rand"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wholesight/jobs/calendar"
	"wholesight/store"
	"wholesight/store/storetest"
)

// The days of random orders are those that adding up all of them gives.
func TestSaleDays(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ids := storetest.AddCustomers(t, db, store.Customer{Code: "A"}, store.Customer{Code: "OTHER"},
			store.Customer{Code: "NEVER"})
		r := rand.New(rand.NewSource(1))
		from := calendar.Must("2024-01-01")
		var orders []store.Order
		for i := range 300 {
			o := store.Order{Number: fmt.Sprint(i), CustomerID: ids["A"], Day: from + calendar.Day(r.Intn(200)),
				Status: store.OrderStatus(r.Intn(4)),
				Lines:  []store.OrderLine{storetest.Line(int64(r.Intn(90) - 30))}}
			if i%4 == 0 {
				o.CustomerID = ids["OTHER"]
			}
			orders = append(orders, o)
		}
		storetest.AddOrders(t, db, orders...)
		storetest.View(t, db, func(tx *store.Tx) error {
			for range 60 {
				since := from + calendar.Day(r.Intn(220)-10)
				upTo := since + calendar.Day(r.Intn(150))
				last := r.Intn(4)
				want := saleDays(orders, ids["A"], since, upTo, last)
				got, err := tx.SaleDays(ids["A"], since, upTo, last)
				if err != nil {
					return err
				}
				for i := range got { // one order stands for an old day, any of them
					if got[i].Day <= since && got[i].Bought > 0 {
						got[i].Bought = 0
					}
				}
				if d := cmp.Diff(want, got); d != "" {
					t.Fatalf("(%v, %v], last %d (-want +got)\n%s", since, upTo, last, d)
				}
			}
			got, err := tx.SaleDays(ids["NEVER"], from, from+400, 3)
			if len(got) != 0 {
				t.Errorf("who never ordered has %v", got)
			}
			return err
		})
	})
}

// saleDays is SaleDays from all orders, without the amounts of the old days.
func saleDays(orders []store.Order, customer int64, since, upTo calendar.Day, last int) (out []store.SaleDay) {
	byDay, some := map[calendar.Day]store.SaleDay{}, map[calendar.Day]bool{}
	for _, o := range orders {
		if o.CustomerID != customer || o.Status != store.OrderOpen && o.Status != store.OrderClosed {
			continue
		}
		d := byDay[o.Day]
		d.Day, some[o.Day] = o.Day, true
		if net := o.Lines[0].Total; net > 0 {
			d.Bought, d.Orders = d.Bought+net, d.Orders+1
		} else {
			d.Credited += net
		}
		byDay[o.Day] = d
	}
	var old []store.SaleDay
	for day := calendar.Must("2023-01-01"); day <= upTo; day++ {
		switch d := byDay[day]; {
		case day > since && some[day]:
			out = append(out, d)
		case day <= since && d.Orders > 0:
			old = append(old, store.SaleDay{Day: day, Orders: 1})
		}
	}
	if len(old) > 1+last {
		old = append(old[:1:1], old[len(old)-last:]...)
	}
	return append(old, out...)
}

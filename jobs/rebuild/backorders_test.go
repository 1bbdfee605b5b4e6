package rebuild_test

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wholesight/jobs/calendar"
	"wholesight/jobs/customerlist"
	"wholesight/jobs/jobtest"
	"wholesight/jobs/lists"
	"wholesight/jobs/rebuild"
	"wholesight/jobs/settings"
	"wholesight/store"
	"wholesight/store/storetest"
)

// The second opinion of backorders: every order that is visible, line by line, with
// fractions.
func slowBackorders(orders map[string]store.Order, asOf calendar.Day, digits int) map[int64]customerlist.Backorder {
	all := map[int64]customerlist.Backorder{}
	scale := new(big.Rat).SetInt64(1)
	for range digits {
		scale.Mul(scale, big.NewRat(10, 1))
	}
	for _, o := range orders {
		if o.Status != store.OrderOpen || o.Day > asOf {
			continue
		}
		for _, l := range o.Lines {
			left := l.Quantity - l.Delivered
			if left <= 0 {
				continue
			}
			money := new(big.Rat).Mul(big.NewRat(left, 1000), big.NewRat(l.UnitPrice, 10_000))
			money.Mul(money, scale)
			half := big.NewRat(1, 2)
			if money.Sign() < 0 {
				half.Neg(half)
			}
			money.Add(money, half)
			b := all[o.CustomerID]
			b.Lines++
			b.Units += left
			b.Value += new(big.Int).Quo(money.Num(), money.Denom()).Int64()
			if b.Oldest == 0 || o.Day < b.Oldest {
				b.Oldest = o.Day
			}
			all[o.CustomerID] = b
		}
	}
	return all
}

func TestBackordersAreWhatOpenOrdersLack(t *testing.T) {
	db := storetest.SQLite(t)
	asOf := calendar.Must("2026-11-22")
	rng := rand.New(rand.NewPCG(9, 10))
	ids := storetest.AddCustomers(t, db, store.Customer{Code: "A"}, store.Customer{Code: "B"},
		store.Customer{Code: "C", Notes: "inactive"}, store.Customer{Code: "D"}, store.Customer{Code: "E"})
	make := func(number int) store.Order {
		o := store.Order{Number: fmt.Sprint(number), CustomerID: ids[string("ABCD"[rng.IntN(4)])],
			Day: asOf + 5 - calendar.Day(rng.IntN(60)), Status: store.OrderStatus(rng.IntN(4))}
		for range 1 + rng.IntN(4) {
			l := store.OrderLine{Quantity: int64(rng.IntN(5000)) - 500, UnitPrice: int64(rng.IntN(100_000)) - 1000, Total: 1}
			switch l.Delivered = l.Quantity; rng.IntN(4) {
			case 0:
				l.Delivered = 0
			case 1:
				l.Delivered = int64(rng.IntN(6000))
			}
			o.Lines = append(o.Lines, l)
		}
		return o
	}
	orders := map[string]store.Order{}
	var first []store.Order
	for i := range 120 {
		o := make(i)
		orders[o.Number], first = o, append(first, o)
	}
	storetest.AddOrders(t, db, first...)
	check := func(digits int) {
		t.Helper()
		report := jobtest.Rebuild(t, db, rebuild.Options{AsOf: asOf.String()})
		want := slowBackorders(orders, asOf, digits)
		if len(want) < 3 {
			t.Fatal("hardly anybody has a backorder")
		}
		r := jobtest.Load(t, db, new(lists.Cache))
		if r.Build != report.Build {
			t.Fatalf("build %d, want %d", r.Build, report.Build)
		}
		for row := range int32(r.Len()) {
			if diff := cmp.Diff(want[r.ID(row)], r.Backorder(row)); diff != "" {
				t.Errorf("%s:\n%s", r.Code(row), diff)
			}
		}
		p, err := r.Query(customerlist.Filter{Backorder: true, Activity: customerlist.EveryActivity},
			customerlist.Sort{Key: customerlist.ByBackorder, Descending: true}, customerlist.Everyone(), 0, 50)
		if err != nil || p.Count != len(want) || p.Backordered != len(want) {
			t.Errorf("%d customers have a backorder, %v; want %d", p.Count, err, len(want))
		}
	}
	check(2)
	// Later orders take the place of some: what came meanwhile is not outstanding.
	var found map[string]*store.Order
	storetest.View(t, db, func(tx *store.Tx) (err error) {
		found, err = tx.OrdersByNumber([]string{"3", "4", "5", "6", "7", "8"})
		return err
	})
	var later []store.Order
	for number, o := range found {
		n := make(0)
		n.Number, n.ID, n.Status = number, o.ID, store.OrderOpen
		orders[number], later = n, append(later, n)
	}
	storetest.AddOrders(t, db, later...)
	check(2)
	storetest.Update(t, db, func(tx *store.Tx) error {
		return settings.SaveSetting(tx, jobtest.Tester, "currency", "JPY")
	})
	check(0)
	// Old builds' rows go with them.
	for range 3 {
		jobtest.Rebuild(t, db, rebuild.Options{AsOf: asOf.String()})
	}
	storetest.View(t, db, func(tx *store.Tx) error {
		left, err := tx.Backorders(1)
		if len(left) != 0 {
			t.Errorf("%d backorders of the first build are left", len(left))
		}
		return err
	})
}

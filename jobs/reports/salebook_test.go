package reports

import (
	"errors"
	"fmt"
	"math"
	"math/rand"
	"testing"

	"wholesight/jobs/calendar"
	"wholesight/jobs/rules/classify"
	"wholesight/store"
	"wholesight/store/storetest"
)

// What is bought between two days is what adding up all orders gives, for random orders
// of every status, and for periods around, between and off them.
func TestSaleBook(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		codes := []string{"A", "B", "C", "RETURNS", "NEVER"}
		var customers []store.Customer
		for _, code := range codes {
			customers = append(customers, store.Customer{Code: code})
		}
		ids := storetest.AddCustomers(t, db, customers...)
		r := rand.New(rand.NewSource(1))
		base := calendar.Must("2026-01-01")
		var orders []store.Order
		for i := range 200 {
			code := codes[r.Intn(4)]
			net := int64(r.Intn(900) - 300)
			if code == "RETURNS" {
				net = -max(net, -net)
			}
			orders = append(orders, store.Order{Number: fmt.Sprint(i), CustomerID: ids[code],
				Day:    base + calendar.Day(r.Intn(60)),
				Status: store.OrderStatus(r.Intn(4)), Lines: []store.OrderLine{storetest.Line(net)}})
		}
		storetest.AddOrders(t, db, orders...)
		var books Books
		book := saleBookOf(t, db, &books)
		some := 0
		for range 300 {
			from := base + calendar.Day(r.Intn(70)-5)
			to := from + calendar.Day(r.Intn(40))
			for _, code := range codes {
				want := purchasesBetween(orders, ids[code], from, to)
				got, bought, err := book.Between(ids[code], from, to)
				if err != nil || bought != (want.Orders > 0) || bought && got != want {
					t.Fatalf("%s from %v to %v: %+v, %v, %v, want %+v", code, from, to, got, bought, err, want)
				}
				if bought {
					some++
				}
			}
		}
		if some < 300 {
			t.Errorf("only in %d periods something was bought", some)
		}

		// The same book version is the same book; a new one is read anew, and an old snapshot
		// is answered by its own.
		if again := saleBookOf(t, db, &books); again != book {
			t.Error("the book is made twice for one book_version")
		}
		storetest.View(t, db, func(old *store.Tx) error {
			if _, err := old.BookVersion(); err != nil { // the snapshot begins
				return err
			}
			storetest.AddOrders(t, db, store.Order{Number: "new", CustomerID: ids["NEVER"], Day: base, Status: store.OrderOpen,
				Lines: []store.OrderLine{storetest.Line(7)}})
			now := saleBookOf(t, db, &books)
			if got, bought, err := now.Between(ids["NEVER"], base, base); err != nil || !bought || got.Revenue != 7 {
				t.Errorf("after the import: %+v, %v, %v", got, bought, err)
			}
			then, err := books.Book(old)
			if err != nil {
				return err
			}
			if got, bought, err := then.Between(ids["NEVER"], base, base); err != nil || bought {
				t.Errorf("in the snapshot before it: %+v, %v, %v", got, bought, err)
			}
			return nil
		})
	})
}

func saleBookOf(t *testing.T, db *store.DB, books *Books) (book *SaleBook) {
	t.Helper()
	storetest.View(t, db, func(tx *store.Tx) (err error) {
		book, err = books.Book(tx)
		return err
	})
	return book
}

// purchasesBetween is Between from all orders.
func purchasesBetween(orders []store.Order, customer int64, from, to calendar.Day) (p Purchases) {
	for day := from; day <= to; day++ {
		bought := false
		for _, o := range orders {
			if o.CustomerID != customer || o.Day != day || o.Status != store.OrderOpen && o.Status != store.OrderClosed {
				continue
			}
			net := o.Lines[0].Total
			p.Revenue += net
			if net > 0 {
				p.Orders++
				bought = true
			}
		}
		if bought {
			if p.PurchaseDays == 0 {
				p.First = day
			}
			p.PurchaseDays, p.Last = p.PurchaseDays+1, day
		}
	}
	return p
}

// A sum that does not fit is said, and a customer who is not in the book bought nothing.
func TestSaleBookOverflows(t *testing.T) {
	db := storetest.SQLite(t)
	ids := storetest.AddCustomers(t, db, store.Customer{Code: "A"})
	day := calendar.Must("2026-01-01")
	order := func(number string) store.Order {
		return store.Order{Number: number, CustomerID: ids["A"], Day: day, Status: store.OrderClosed,
			Lines: []store.OrderLine{storetest.Line(math.MaxInt64 - 5)}}
	}
	storetest.AddOrders(t, db, order("1"), order("2"))
	book := saleBookOf(t, db, &Books{})
	if _, _, err := book.Between(ids["A"], day, day); !errors.Is(err, classify.ErrOverflow) {
		t.Errorf("the sum of two that do not fit: %v", err)
	}
	if p, bought, err := book.Between(ids["A"]+1, day, day); err != nil || bought || p != (Purchases{}) {
		t.Errorf("of nobody: %+v, %v, %v", p, bought, err)
	}
}

// A page whose snapshot is older than the book that is kept gets the book of its own
// snapshot, and leaves the newer one to all others.
func TestAnOlderSnapshotLeavesTheNewerBook(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		id := storetest.AddCustomers(t, db, store.Customer{Code: "A"})["A"]
		day := calendar.Must("2026-01-01")
		order := func(number string) {
			storetest.AddOrders(t, db, store.Order{Number: number, CustomerID: id, Day: day, Status: store.OrderOpen,
				Lines: []store.OrderLine{storetest.Line(100)}})
		}
		orders := func(b *SaleBook) int {
			p, _, err := b.Between(id, day, day)
			if err != nil {
				t.Fatal(err)
			}
			return int(p.Orders)
		}
		order("1")
		var books Books
		var newer *SaleBook
		storetest.View(t, db, func(tx *store.Tx) error {
			if _, err := tx.BookVersion(); err != nil { // the snapshot is taken
				return err
			}
			order("2")
			newer = saleBookOf(t, db, &books)
			older, err := books.Book(tx)
			if err == nil && (orders(older) != 1 || orders(newer) != 2) {
				t.Errorf("%d orders in the older snapshot, %d in the newer one", orders(older), orders(newer))
			}
			return err
		})
		if saleBookOf(t, db, &books) != newer {
			t.Error("the older snapshot's book has replaced the newer one")
		}
	})
}

package store_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sort"
	"strings"
	"testing"
	"time"

	"wholesight/jobs/calendar"
	"wholesight/store"
	"wholesight/store/storetest"
)

// dumpOrders writes the visible order book as text.
func dumpOrders(t *testing.T, db *store.DB) string {
	t.Helper()
	var b strings.Builder
	storetest.View(t, db, func(tx *store.Tx) error {
		b.Reset()
		return tx.EachOrderLine(store.Everyone(), func(e *store.ExportLine) error {
			fmt.Fprintf(&b, "%s %s %s %s %s %s %+v\n", e.Number, e.Day, e.Customer, e.Channel, e.Status, e.SKU, e.Line)
			return nil
		})
	})
	return b.String()
}

// sound fails the test when the database breaks one of its promises.
func sound(t *testing.T, db *store.DB) {
	t.Helper()
	found, err := db.Check(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		t.Errorf("%s: %d", f.What, f.Rows)
	}
}

func sweep(t *testing.T, db *store.DB) {
	t.Helper()
	for more := true; more; {
		storetest.Update(t, db, func(tx *store.Tx) (err error) {
			more, err = tx.SweepOrders()
			return err
		})
	}
}

// begin adds an orders import and opens its book version.
func begin(t *testing.T, db *store.DB) (importID, bookVersion int64) {
	t.Helper()
	storetest.Update(t, db, func(tx *store.Tx) (err error) {
		importID, err = tx.AddImport(store.Import{Kind: "orders", FileName: "o.csv", FileHash: "x",
			State: store.ImportApplying, Options: "{}", Actor: store.Actor{Name: "test"}})
		if err != nil {
			return err
		}
		bookVersion, err = tx.BeginStage(importID)
		return err
	})
	return importID, bookVersion
}

// master makes customer A with id 1 and products P and Q with ids 1 and 2.
func master(t *testing.T, db *store.DB) {
	t.Helper()
	storetest.Update(t, db, func(tx *store.Tx) error {
		smart, _, err := tx.FirstSmartType()
		if err != nil {
			return err
		}
		err = tx.InsertCustomers([]store.Customer{{Code: "A", Name: "Ä Ltd", SmartTypeID: smart, Active: true}})
		return errors.Join(err, tx.InsertProducts([]store.Product{{SKU: "P", Name: "P", Kind: "goods"},
			{SKU: "Q", Name: "Q", Kind: "goods"}}))
	})
}

func order(id int64, number string, totals ...int64) store.Order {
	o := store.Order{ID: id, Number: number, CustomerID: 1, Day: calendar.Must("2026-01-02"), Status: store.OrderClosed}
	for _, total := range totals {
		o.Lines = append(o.Lines, store.OrderLine{ProductID: 1 + total&1, Quantity: 1000, Delivered: 1000,
			UnitPrice: total * 100, Total: total})
	}
	return o
}

func TestABookVersionIsSeenWholeOrNotAtAll(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		master(t, db)
		first, e1 := begin(t, db)
		storetest.Update(t, db, func(tx *store.Tx) error {
			return tx.StageOrders(e1, []store.Order{order(0, "1", 5, 6), order(0, "2", 7)})
		})
		if got := dumpOrders(t, db); got != "" {
			t.Fatalf("staged orders are seen:\n%s", got)
		}
		storetest.Update(t, db, func(tx *store.Tx) error { return tx.PublishOrders(first, e1) })
		one := dumpOrders(t, db)
		if n := strings.Count(one, "\n"); n != 3 {
			t.Fatalf("%d lines, want 3:\n%s", n, one)
		}

		second, e2 := begin(t, db)
		var old *store.Order
		storetest.View(t, db, func(tx *store.Tx) error {
			all, err := tx.OrdersByNumber([]string{"1", "none"})
			if len(all) != 1 {
				t.Errorf("%d orders by number, want 1", len(all))
			}
			old = all["1"]
			return err
		})
		if old.Net != 11 || len(old.Lines) != 2 {
			t.Fatalf("order 1 is %+v", old)
		}
		storetest.Update(t, db, func(tx *store.Tx) error {
			return tx.StageOrders(e2, []store.Order{order(old.ID, "1", 5, 6, 9), order(0, "3", -4)})
		})
		if got := dumpOrders(t, db); got != one {
			t.Fatalf("staging shows:\n%s", got)
		}
		sound(t, db)
		storetest.Update(t, db, func(tx *store.Tx) error { return tx.PublishOrders(second, e2) })
		two := dumpOrders(t, db)
		if n := strings.Count(two, "\n"); n != 5 {
			t.Fatalf("%d lines, want 5:\n%s", n, two)
		}
		sound(t, db)

		// The first import is not the visible book version: it cannot be undone.
		if err := db.Update(context.Background(), func(tx *store.Tx) error { return tx.UndoOrders(first) }); !errors.Is(err,
			store.ErrConflict) {
			t.Fatalf("undo of an older import: %v", err)
		}
		sweep(t, db) // keeps what the undo needs
		storetest.Update(t, db, func(tx *store.Tx) error { return tx.UndoOrders(second) })
		if got := dumpOrders(t, db); got != one {
			t.Fatalf("undone:\n%s\nwant\n%s", got, one)
		}
		sweep(t, db)
		if got := dumpOrders(t, db); got != one {
			t.Fatalf("swept:\n%s\nwant\n%s", got, one)
		}
		sound(t, db)
		if err := db.Update(context.Background(), func(tx *store.Tx) error { return tx.UndoOrders(first) }); !errors.Is(err,
			store.ErrConflict) {
			t.Fatalf("a second undo in a row: %v", err)
		}
	})
}

// Random imports, some published, some given up in the middle, some undone: the
// visible book is always that of a plain map, and nothing is left over.
func TestTheOrderBookIsAMapOfOrders(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		master(t, db)
		r := rand.New(rand.NewPCG(1, 2))
		visible, before := map[string]store.Order{}, map[string]store.Order(nil)
		last := int64(0)
		for range 60 {
			sweep(t, db)
			importID, bookVersion := begin(t, db)
			next := map[string]store.Order{}
			for k, v := range visible {
				next[k] = v
			}
			give := r.IntN(3) == 0
			for range 1 + r.IntN(3) {
				var numbers []string
				for _, i := range r.Perm(12)[:1+r.IntN(4)] {
					if n := fmt.Sprint("o", i); next[n].Currency != fmt.Sprint(bookVersion) { // once in a book version
						numbers = append(numbers, n)
					}
				}
				var batch []store.Order
				storetest.Update(t, db, func(tx *store.Tx) error {
					have, err := tx.OrdersByNumber(numbers)
					if err != nil {
						return err
					}
					batch = nil
					for _, n := range numbers {
						o := order(0, n, r.Int64N(9)-3, r.Int64N(9))
						o.Currency = fmt.Sprint(bookVersion)
						if old := have[n]; old != nil {
							o.ID = old.ID
						}
						batch = append(batch, o)
					}
					return tx.StageOrders(bookVersion, batch)
				})
				for _, o := range batch {
					next[o.Number] = o
				}
			}
			switch {
			case give:
			default:
				storetest.Update(t, db, func(tx *store.Tx) error { return tx.PublishOrders(importID, bookVersion) })
				visible, before, last = next, visible, importID
			}
			if before != nil && r.IntN(4) == 0 && !give {
				storetest.Update(t, db, func(tx *store.Tx) error { return tx.UndoOrders(last) })
				visible, before = before, nil
			}
			if got, want := nets(t, db), wantNets(visible); got != want {
				t.Fatalf("visible %s\nwant    %s", got, want)
			}
			sound(t, db)
		}
		sweep(t, db)
		sound(t, db)
	})
}

func nets(t *testing.T, db *store.DB) string {
	seen := map[string]int64{}
	storetest.View(t, db, func(tx *store.Tx) error {
		clear(seen)
		return tx.EachOrderLine(store.Everyone(), func(e *store.ExportLine) error {
			seen[e.Number] += e.Line.Total
			return nil
		})
	})
	return sortedNets(seen)
}

func wantNets(all map[string]store.Order) string {
	seen := map[string]int64{}
	for n, o := range all {
		seen[n] = o.Net
	}
	return sortedNets(seen)
}

func sortedNets(seen map[string]int64) string {
	var out []string
	for n, net := range seen {
		out = append(out, fmt.Sprintf("%s=%d", n, net))
	}
	sort.Strings(out)
	return strings.Join(out, " ")
}

func TestALeaseHasOneHolder(t *testing.T) {
	now := storetest.Now
	for name, url := range map[string]func(testing.TB) string{"SQLite": storetest.SQLiteURL,
		"PostgreSQL": storetest.PostgresURL} {
		t.Run(name, func(t *testing.T) {
			db, err := store.Open(context.Background(), url(t), store.Options{Now: func() time.Time { return now }})
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close()
			if _, err := db.Migrate(context.Background()); err != nil {
				t.Fatal(err)
			}
			take := func(holder string) (taken bool) {
				storetest.Update(t, db, func(tx *store.Tx) (err error) {
					taken, err = tx.TakeLease("import", holder, time.Minute)
					return err
				})
				return taken
			}
			keep := func(holder string) error {
				return db.Update(context.Background(), func(tx *store.Tx) error {
					return tx.KeepLease("import", holder, time.Minute)
				})
			}
			if !take("a") || take("b") || !take("a") {
				t.Fatal("a lease is taken by the first, and again by the same")
			}
			now = now.Add(59 * time.Second)
			if err := keep("a"); err != nil {
				t.Fatal(err)
			}
			now = now.Add(59 * time.Second)
			if take("b") {
				t.Fatal("a kept lease was taken")
			}
			now = now.Add(2 * time.Second)
			if !take("b") {
				t.Fatal("a lease that is over was not taken")
			}
			if err := keep("a"); !errors.Is(err, store.ErrConflict) {
				t.Fatalf("the old holder keeps it: %v", err)
			}
			storetest.Update(t, db, func(tx *store.Tx) error { return tx.EndLease("import", "a") })
			if err := keep("b"); err != nil {
				t.Fatalf("the old holder ended it: %v", err)
			}
			storetest.Update(t, db, func(tx *store.Tx) error { return tx.EndLease("import", "b") })
			if !take("c") {
				t.Fatal("an ended lease was not taken")
			}
		})
	}
}

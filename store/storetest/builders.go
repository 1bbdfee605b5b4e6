package storetest

import (
	"context"
	"log/slog"
	"sync"
	"testing"
	"time"

	"wholesight/store"
)

// AddCustomers adds customers. What a test does not say is filled in: the name is
// the code, the smart type the shop's first, and a customer is active unless
// Notes is "inactive". It returns the ids by code.
func AddCustomers(t testing.TB, db *store.DB, customers ...store.Customer) map[string]int64 {
	t.Helper()
	ids := map[string]int64{}
	Update(t, db, func(tx *store.Tx) error {
		smartType, _, err := tx.FirstSmartType()
		if err != nil {
			return err
		}
		rows := make([]store.Customer, len(customers))
		codes := make([]string, len(customers))
		for i, c := range customers {
			if c.Name == "" {
				c.Name = c.Code
			}
			if c.SmartTypeID == 0 {
				c.SmartTypeID = smartType
			}
			if c.Attributes == "" {
				c.Attributes = "{}"
			}
			c.Active = c.Notes != "inactive"
			rows[i], codes[i] = c, c.Code
		}
		if err := tx.InsertCustomers(rows); err != nil {
			return err
		}
		found, err := tx.CustomersByCode(store.Everyone(), codes)
		for code, c := range found {
			ids[code] = c.ID
		}
		return err
	})
	return ids
}

// AddOrders stages orders and publishes them, as an import does. Lines without a
// product get one. An order with an ID takes the place of that version.
func AddOrders(t testing.TB, db *store.DB, orders ...store.Order) {
	t.Helper()
	var product, importID, bookVersion int64
	Update(t, db, func(tx *store.Tx) error {
		const sku = "TEST"
		found, err := tx.ProductsBySKU([]string{sku})
		if err != nil {
			return err
		}
		if found[sku] == nil {
			if err := tx.InsertProducts([]store.Product{{SKU: sku, Name: sku, Kind: "goods", Active: true}}); err != nil {
				return err
			}
			if found, err = tx.ProductsBySKU([]string{sku}); err != nil {
				return err
			}
		}
		product = found[sku].ID
		importID, err = tx.AddImport(store.Import{Kind: "orders", FileName: "test.csv", FileHash: "x",
			State:   store.ImportApplying,
			Options: "{}", Actor: store.Actor{Name: "test"}})
		if err != nil {
			return err
		}
		bookVersion, err = tx.BeginStage(importID)
		return err
	})
	for len(orders) > 0 {
		n := min(len(orders), 1000)
		Update(t, db, func(tx *store.Tx) error {
			batch := make([]store.Order, n)
			for i, o := range orders[:n] {
				o.Lines = append([]store.OrderLine(nil), o.Lines...)
				for j := range o.Lines {
					if o.Lines[j].ProductID == 0 {
						o.Lines[j].ProductID = product
					}
				}
				batch[i] = o
			}
			return tx.StageOrders(bookVersion, batch)
		})
		orders = orders[n:]
	}
	Update(t, db, func(tx *store.Tx) error { return tx.PublishOrders(importID, bookVersion) })
}

// Line is an order line worth so many minor units.
func Line(total int64) store.OrderLine {
	return store.OrderLine{Quantity: 1000, Delivered: 1000, UnitPrice: total * 100, Total: total}
}

// Clock is a clock that a test sets.
type Clock struct {
	mu  sync.Mutex
	now time.Time
}

// Now is what the clock shows.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Set makes the clock show an instant.
func (c *Clock) Set(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = t
}

// Add puts the clock forward.
func (c *Clock) Add(d time.Duration) { c.Set(c.Now().Add(d)) }

// EachWithClock is Each with databases whose clock the test sets; it begins at Now.
func EachWithClock(t *testing.T, f func(t *testing.T, db *store.DB, clock *Clock)) {
	t.Helper()
	for name, address := range map[string]func(testing.TB) string{"SQLite": SQLiteURL, "PostgreSQL": PostgresURL} {
		t.Run(name, func(t *testing.T) {
			db, clock := withClock(t, address(t))
			f(t, db, clock)
		})
	}
}

// SQLiteWithClock is SQLite with a clock that the test sets; it begins at Now.
func SQLiteWithClock(t testing.TB) (*store.DB, *Clock) {
	t.Helper()
	return withClock(t, SQLiteURL(t))
}

func withClock(t testing.TB, address string) (*store.DB, *Clock) {
	t.Helper()
	clock := &Clock{now: Now}
	db := OpenAt(t, address, clock)
	if _, err := db.Migrate(context.Background()); err != nil {
		t.Fatal(err)
	}
	return db, clock
}

// OpenAt opens a database, once more perhaps, with a clock that the test sets.
func OpenAt(t testing.TB, address string, clock *Clock) *store.DB {
	t.Helper()
	db, err := store.Open(context.Background(), address, store.Options{Now: clock.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return db
}

// Log is a logger that says nothing.
func Log() *slog.Logger { return slog.New(slog.DiscardHandler) }

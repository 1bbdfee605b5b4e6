package store_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"wholesight/store"
	"wholesight/store/storetest"
)

// smartType makes a smart type.
func smartType(t *testing.T, db *store.DB, title string) int64 {
	t.Helper()
	var id int64
	storetest.Update(t, db, func(tx *store.Tx) (err error) {
		id, err = tx.NewSmartType(title, false)
		return err
	})
	return id
}

func group(t *testing.T, db *store.DB, smartType int64) []store.Classification {
	t.Helper()
	var rows []store.Classification
	storetest.View(t, db, func(tx *store.Tx) (err error) {
		rows, err = tx.Classifications(smartType)
		return err
	})
	return rows
}

// brief is a list as "title@position.version".
func brief(rows []store.Classification) string {
	var b strings.Builder
	for _, c := range rows {
		fmt.Fprintf(&b, "%s@%d.%d ", c.Title, c.Position, c.Version)
	}
	return strings.TrimSpace(b.String())
}

func save(db *store.DB, smartType int64, rows, gone []store.Classification) error {
	return db.Update(context.Background(), func(tx *store.Tx) error {
		_, _, err := tx.SaveClassifications(smartType, "orders", rows, gone)
		return err
	})
}

func TestClassificationsAreSavedAsAList(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		trade := smartType(t, db, "Trade")
		value := func(v int64) *int64 { return &v }
		check := func(what, want string) {
			t.Helper()
			if got := brief(group(t, db, trade)); got != want {
				t.Errorf("%s: %s, want %s", what, got, want)
			}
		}
		if err := save(db, trade, []store.Classification{{Title: "a", Colour: "#000000", Value: value(100),
			MinSpend: value(5)}, {Title: "b", Colour: "#000000", Value: value(200)}, {Title: "c", Colour: "#000000"}},
			nil); err != nil {
			t.Fatal(err)
		}
		check("new", "a@1.1 b@2.1 c@3.1")
		old := group(t, db, trade)
		if c := old[0]; c.Type != "orders" || c.SmartTypeID != trade || *c.Value != 100 || *c.MinSpend != 5 ||
			c.MinOrders != nil || old[2].Value != nil {
			t.Errorf("stored as %+v", c)
		}
		if err := save(db, trade, old, nil); err != nil {
			t.Fatal(err)
		}
		check("saved unchanged", "a@1.1 b@2.1 c@3.1")

		moved := []store.Classification{old[1], old[0], {Title: "new", Colour: "#000000"}, old[2]}
		moved[0].MinOrders = value(2)
		if err := save(db, trade, moved, nil); err != nil {
			t.Fatal(err)
		}
		check("moved and added", "b@1.2 a@2.2 new@3.1 c@4.2")

		for what, err := range map[string]error{
			"a stale list":            save(db, trade, old, nil),
			"a list that lacks a row": save(db, trade, group(t, db, trade)[:3], nil),
			"a row twice":             save(db, trade, append(group(t, db, trade), group(t, db, trade)[0]), nil),
			"a stale deletion":        save(db, trade, group(t, db, trade)[1:], old[1:2]),
		} {
			if !errors.Is(err, store.ErrConflict) {
				t.Errorf("%s was taken: %v", what, err)
			}
		}
		check("after the refusals", "b@1.2 a@2.2 new@3.1 c@4.2")

		now := group(t, db, trade)
		if err := save(db, trade, append(now[:1:1], now[2:]...), now[1:2]); err != nil {
			t.Fatal(err)
		}
		check("deleted", "b@1.2 new@2.2 c@3.3")
		now = group(t, db, trade)
		if err := save(db, trade, now[1:], now[:1]); err != nil {
			t.Fatal(err)
		}
		check("deleted with the list", "new@1.3 c@2.4")
		storetest.View(t, db, func(tx *store.Tx) error {
			all, err := tx.AllClassifications()
			if len(all) != 4 || all[old[0].ID].DeletedAt.IsZero() {
				t.Errorf("history could no longer speak of what was deleted: %v", all)
			}
			return err
		})
		if err := save(db, trade+99, nil, nil); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("a smart type that is not there: %v", err)
		}
	})
}

// Eight people change different rows of one list at the same moment, each having
// read the same state: one wins. (Two that each looked only at the other's row
// could together leave an order that neither would have been allowed.)
func TestOfListsChangedAtOnceOneWins(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		trade := smartType(t, db, "Trade")
		var rows []store.Classification
		for i := range 8 {
			rows = append(rows, store.Classification{Title: fmt.Sprint(i), Colour: "#000000"})
		}
		if err := save(db, trade, rows, nil); err != nil {
			t.Fatal(err)
		}
		rows = group(t, db, trade)
		var wg sync.WaitGroup
		errs := make([]error, len(rows))
		for i := range rows {
			mine := append([]store.Classification(nil), rows...)
			mine[i].Comment = "changed"
			wg.Go(func() { errs[i] = save(db, trade, mine, nil) })
		}
		wg.Wait()
		won := 0
		for _, err := range errs {
			switch {
			case err == nil:
				won++
			case !errors.Is(err, store.ErrConflict):
				t.Error(err)
			}
		}
		if won != 1 {
			t.Errorf("%d won", won)
		}
	})
}

func TestSmartTypes(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ids := []int64{smartType(t, db, "Trade"), smartType(t, db, "Retail"), smartType(t, db, "Industry")}
		all := func() (out []store.SmartType) {
			storetest.View(t, db, func(tx *store.Tx) (err error) {
				out, err = tx.SmartTypes()
				return err
			})
			return out
		}
		titles := func() (out string) {
			for i, s := range all() {
				out += s.Title + " "
				if s.Position != int64(i)+1 {
					t.Errorf("%s is at position %d, not %d", s.Title, s.Position, i+1)
				}
			}
			return out
		}
		do := func(f func(tx *store.Tx) error) error { return db.Update(context.Background(), f) }
		if err := do(func(tx *store.Tx) error { return tx.OrderSmartTypes([]int64{ids[2], ids[0], ids[1]}) }); err != nil {
			t.Fatal(err)
		}
		if got := titles(); got != "Industry Trade Retail " {
			t.Errorf("order is %s", got)
		}
		for what, err := range map[string]error{
			"an order that lacks one": do(func(tx *store.Tx) error { return tx.OrderSmartTypes(ids[:2]) }),
			"an order with one twice": do(func(tx *store.Tx) error {
				return tx.OrderSmartTypes([]int64{ids[0], ids[0], ids[1]})
			}),
			"an order with a stranger": do(func(tx *store.Tx) error { return tx.OrderSmartTypes([]int64{ids[0], ids[1], 99}) }),
			"a stale version": do(func(tx *store.Tx) error {
				return tx.SaveSmartType(store.SmartType{ID: ids[0], Title: "T", Version: 99})
			}),
			"a title that is taken": do(func(tx *store.Tx) error { s := all()[0]; s.Title = "Retail"; return tx.SaveSmartType(s) }),
			"a stale deletion":      do(func(tx *store.Tx) error { return tx.DeleteSmartType(ids[0], 99) }),
		} {
			if !errors.Is(err, store.ErrConflict) {
				t.Errorf("%s was taken: %v", what, err)
			}
		}
		storetest.AddCustomers(t, db, store.Customer{Code: "A", SmartTypeID: ids[1]})
		if err := do(func(tx *store.Tx) error { return tx.DeleteSmartType(ids[1], all()[2].Version) }); !errors.Is(err,
			store.ErrReference) {
			t.Errorf("a smart type with customers was deleted: %v", err)
		}
		if err := do(func(tx *store.Tx) error { return tx.DeleteSmartType(ids[2], all()[0].Version) }); err != nil {
			t.Fatal(err)
		}
		if got := titles(); got != "Trade Retail " {
			t.Errorf("after a deletion the order is %s", got)
		}
		storetest.View(t, db, func(tx *store.Tx) error {
			s, err := tx.SmartTypeByTitle("Retail")
			if s.ID != ids[1] {
				t.Errorf("Retail is %d", s.ID)
			}
			_, missing := tx.SmartTypeByTitle("retail")
			if !errors.Is(missing, store.ErrNotFound) {
				t.Errorf("retail: %v", missing)
			}
			return err
		})
	})
}

package store_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wholesight/jobs/calendar"
	"wholesight/store"
	"wholesight/store/storetest"
)

// Few or many moves are found in different ways: both give the same pages.
func TestWhoMoved(t *testing.T) {
	defer store.ManyMoved(10_000)
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		var customers []store.Customer
		for i := range 30 {
			customers = append(customers, store.Customer{Code: fmt.Sprintf("%c%02d", 'Z'-i%7, i)})
		}
		ids := storetest.AddCustomers(t, db, customers...)
		var changes []store.LabelChange
		moves := map[store.Move]int64{}
		for i, c := range customers {
			for kind := 0; kind < 6; kind += 1 + i%3 {
				change := store.LabelChange{CustomerID: ids[c.Code], Type: kind, From: int64(i % 2), To: int64(2 + i%2)}
				changes = append(changes, change)
				moves[store.Move{Type: kind, From: change.From, To: change.To}]++
			}
		}
		var counted []store.Move
		for m, n := range moves {
			m.Customers = n
			counted = append(counted, m)
		}
		build := func(history, publish bool) (id int64) {
			storetest.Update(t, db, func(tx *store.Tx) error {
				was, err := tx.Baseline()
				if err != nil {
					return err
				}
				if id, err = tx.BeginBuild(store.Build{AsOf: calendar.Must("2026-11-22"), Timeframe: 12, Steps: "labels",
					StartedAt: tx.Now}); err != nil {
					return err
				}
				if err := errors.Join(tx.StageChanges(id, changes), tx.StageCounts(id, nil, counted)); err != nil || !publish {
					return err
				}
				return tx.PublishBuild(store.Build{ID: id, Moved: int64(len(changes)), History: history},
					[]string{store.StepLabels}, was)
			})
			return id
		}
		page := func(scope store.Scope, id int64, f store.MovedFilter) (all []store.Moved) {
			storetest.View(t, db, func(tx *store.Tx) error {
				for {
					some, err := tx.MovedCustomers(scope, id, f)
					if err != nil || len(some) == 0 {
						return err
					}
					all = append(all, some...)
					f.After = &some[len(some)-1]
				}
			})
			return all
		}
		seen := build(true, true)
		some := store.Move{Type: 2, From: 1, To: 3}
		var all, one [2][]store.Moved
		for i, many := range []int64{1_000_000, 1} {
			store.ManyMoved(many)
			all[i] = page(store.Everyone(), seen, store.MovedFilter{Limit: 7})
			one[i] = page(store.Everyone(), seen, store.MovedFilter{Limit: 2, Move: &some})
			if got := page(store.OfCustomer(ids["Z00"]), seen, store.MovedFilter{Limit: 100}); len(got) != 6 {
				t.Errorf("a customer sees %v", got)
			}
			if got := page(store.Scope{}, seen, store.MovedFilter{Limit: 100}); len(got) != 0 {
				t.Errorf("nobody sees %v", got)
			}
		}
		if diff := cmp.Diff(all[0], all[1]); diff != "" || len(all[0]) != len(changes) {
			t.Errorf("%d of %d, or differing:\n%s", len(all[0]), len(changes), diff)
		}
		if diff := cmp.Diff(one[0], one[1]); diff != "" || int64(len(one[0])) != moves[some] {
			t.Errorf("%d of %d, or differing:\n%s", len(one[0]), moves[some], diff)
		}
		for i := 1; i < len(all[0]); i++ {
			if a, b := all[0][i-1], all[0][i]; a.Code > b.Code || a.Code == b.Code && a.Type >= b.Type {
				t.Errorf("%s %d stands before %s %d", a.Code, a.Type, b.Code, b.Type)
			}
		}
		if got := page(store.Everyone(), seen, store.MovedFilter{Limit: 9,
			Move: &store.Move{Type: 5, From: 8, To: 9}}); len(got) != 0 {
			t.Errorf("a move that nobody made is made by %v", got)
		}
		// Counted at the build for everybody, and counted live for those who see
		// less: the same numbers.
		storetest.View(t, db, func(tx *store.Tx) error {
			everyone, err := tx.Moves(store.Everyone(), seen)
			if len(everyone) != len(counted) {
				t.Errorf("%d moves, want %d", len(everyone), len(counted))
			}
			mine, err2 := tx.Moves(store.OfCustomer(ids["Z00"]), seen)
			if len(mine) != 6 || mine[2] != (store.Move{Type: 2, From: 0, To: 2, Customers: 1}) {
				t.Errorf("a customer's moves are %v", mine)
			}
			return errors.Join(err, err2)
		})
		// What is not published, or no history, is not seen.
		for what, id := range map[string]int64{"a look back": build(false, true), "a build under way": build(true, false)} {
			storetest.View(t, db, func(tx *store.Tx) error {
				moved, err := tx.Moves(store.Everyone(), id)
				if len(moved) != 0 || len(page(store.Everyone(), id, store.MovedFilter{Limit: 9})) != 0 {
					t.Errorf("%s is seen: %v", what, moved)
				}
				history, err2 := tx.LabelHistory(store.Everyone(), ids["Z00"], 100)
				for _, h := range history {
					if h.Build != seen {
						t.Errorf("%s is in the history: %+v", what, h)
					}
				}
				none, err3 := tx.LabelHistory(store.OfCustomer(ids["Y01"]), ids["Z00"], 100)
				if len(history) != 6 || len(none) != 0 {
					t.Errorf("history: %v; of another customer: %v", history, none)
				}
				return errors.Join(err, err2, err3)
			})
		}
	})
}

package store_test

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"wholesight/jobs/calendar"
	"wholesight/store"
	"wholesight/store/storetest"
)

// Whatever is done to contacts, the facts are what a person would read off them, and
// who has changed is told from any state before.
func TestFactsFollowTheContacts(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ids := storetest.AddCustomers(t, db, store.Customer{Code: "A"}, store.Customer{Code: "B"}, store.Customer{Code: "C"},
			store.Customer{Code: "D"})
		rng := rand.New(rand.NewPCG(1, 2))
		var all []store.Contact
		code := map[int64]string{}
		for c, id := range ids {
			code[id] = c
		}
		facts := map[int64]store.ContactFacts{} // as they are to be
		var then []store.Stamp                  // states, and what has changed after each
		var after []map[int64]bool
		for step := range 60 {
			then, after = append(then, stamp(t, db)), append(after, map[int64]bool{})
			changed := map[int64]bool{}
			storetest.Update(t, db, func(tx *store.Tx) error {
				was := slices.Clone(all)
				clear(changed)
				all = was
				for range 1 + rng.IntN(3) {
					var next *calendar.Day
					if rng.IntN(2) == 0 {
						d := calendar.Day(1 + rng.IntN(4))
						next = &d
					}
					switch i := rng.IntN(max(1, len(all))); {
					case len(all) == 0 || rng.IntN(3) == 0:
						c := store.Contact{CustomerID: ids[string("ABC"[rng.IntN(3)])], At: int64(rng.IntN(4)) * 86_400_000,
							UserID: int64(rng.IntN(2)), Kind: []string{"call", "visit"}[rng.IntN(2)],
							Author: fmt.Sprint("Ann ", step, len(all)), NextOn: next}
						if err := tx.InsertContact(&c); err != nil {
							return err
						}
						all = append(all, c)
						changed[c.CustomerID] = true
					case rng.IntN(2) == 0:
						all[i].NextOn = next
						if err := tx.UpdateContact(&all[i]); err != nil {
							return err
						}
						changed[all[i].CustomerID] = true
					default:
						if err := tx.DeleteContact(all[i].ID, all[i].Version); err != nil {
							return err
						}
						changed[all[i].CustomerID] = true
						all = slices.Delete(all, i, i+1)
					}
				}
				return nil
			})
			for id := range changed {
				f := store.ContactFacts{CustomerID: id, Code: code[id]}
				mine := slices.DeleteFunc(slices.Clone(all), func(c store.Contact) bool { return c.CustomerID != id })
				if len(mine) > 0 {
					c := slices.MaxFunc(mine, func(a, b store.Contact) int {
						return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.ID, b.ID))
					})
					f.LastAt, f.LastKind = c.At, c.Kind
					f.FollowUp = agreedOf(mine)
				}
				facts[id] = f
				for _, since := range after {
					since[id] = true
				}
			}
			from := rng.IntN(len(then))
			wantIDs := slices.Sorted(maps.Keys(after[from]))
			var want []store.ContactFacts
			for _, id := range wantIDs {
				want = append(want, facts[id])
			}
			storetest.View(t, db, func(tx *store.Tx) error {
				ids, err := tx.FactsChangedSince(then[from].Facts, then[from].Targets)
				if err != nil {
					return err
				}
				got, err := tx.FactsOf(append(slices.Clone(ids), 999_999))
				if diff := gocmp.Diff(wantIDs, ids) + gocmp.Diff(want, got); diff != "" {
					t.Fatalf("step %d, since %d:\n%s", step, from, diff)
				}
				return err
			})
		}
		if found, err := db.Check(context.Background()); err != nil || len(found) > 0 {
			t.Errorf("check: %v, %v", found, err)
		}
		storetest.View(t, db, func(tx *store.Tx) error {
			now, err := tx.Stamp()
			if err != nil {
				return err
			}
			got, err := tx.FactsChangedSince(now.Facts, now.Targets)
			if len(got) != 0 {
				t.Errorf("changed since now: %v", got)
			}
			return err
		})
	})
}

// agreedOf is the agreed day of a customer with some contacts, told one by one in the
// order in which they happened.
func agreedOf(all []store.Contact) (agreed calendar.Day) {
	all = slices.SortedFunc(slices.Values(all), func(a, b store.Contact) int {
		return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.ID, b.ID))
	})
	some := false
	for _, c := range all {
		switch {
		case c.NextOn != nil:
			agreed, some = *c.NextOn, true
		case c.UserID != 0, some && calendar.Day(c.At/86_400_000) >= agreed:
			agreed, some = 0, false
		}
	}
	return agreed
}

func TestAStaleContactIsAConflictAndNoChange(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ids := storetest.AddCustomers(t, db, store.Customer{Code: "A"})
		c := store.Contact{CustomerID: ids["A"], At: 1, Kind: "call", Author: "Ann"}
		storetest.Update(t, db, func(tx *store.Tx) error { return tx.InsertContact(&c) })
		before := stamp(t, db)
		for name, change := range map[string]func(tx *store.Tx) error{
			"an update":  func(tx *store.Tx) error { stale := c; stale.Version++; return tx.UpdateContact(&stale) },
			"a deletion": func(tx *store.Tx) error { return tx.DeleteContact(c.ID, c.Version+1) },
		} {
			if err := db.Update(context.Background(), change); !errors.Is(err, store.ErrConflict) {
				t.Errorf("%s of another version: %v", name, err)
			}
		}
		if after := stamp(t, db); after != before {
			t.Errorf("what was refused counts: %+v, %+v", before, after)
		}
	})
}

func TestCheckFindsFactsThatDrifted(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ids := storetest.AddCustomers(t, db, store.Customer{Code: "A"}, store.Customer{Code: "B"})
		day := calendar.Day(20000)
		storetest.Update(t, db, func(tx *store.Tx) error {
			return errors.Join(tx.InsertContact(&store.Contact{CustomerID: ids["A"], At: 1, Kind: "call", Author: "Ann",
				NextOn: &day}),
				tx.InsertContact(&store.Contact{CustomerID: ids["A"], At: 2, Kind: "visit", Author: "Ann", NextOn: &day}))
		})
		for i, damage := range []string{
			"UPDATE customer_facts SET next_on = next_on + 1", "UPDATE customer_facts SET next_on = NULL",
			"UPDATE customer_facts SET last_at = 1",
			"UPDATE customer_facts SET last_kind = 'call'", "DELETE FROM customer_facts", "DELETE FROM contacts",
		} {
			if err := store.Exec(db, damage); err != nil {
				t.Fatal(err)
			}
			if found, err := db.Check(context.Background()); err != nil || len(found) != 1 {
				t.Errorf("%s: %v, %v", damage, found, err)
			}
			// The next write of a contact of the customer mends it.
			storetest.Update(t, db, func(tx *store.Tx) error {
				return tx.InsertContact(&store.Contact{CustomerID: ids["A"], At: int64(10 + i), Kind: "visit", Author: "Ann",
					NextOn: &day})
			})
			if found, err := db.Check(context.Background()); err != nil || len(found) != 0 {
				t.Errorf("after %s and a contact: %v, %v", damage, found, err)
			}
		}
	})
}

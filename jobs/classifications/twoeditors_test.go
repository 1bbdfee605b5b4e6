package classifications_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"

	"wholesight/jobs/jobtest"
	"wholesight/jobs/people"
	"wholesight/store"
	"wholesight/store/storetest"
)

// sharedThing is something that two people edit: load reads its text and version, save
// stores a text over a version.
type sharedThing struct {
	name string
	load func(tx *store.Tx) (text string, version int64, err error)
	save func(tx *store.Tx, text string, version int64) error
}

// Two people load and save the same things a thousand times in random order. A save
// over what its person has not seen is refused and changes nothing; every other one
// is stored to the letter. So nothing is ever lost unseen.
func TestTwoEditorsLoseNothing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		by := store.Actor{Name: "test"}
		ids := storetest.AddCustomers(t, db, store.Customer{Code: "C1"})
		smartType, rows := editable(t, db)
		var user store.User
		storetest.Update(t, db, func(tx *store.Tx) (err error) {
			if user, err = people.AddUser(tx, by, people.Person{Email: "a@b.example", Name: "A",
				Role: store.RoleManager}); err != nil {
				return err
			}
			return tx.InsertTarget(&store.Target{CustomerID: ids["C1"], StartMonth: 24_312})
		})
		customer := func(tx *store.Tx) (*store.Customer, error) {
			found, err := tx.CustomersByCode(store.Everyone(), []string{"C1"})
			return found["C1"], err
		}
		target := func(tx *store.Tx) (one store.Target, err error) {
			err = tx.EachTarget(store.Everyone(), func(t *store.Target) error { one = *t; return nil })
			return one, err
		}
		things := []sharedThing{
			{"customer", func(tx *store.Tx) (string, int64, error) {
				c, err := customer(tx)
				if err != nil {
					return "", 0, err
				}
				return c.City, c.Version, nil
			}, func(tx *store.Tx, text string, version int64) error {
				c, err := customer(tx)
				if err != nil {
					return err
				}
				c.City, c.Version = text, version
				return tx.UpdateCustomer(c)
			}},
			{"target", func(tx *store.Tx) (string, int64, error) {
				t, err := target(tx)
				return fmt.Sprint("text ", t.Amounts[3]), t.Version, err
			}, func(tx *store.Tx, text string, version int64) error {
				t, err := target(tx)
				if err != nil {
					return err
				}
				if _, err := fmt.Sscanf(text, "text %d", &t.Amounts[3]); err != nil {
					return err
				}
				t.Version = version
				return tx.UpdateTarget(&t)
			}},
			{"classification", func(tx *store.Tx) (string, int64, error) {
				c, err := tx.Classification(rows[1].ID)
				return c.Title, c.Version, err
			}, func(tx *store.Tx, text string, version int64) error {
				c, err := tx.Classification(rows[1].ID)
				if err != nil {
					return err
				}
				c.Title, c.Version = text, version
				_, err = jobtest.PutClassification(tx, by, c)
				return err
			}},
			{"user", func(tx *store.Tx) (string, int64, error) {
				u, err := tx.User(user.ID)
				return u.Name, u.Version, err
			}, func(tx *store.Tx, text string, version int64) error {
				u, err := tx.User(user.ID)
				if err != nil {
					return err
				}
				u.Name, u.Version = text, version
				return tx.SaveUser(u)
			}},
			{"smart type", func(tx *store.Tx) (string, int64, error) {
				s, err := tx.SmartType(smartType)
				return s.Title, s.Version, err
			}, func(tx *store.Tx, text string, version int64) error {
				s, err := tx.SmartType(smartType)
				if err != nil {
					return err
				}
				s.Title, s.Version = text, version
				return tx.SaveSmartType(s)
			}},
		}
		r := rand.New(rand.NewPCG(24, 25))
		type editor struct {
			version int64
			loaded  bool
		}
		seen := make([][2]editor, len(things))
		stored := make([]string, len(things))
		stale := 0
		for step := range 1000 {
			i, who := r.IntN(len(things)), r.IntN(2)
			thing, e := things[i], &seen[i][who]
			if !e.loaded || r.IntN(3) == 0 {
				storetest.View(t, db, func(tx *store.Tx) error {
					text, version, err := thing.load(tx)
					if stored[i] != "" && text != stored[i] {
						t.Fatalf("step %d: the %s is %q, but %q was stored last", step, thing.name, text, stored[i])
					}
					*e = editor{version, true}
					return err
				})
				continue
			}
			var now int64
			text := fmt.Sprintf("text %d", step)
			err := db.Update(context.Background(), func(tx *store.Tx) (err error) {
				if _, now, err = thing.load(tx); err != nil {
					return err
				}
				return thing.save(tx, text, e.version)
			})
			switch {
			case now != e.version && !errors.Is(err, store.ErrConflict):
				t.Fatalf("step %d: a save over version %d of the %s, which is at %d: %v", step, e.version, thing.name, now, err)
			case now != e.version:
				stale++
			case err != nil:
				t.Fatalf("step %d: a save of the %s as it was seen: %v", step, thing.name, err)
			default:
				stored[i] = text
			}
			e.loaded = false
		}
		if stale < 100 {
			t.Errorf("only %d saves were stale", stale)
		}
	})
}

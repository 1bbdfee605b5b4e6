package people_test

import (
	"errors"
	"strings"
	"sync"
	"testing"

	"wholesight/jobs/kit"
	"wholesight/jobs/people"
	"wholesight/store"
	"wholesight/store/storetest"
)

// update runs f in a transaction as nobody.
func (d *door) update(f func(tx *store.Tx, by store.Actor) error) error {
	return d.db.Update(d.t.Context(), func(tx *store.Tx) error { return f(tx, store.Actor{Name: "test"}) })
}

// fields are the fields that an error refuses, in order.
func fields(err error) string {
	var bad kit.Refusals
	if !errors.As(err, &bad) {
		return ""
	}
	var names []string
	for _, r := range bad {
		names = append(names, r.Field)
	}
	return strings.Join(names, " ")
}

func TestPersonIsCheckedFieldByField(t *testing.T) {
	d := openDoor(t, storetest.SQLiteURL(t))
	for want, p := range map[string]people.Person{
		"email name role": {},
		"email":           {Email: "BOSS@shop.example", Name: "Twin", Role: store.RoleRep},
		"name":            {Email: "a@shop.example", Name: strings.Repeat("é", 101), Role: store.RoleRep},
		"customer":        {Email: "a@shop.example", Name: "A", Role: store.RoleCustomer},
		"managers":        {Email: "a@shop.example", Name: "A", Role: store.RoleRep, Managers: []int64{99}},
		"customer managers": {Email: "a@shop.example", Name: "A", Role: store.RoleCustomer, Customer: "NOBODY",
			Managers: []int64{1}},
	} {
		err := d.update(func(tx *store.Tx, by store.Actor) error {
			_, err := people.AddUser(tx, by, p)
			return err
		})
		if got := fields(err); got != want {
			t.Errorf("%+v: refused %q (%v), want %q", p, got, err, want)
		}
	}
	for _, email := range []string{"", "a", "a@", "@b", "a b@c.example", "a@b.example, c@d.example", "A <a@b.example>",
		strings.Repeat("x", 250) + "@b.example", `"a b"@c.example`} {
		err := d.update(func(tx *store.Tx, by store.Actor) error {
			_, err := people.AddUser(tx, by, people.Person{Email: email, Name: "A", Role: store.RoleRep})
			return err
		})
		if fields(err) != "email" {
			t.Errorf("%q: %v", email, err)
		}
	}
}

// Two admins who disable each other at the same moment: one of them stays.
func TestTwoAdminsCannotDisableEachOther(t *testing.T) {
	eachDoor(t, func(t *testing.T, d *door) {
		pair := [2]int64{d.user.ID, d.add("other@shop.example", store.RoleAdmin).ID}
		for range 5 {
			users := [2]store.User{}
			storetest.Update(t, d.db, func(tx *store.Tx) error {
				for i, id := range pair {
					u, err := tx.User(id)
					if err != nil {
						return err
					}
					u.Disabled = false
					if err := tx.SaveUser(u); err != nil {
						return err
					}
					u.Version++
					users[i] = u
				}
				return nil
			})
			var wg sync.WaitGroup
			var errs [2]error
			for i, me := range users {
				other := users[1-i]
				wg.Go(func() {
					errs[i] = d.db.Update(t.Context(), func(tx *store.Tx) error {
						return people.DisableUser(tx, me.Actor(""), other.ID, other.Version, true)
					})
				})
			}
			wg.Wait()
			storetest.View(t, d.db, func(tx *store.Tx) error {
				if n, err := tx.UsableAdmins(); n != 1 || err != nil {
					t.Errorf("%d admins are left (%v)", n, errs)
				}
				return nil
			})
			if (errs[0] == nil) == (errs[1] == nil) || fields(errors.Join(errs[0], errs[1])) != "disabled" {
				t.Errorf("it ended with %v", errs)
			}
		}
	})
}

func TestEditEndsSessionsOnlyWhenRightsMove(t *testing.T) {
	d := openDoor(t, storetest.SQLiteURL(t))
	u := d.add("rep@shop.example", store.RoleRep)
	if err := d.try(u.Email, goodPassword, "192.0.2.1"); err != nil {
		t.Fatal(err)
	}
	edit := func(p people.Person) {
		t.Helper()
		storetest.Update(t, d.db, func(tx *store.Tx) error {
			now, err := tx.User(u.ID)
			if err != nil {
				return err
			}
			p.ID, p.Version, p.Email = u.ID, now.Version, u.Email
			return people.EditUser(tx, store.Actor{Name: "test"}, p)
		})
	}
	sessions := func() (n int) {
		storetest.View(t, d.db, func(tx *store.Tx) error {
			now, err := tx.User(u.ID)
			if err != nil {
				return err
			}
			all, err := tx.Sessions(now)
			n = len(all)
			return err
		})
		return n
	}
	edit(people.Person{Name: "New Name", Role: store.RoleRep, SeesAll: true})
	if sessions() != 1 {
		t.Error("a new name ended the session")
	}
	edit(people.Person{Name: "New Name", Role: store.RoleManager, SeesAll: true})
	if sessions() != 0 {
		t.Error("a new role did not end the session")
	}
	storetest.View(t, d.db, func(tx *store.Tx) error {
		now, err := tx.User(u.ID)
		if now.SeesAll {
			t.Error("sees-all, which is a rep's, stayed with a manager")
		}
		return err
	})
}

func TestSetupLinkIsForAShopWithoutAdmin(t *testing.T) {
	eachDoor(t, func(t *testing.T, d *door) {
		link := func() (secret string, err error) {
			err = d.update(func(tx *store.Tx, by store.Actor) error {
				secret, err = people.NewSetupLink(tx, by)
				return err
			})
			return secret, err
		}
		if _, err := link(); !errors.Is(err, people.ErrSetUp) {
			t.Errorf("with an admin: %v", err)
		}
		storetest.Update(t, d.db, func(tx *store.Tx) error { return tx.SetPasswordHash(d.user.ID, "") })
		first, err := link()
		if err != nil {
			t.Fatal(err)
		}
		second, err := link()
		if err != nil {
			t.Fatal(err)
		}
		admin := func(secret, email string) error {
			return d.update(func(tx *store.Tx, _ store.Actor) error {
				_, err := people.FirstAdmin(tx, secret, email, "First", "$hash", "192.0.2.1")
				return err
			})
		}
		if err := admin(first, "first@shop.example"); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("an earlier link: %v", err)
		}
		if err := admin(second, "nonsense"); fields(err) != "email" {
			t.Errorf("a refused form: %v", err)
		}
		if err := admin(second, "first@shop.example"); err != nil {
			t.Errorf("the link after a refused form: %v", err)
		}
		if err := admin(second, "second@shop.example"); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("a second time: %v", err)
		}
	})
}

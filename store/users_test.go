package store_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"wholesight/store"
	"wholesight/store/storetest"
)

// seedCustomers adds two customers and two account managers by hand.
func seedCustomers(t *testing.T, db *store.DB) {
	t.Helper()
	for _, s := range []string{
		`INSERT INTO smart_types (id, title, position) VALUES (901, 'Kind', 901)`,
		`INSERT INTO account_managers (id, name) VALUES (1, 'Ann'), (2, 'Bob')`,
		`INSERT INTO customers (id, code, name, search_key, smart_type_id, account_manager_id) VALUES
			(11, 'C11', 'Eleven', 'c11 eleven', 901, 1), (12, 'C12', 'Twelve', 'c12 twelve', 901, 2)`,
	} {
		if err := store.Exec(db, s); err != nil {
			t.Fatal(err)
		}
	}
}

func TestUserIsKeptAsWritten(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		seedCustomers(t, db)
		var id int64
		storetest.Update(t, db, func(tx *store.Tx) (err error) {
			id, err = tx.CreateUser(store.User{Email: " Pat@Eleven.Example ", Name: "Pat", Role: store.RoleCustomer,
				CustomerID: 11})
			return err
		})
		want := store.User{ID: id, Email: "pat@eleven.example", Name: "Pat", Role: store.RoleCustomer, CustomerID: 11,
			CustomerCode: "C11",
			CustomerName: "Eleven", Theme: "auto", Density: "normal", ListKeys: true, CreatedAt: storetest.Now, Version: 1}
		storetest.View(t, db, func(tx *store.Tx) error {
			got, err := tx.UserByEmail("PAT@eleven.example")
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("by e-mail (-want +got)\n%s", d)
			}
			return err
		})
		storetest.Update(t, db, func(tx *store.Tx) error {
			return errors.Join(tx.SetPasswordHash(id, "$hash"), tx.SetLoggedIn(id),
				tx.SavePreferences(store.User{ID: id, Theme: "dark", Density: "compact", Locale: "de-DE", Folded: true}))
		})
		want.HasPassword, want.Theme, want.Density, want.Locale, want.Folded, want.ListKeys, want.LoggedInAt = true, "dark",
			"compact", "de-DE", true, false, storetest.Now
		storetest.View(t, db, func(tx *store.Tx) error {
			got, err := tx.User(id)
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("by id (-want +got)\n%s", d)
			}
			hash, err2 := tx.PasswordHash(id)
			if hash != "$hash" {
				t.Errorf("hash %q", hash)
			}
			return errors.Join(err, err2)
		})
	})
}

func TestUserSaveNeedsTheVersionThatWasRead(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		u := store.User{Email: "a@shop.example", Name: "A", Role: store.RoleRep, Version: 1}
		storetest.Update(t, db, func(tx *store.Tx) (err error) {
			u.ID, err = tx.CreateUser(u)
			return err
		})
		mine, theirs := u, u
		mine.Name, theirs.Name = "Mine", "Theirs"
		storetest.Update(t, db, func(tx *store.Tx) error { return tx.SaveUser(theirs) })
		if err := db.Update(t.Context(), func(tx *store.Tx) error { return tx.SaveUser(mine) }); !errors.Is(err,
			store.ErrConflict) {
			t.Errorf("a stale save: %v", err)
		}
		err := db.Update(t.Context(), func(tx *store.Tx) error {
			_, err := tx.CreateUser(store.User{Email: "A@shop.example", Role: store.RoleRep})
			return err
		})
		if !errors.Is(err, store.ErrConflict) {
			t.Errorf("an address that is taken: %v", err)
		}
		storetest.View(t, db, func(tx *store.Tx) error {
			got, err := tx.User(u.ID)
			if got.Name != "Theirs" || got.Version != 2 {
				t.Errorf("kept %q at version %d", got.Name, got.Version)
			}
			if _, err := tx.User(u.ID + 1); !errors.Is(err, store.ErrNotFound) {
				t.Errorf("nobody: %v", err)
			}
			return err
		})
	})
}

func TestUsersAreListedByEMailAndFiltered(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		storetest.Update(t, db, func(tx *store.Tx) error {
			for i, role := range []store.Role{store.RoleRep, store.RoleManager, store.RoleRep, store.RoleAdmin} {
				id, err := tx.CreateUser(store.User{Email: fmt.Sprintf("u%d@shop.example", 9-i),
					Name: fmt.Sprintf("100%% ÉNo%d_", i), Role: role, Disabled: i == 3})
				if err != nil {
					return err
				}
				if err := tx.SetPasswordHash(id, "x"); err != nil {
					return err
				}
			}
			return nil
		})
		for _, c := range []struct {
			filter store.UserFilter
			want   []string
			total  int
		}{
			{store.UserFilter{Limit: 10}, []string{"u6", "u7", "u8", "u9"}, 4},
			{store.UserFilter{Limit: 2, Offset: 1}, []string{"u7", "u8"}, 4},
			{store.UserFilter{Limit: 10, Role: store.RoleRep}, []string{"u7", "u9"}, 2},
			{store.UserFilter{Limit: 10, Text: "U8@"}, []string{"u8"}, 1},
			{store.UserFilter{Limit: 10, Text: "% éno0_"}, []string{"u9"}, 1},
			{store.UserFilter{Limit: 10, Text: "eno0"}, []string{"u9"}, 1},
			{store.UserFilter{Limit: 10, Text: "n_o"}, nil, 0}, // no wildcard
			{store.UserFilter{Limit: 10, Text: "_"}, nil, 0},   // a sign only is nobody's
			{store.UserFilter{Limit: 10, Text: "%"}, nil, 0},
			{store.UserFilter{}, []string{"u6"}, 4},
		} {
			storetest.View(t, db, func(tx *store.Tx) error {
				users, total, err := tx.Users(c.filter)
				var got []string
				for _, u := range users {
					got = append(got, u.Email[:2])
				}
				if d := cmp.Diff(c.want, got); d != "" || total != c.total {
					t.Errorf("%+v: %d in all, (-want +got)\n%s", c.filter, total, d)
				}
				return err
			})
		}
		storetest.View(t, db, func(tx *store.Tx) error {
			if n, err := tx.UsableAdmins(); n != 0 || err != nil {
				t.Errorf("%d usable admins, %v: the only one is disabled", n, err)
			}
			return nil
		})
	})
}

func TestScopeFollowsRole(t *testing.T) {
	for _, c := range []struct {
		user store.User
		want store.Scope
	}{
		{store.User{ID: 1, Role: store.RoleAdmin}, store.Everyone()},
		{store.User{ID: 1, Role: store.RoleManager}, store.Everyone()},
		{store.User{ID: 1, Role: store.RoleRep}, store.OfRep(1)},
		{store.User{ID: 1, Role: store.RoleRep, SeesAll: true}, store.Everyone()},
		{store.User{ID: 1, Role: store.RoleCustomer, CustomerID: 7}, store.OfCustomer(7)},
		{store.User{ID: 1, Role: store.RoleCustomer, CustomerID: 7, SeesAll: true}, store.OfCustomer(7)},
		{store.User{ID: 1, Role: store.RoleCustomer}, store.Scope{}},
		{store.User{ID: 1, Role: store.RoleAdmin, Disabled: true}, store.Scope{}},
		{store.User{ID: 1, Role: "king"}, store.Scope{}},
	} {
		if got := c.user.Scope(); !cmp.Equal(c.want, got, cmpopts.EquateComparable(store.Scope{})) {
			t.Errorf("%+v: %+v, want %+v", c.user, got, c.want)
		}
	}
}

func TestManagerLinksAreReplaced(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		seedCustomers(t, db)
		var a, b int64
		storetest.Update(t, db, func(tx *store.Tx) (err error) {
			a, err = tx.CreateUser(store.User{Email: "a", Role: store.RoleRep})
			if err != nil {
				return err
			}
			b, err = tx.CreateUser(store.User{Email: "b", Role: store.RoleRep})
			return errors.Join(err, tx.LinkManagers(a, []int64{1, 2}))
		})
		check := func(want ...int64) {
			t.Helper()
			storetest.View(t, db, func(tx *store.Tx) error {
				links, err := tx.ManagerLinks()
				var got []int64
				for _, l := range links {
					got = append(got, l.UserID)
				}
				if d := cmp.Diff(want, got); d != "" {
					t.Errorf("Ann's and Bob's users (-want +got)\n%s", d)
				}
				return err
			})
		}
		check(a, a)
		storetest.Update(t, db, func(tx *store.Tx) error { return tx.LinkManagers(b, []int64{2}) })
		check(a, b)
		storetest.Update(t, db, func(tx *store.Tx) error { return tx.LinkManagers(a, nil) })
		check(0, b)
		if err := db.Update(t.Context(), func(tx *store.Tx) error { return tx.LinkManagers(a, []int64{99}) }); !errors.Is(err,
			store.ErrNotFound) {
			t.Errorf("an account manager who is not there: %v", err)
		}
		storetest.View(t, db, func(tx *store.Tx) error {
			id, name, err := tx.PersonCustomer("C12")
			if id != 12 || name != "Twelve" {
				t.Errorf("customer %d %q", id, name)
			}
			return err
		})
	})
}

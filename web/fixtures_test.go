package web

import (
	"wholesight/jobs"
	"wholesight/store"
)

// seeds are the ids of what fill made.
type seeds struct{}

// fill makes the people and rows that tests meet.
func (sh *shop) fill() {
	sh.t.Helper()
	hash, err := sh.s.hasher.Hash(sh.t.Context(), testPassword)
	if err != nil {
		sh.t.Fatal(err)
	}
	by := store.Actor{Name: "test"}
	sh.update(func(tx *store.Tx) error {
		for _, p := range []struct {
			word string
			jobs.Person
		}{
			{"admin", jobs.Person{Email: "admin@shop.example", Name: "Ada Admin", Role: store.RoleAdmin}},
			{"manager", jobs.Person{Email: "manager@shop.example", Name: "Max Manager", Role: store.RoleManager}},
			{"rep", jobs.Person{Email: "rep@shop.example", Name: "Rita Rep", Role: store.RoleRep}},
		} {
			u, err := jobs.AddUser(tx, by, p.Person)
			if err != nil {
				return err
			}
			if err := jobs.SetPassword(tx, by, u, hash, ""); err != nil {
				return err
			}
			if sh.people[p.word], err = tx.User(u.ID); err != nil {
				return err
			}
		}
		return nil
	})
}

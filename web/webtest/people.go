package webtest

import (
	"fmt"
	"net/url"
	"strings"

	jobpeople "wholesight/jobs/people"
	"wholesight/store"
	"wholesight/web/kit"
	"wholesight/web/paths"
	"wholesight/web/users"
)

// Roles are the words of the people whose rights the matrix tries, in its order.
var Roles = []string{"anonymous", "customer", "rep", "manager", "admin"}

// AddPerson adds somebody whom tests call by a word; hash empty: invited only.
func (sh *Shop) AddPerson(tx *store.Tx, word string, p jobpeople.Person, hash string) error {
	by := store.Actor{Name: "test"}
	u, err := jobpeople.AddUser(tx, by, p)
	if err != nil {
		return err
	}
	if hash != "" {
		if err := jobpeople.SetPassword(tx, by, u, hash, ""); err != nil {
			return err
		}
	}
	sh.People[word], err = tx.User(u.ID)
	return err
}

// SpareUser is a rep nobody else speaks of, for routes that change one.
func (sh *Shop) SpareUser() store.User {
	sh.T.Helper()
	sh.Seed.spare++
	word := fmt.Sprintf("spare%d", sh.Seed.spare)
	hash, err := jobpeople.NewHasher(cheap).Hash(sh.T.Context(), Password)
	if err != nil {
		sh.T.Fatal(err)
	}
	sh.Update(func(tx *store.Tx) error {
		return sh.AddPerson(tx, word, jobpeople.Person{Email: word + "@shop.example", Name: "Spare " + word,
			Role: store.RoleRep}, hash)
	})
	return sh.People[word]
}

// Link is a fresh one-time link of a purpose.
func (sh *Shop) Link(purpose store.Purpose) (secret string) {
	sh.T.Helper()
	user := int64(0)
	if purpose != store.LinkSetup {
		user = sh.SpareUser().ID
	}
	secret = jobpeople.NewSecret()
	sh.Update(func(tx *store.Tx) error { return tx.CreateLink(secret, purpose, user, 1<<40) })
	sh.Secrets = append(sh.Secrets, secret)
	return secret
}

// UserAt is the user that an address /users/ID… names.
func (sh *Shop) UserAt(path string) (u store.User) {
	sh.T.Helper()
	id := paths.Number(strings.Split(path, "/")[2])
	sh.View(func(tx *store.Tx) (err error) {
		u, err = tx.User(id)
		return err
	})
	return u
}

// UserForm is the form of a user as its page has it, with changes.
func (sh *Shop) UserForm(path string, changes ...string) url.Values {
	sh.T.Helper()
	u := sh.UserAt(path)
	f := Values("version", fmt.Sprint(u.Version), "email", u.Email, "name", u.Name, "role", string(u.Role), "was",
		kit.WasField(users.StoredPerson(u, nil)).Value)
	for i := 0; i < len(changes); i += 2 {
		f.Set(changes[i], changes[i+1])
	}
	return f
}

// Disable disables the user that an address /users/ID… names.
func (sh *Shop) Disable(path string) {
	sh.T.Helper()
	u := sh.UserAt(path)
	sh.Update(func(tx *store.Tx) error {
		return jobpeople.DisableUser(tx, store.Actor{Name: "test"}, u.ID, u.Version, true)
	})
}

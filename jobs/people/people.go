package people

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"wholesight/jobs/kit"
	"wholesight/jobs/settings"
	"wholesight/jobs/text"
	"wholesight/store"
)

// Person is a user as an admin types one.
type Person struct {
	ID       int64 // 0: a new one
	Version  int64 // as it was read
	Email    string
	Name     string
	Role     store.Role
	Customer string  // code; role customer only
	SeesAll  bool    // role rep only
	Managers []int64 // account managers that the person stands behind; staff only
}

// AddUser adds a user who cannot log in yet: see NewLink and SetPassword. What is
// not accepted comes back as Refusals.
func AddUser(tx *store.Tx, actor store.Actor, p Person) (store.User, error) {
	u, err := checkPerson(tx, store.User{}, p)
	if err != nil {
		return store.User{}, err
	}
	if u.ID, err = tx.CreateUser(u); err != nil {
		return store.User{}, err
	}
	if err := linkManagers(tx, u, p.Managers); err != nil {
		return store.User{}, err
	}
	if err := tx.Audit(actor, "user.add", kit.UserObject(u.ID), nil, auditUser(u, p.Managers)); err != nil {
		return store.User{}, err
	}
	return tx.User(u.ID)
}

// EditUser changes a user. A change of role or customer ends the user's sessions:
// the next request logs in anew. store.ErrConflict: somebody else has saved since
// p.Version was read.
func EditUser(tx *store.Tx, actor store.Actor, p Person) error {
	before, err := tx.User(p.ID)
	if err != nil {
		return err
	}
	managers, err := managersOf(tx, p.ID)
	if err != nil {
		return err
	}
	if before.Version != p.Version {
		return fmt.Errorf("user %d: %w", p.ID, store.ErrConflict)
	}
	after, err := checkPerson(tx, before, p)
	if err != nil {
		return err
	}
	if before.Role != after.Role {
		if actor.UserID == before.ID {
			return kit.Refuse("role", "You cannot change your own role: another admin can.")
		}
		if err := keepsAnAdmin(tx, before, "role"); err != nil {
			return err
		}
	}
	if err := tx.SaveUser(after); err != nil {
		return err
	}
	if err := linkManagers(tx, after, p.Managers); err != nil {
		return err
	}
	if before.Role != after.Role || before.CustomerID != after.CustomerID {
		if _, err := tx.DeleteSessions(p.ID, ""); err != nil {
			return err
		}
	}
	return tx.Audit(actor, "user.edit", kit.UserObject(p.ID), auditUser(before, managers), auditUser(after, p.Managers))
}

// DisableUser takes a user's access away, or gives it back. Sessions and unused
// links of a disabled user end at once.
func DisableUser(tx *store.Tx, actor store.Actor, id, version int64, disabled bool) error {
	u, err := tx.User(id)
	if err != nil {
		return err
	}
	if u.Disabled == disabled {
		return nil
	}
	if u.Version != version {
		return fmt.Errorf("user %d: %w", id, store.ErrConflict)
	}
	action := "user.enable"
	if disabled {
		action = "user.disable"
		if actor.UserID == id {
			return kit.Refuse("disabled", "You cannot disable yourself: another admin can.")
		}
		if err := keepsAnAdmin(tx, u, "disabled"); err != nil {
			return err
		}
		if _, err := tx.DeleteSessions(id, ""); err != nil {
			return err
		}
		if err := tx.EndLinks(id); err != nil {
			return err
		}
	}
	u.Disabled = disabled
	if err := tx.SaveUser(u); err != nil {
		return err
	}
	return tx.Audit(actor, action, kit.UserObject(id), nil, nil)
}

// SetPassword stores a new password's hash (Hasher.Hash, after CheckPassword), ends
// the user's sessions but the one named by its hash, ends unused links and lifts
// the pause that failures have led to.
func SetPassword(tx *store.Tx, actor store.Actor, u store.User, hash, butSession string) error {
	if err := tx.SetPasswordHash(u.ID, hash); err != nil {
		return err
	}
	if _, err := tx.DeleteSessions(u.ID, butSession); err != nil {
		return err
	}
	if err := errors.Join(tx.EndLinks(u.ID), tx.ClearThrottle(accountKey(u.Email))); err != nil {
		return err
	}
	return tx.Audit(actor, "user.password", kit.UserObject(u.ID), nil, nil)
}

// EndSessions ends all sessions of a user.
func EndSessions(tx *store.Tx, actor store.Actor, id int64) error {
	if _, err := tx.User(id); err != nil {
		return err
	}
	n, err := tx.DeleteSessions(id, "")
	if err != nil {
		return err
	}
	return tx.Audit(actor, "session.end", kit.UserObject(id), nil, map[string]int64{"ended": n})
}

// PasswordContext is what a password of a user must not be made of.
func PasswordContext(tx *store.Tx, email, name string) ([]string, error) {
	shop, err := settings.Load(tx)
	return []string{email, name, shop.Name}, err
}

// checkPerson is u as the form p changes it, or Refusals.
func checkPerson(tx *store.Tx, u store.User, p Person) (store.User, error) {
	var bad kit.Refusals
	u.Email, u.Name, u.Role = store.FoldEmail(p.Email), strings.TrimSpace(p.Name), p.Role
	u.CustomerID, u.SeesAll = 0, p.SeesAll && p.Role == store.RoleRep
	if !text.ValidEmail(u.Email) {
		bad.Add("email", "Type an e-mail address, such as anna@example.com.")
	} else if other, err := tx.UserByEmail(u.Email); err == nil && other.ID != u.ID {
		bad.Add("email", "Somebody has this e-mail address already.")
	} else if err != nil && !errors.Is(err, store.ErrNotFound) {
		return store.User{}, err
	}
	if n := utf8.RuneCountInString(u.Name); n < 1 || n > 100 ||
		strings.ContainsFunc(u.Name, func(r rune) bool { return r < ' ' }) {
		bad.Add("name", "Type a name of 1 to 100 characters.")
	}
	if !slices.Contains(store.Roles, u.Role) {
		bad.Add("role", "Choose admin, manager, rep or customer.")
	}
	code := strings.TrimSpace(p.Customer)
	switch {
	case u.Role != store.RoleCustomer && code != "":
		bad.Add("customer", "Only a person of role customer belongs to a customer: leave this empty.")
	case u.Role == store.RoleCustomer && code == "":
		bad.Add("customer", "Type the code of the customer that this person buys for.")
	case u.Role == store.RoleCustomer:
		id, name, err := tx.PersonCustomer(code)
		if errors.Is(err, store.ErrNotFound) {
			bad.Add("customer", "There is no customer with the code %q.", code)
		} else if err != nil {
			return store.User{}, err
		}
		u.CustomerID, u.CustomerCode, u.CustomerName = id, code, name
	}
	if u.Role == store.RoleCustomer && len(p.Managers) > 0 {
		bad.Add("managers", "A customer's person cannot stand behind an account manager.")
	}
	return u, bad.Err()
}

// linkManagers links a user to account managers; one who is gone is a refusal.
func linkManagers(tx *store.Tx, u store.User, ids []int64) error {
	err := tx.LinkManagers(u.ID, ids)
	if errors.Is(err, store.ErrNotFound) {
		return kit.Refuse("managers", "One of these account managers is not there any more: look again.")
	}
	return err
}

func managersOf(tx *store.Tx, userID int64) ([]int64, error) {
	links, err := tx.ManagerLinks()
	var ids []int64
	for _, l := range links {
		if l.UserID == userID {
			ids = append(ids, l.ID)
		}
	}
	return ids, err
}

// keepsAnAdmin refuses to take the last admin away who can log in.
func keepsAnAdmin(tx *store.Tx, u store.User, field string) error {
	if u.Role != store.RoleAdmin || u.Disabled || !u.HasPassword {
		return nil
	}
	n, err := tx.UsableAdmins()
	if err == nil && n <= 1 {
		err = kit.Refuse(field, "This is the last admin who can log in: make somebody else an admin first.")
	}
	return err
}

// auditUser is a user as the audit log keeps one: what an admin decides, no hash.
func auditUser(u store.User, managers []int64) any {
	return struct {
		Email    string     `json:"email"`
		Name     string     `json:"name"`
		Role     store.Role `json:"role"`
		Customer int64      `json:"customer,omitempty"`
		SeesAll  bool       `json:"sees_all,omitempty"`
		Managers []int64    `json:"managers,omitempty"`
	}{u.Email, u.Name, u.Role, u.CustomerID, u.SeesAll, managers}
}

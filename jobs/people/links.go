package people

import (
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"time"

	"wholesight/jobs/kit"
	"wholesight/store"
)

// How long a one-time link can be used. An invitation waits for somebody's next
// working day; a reset is asked for and used at once.
const (
	setupLasts  = 24 * time.Hour
	inviteLasts = 7 * 24 * time.Hour
	resetLasts  = 24 * time.Hour
)

// ErrSetUp says that the shop has an admin already.
var ErrSetUp = fmt.Errorf("there is an admin already, who can invite others: %w", store.ErrConflict)

// NewSecret is a fresh secret of 256 random bits, safe in an address.
func NewSecret() string {
	b := make([]byte, 32)
	_, _ = rand.Read(b) // never fails: the process ends instead
	return base64.RawURLEncoding.EncodeToString(b)
}

// NewSetupLink makes the secret of the link by which the first admin signs up; web
// makes an address of it. ErrSetUp once there is an admin who can log in.
func NewSetupLink(tx *store.Tx, actor store.Actor) (secret string, err error) {
	n, err := tx.UsableAdmins()
	if err != nil {
		return "", err
	}
	if n > 0 {
		return "", ErrSetUp
	}
	secret = NewSecret()
	if err := tx.CreateLink(secret, store.LinkSetup, 0, setupLasts); err != nil {
		return "", err
	}
	return secret, tx.Audit(actor, "link.setup", "shop", nil, nil)
}

// NewLink makes the secret of a link by which a user sets a password: an invitation
// before the first one, a reset after. Earlier links of the user end.
func NewLink(tx *store.Tx, actor store.Actor, u store.User) (secret string, err error) {
	if u.Disabled {
		return "", kit.Refuse("disabled", "Enable %s first.", u.Email)
	}
	purpose, lasts := store.LinkInvite, inviteLasts
	if u.HasPassword {
		purpose, lasts = store.LinkReset, resetLasts
	}
	secret = NewSecret()
	if err := tx.CreateLink(secret, purpose, u.ID, lasts); err != nil {
		return "", err
	}
	return secret, tx.Audit(actor, "link."+string(purpose), kit.UserObject(u.ID), nil, nil)
}

// LinkedUser is the user that a link of NewLink is for; store.ErrNotFound when the
// link cannot be used (any more), or is of another kind.
func LinkedUser(tx *store.Tx, secret string) (store.User, error) {
	l, err := tx.Link(secret)
	if err != nil {
		return store.User{}, err
	}
	if l.UserID == 0 {
		return store.User{}, fmt.Errorf("link: %w", store.ErrNotFound)
	}
	u, err := tx.User(l.UserID)
	if err == nil && u.Disabled {
		err = fmt.Errorf("link: %w", store.ErrNotFound)
	}
	return u, err
}

// PasswordByLink uses a link up and stores the password's hash.
func PasswordByLink(tx *store.Tx, secret, hash, ip string) error {
	u, err := LinkedUser(tx, secret)
	if err != nil {
		return err
	}
	if err := tx.UseLink(secret); err != nil {
		return err
	}
	return SetPassword(tx, u.Actor(ip), u, hash, "")
}

// CheckSetupLink is nil while a link of NewSetupLink can be used.
func CheckSetupLink(tx *store.Tx, secret string) error {
	l, err := tx.Link(secret)
	if err == nil && l.Purpose != store.LinkSetup {
		err = fmt.Errorf("link: %w", store.ErrNotFound)
	}
	return err
}

// FirstAdmin uses the set-up link up and makes its holder the first admin.
func FirstAdmin(tx *store.Tx, secret, email, name, hash, ip string) (store.User, error) {
	if err := CheckSetupLink(tx, secret); err != nil {
		return store.User{}, err
	}
	if n, err := tx.UsableAdmins(); err != nil {
		return store.User{}, err
	} else if n > 0 {
		return store.User{}, ErrSetUp
	}
	if err := tx.UseLink(secret); err != nil {
		return store.User{}, err
	}
	actor := store.Actor{Name: "set-up link", IP: ip}
	u, err := AddUser(tx, actor, Person{Email: email, Name: name, Role: store.RoleAdmin})
	if err != nil {
		return store.User{}, err
	}
	return u, SetPassword(tx, actor, u, hash, "")
}

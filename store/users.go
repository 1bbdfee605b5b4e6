package store

import (
	"database/sql"
	"fmt"
	"strings"
	"time"

	"wholesight/jobs/text"
)

// Role is what a person may do.
type Role string

// The roles, from the one who may do most.
const (
	RoleAdmin    Role = "admin"    // everything
	RoleManager  Role = "manager"  // every customer; no users, settings or audit log
	RoleRep      Role = "rep"      // the customers whose account manager they are, or every one
	RoleCustomer Role = "customer" // a customer's own person: the portal only
)

// Roles are all of them, in that order.
var Roles = []Role{RoleAdmin, RoleManager, RoleRep, RoleCustomer}

// User is a person who can log in. The password's hash is not part of it, so that
// it cannot travel to a page by accident: see PasswordHash.
type User struct {
	ID           int64
	Email        string // folded: FoldEmail
	Name         string
	Role         Role
	CustomerID   int64 // of role customer only; else 0
	CustomerCode string
	CustomerName string
	SeesAll      bool // a rep who sees every customer
	Disabled     bool
	HasPassword  bool // false: invited, not yet joined
	Theme        string
	Density      string
	Locale       string // empty: the shop's
	Folded       bool   // the navigation shows only icons
	ListKeys     bool   // keys of one letter (j, k, g c, ? …) do something
	CreatedAt    time.Time
	LoggedInAt   time.Time // zero: never
	Version      int64
}

// Scope is the customers that the user may see.
func (u User) Scope() Scope {
	switch {
	case u.Disabled:
		return Scope{}
	case u.Role == RoleAdmin, u.Role == RoleManager, u.Role == RoleRep && u.SeesAll:
		return Everyone()
	case u.Role == RoleRep:
		return OfRep(u.ID)
	case u.Role == RoleCustomer && u.CustomerID != 0:
		return OfCustomer(u.CustomerID)
	}
	return Scope{}
}

// Actor is the user as the one who does something, from an address.
func (u User) Actor(ip string) Actor { return Actor{UserID: u.ID, Name: u.Email, IP: ip} }

// FoldEmail is an e-mail address as users are looked up by it.
func FoldEmail(email string) string { return strings.ToLower(strings.TrimSpace(email)) }

// searchKey is what a list is searched by.
func (u User) searchKey() string { return searchKey(FoldEmail(u.Email), u.Name) }

const userColumns = `u.id, u.email, u.name, u.role, COALESCE(u.customer_id, 0), COALESCE(c.code, ''), COALESCE(c.name, ''),
	u.sees_all, u.disabled, u.password_hash <> '', u.theme, u.density, u.locale, u.folded, u.list_keys, u.created_at, u.logged_in_at, u.version`

const userFrom = ` FROM users u LEFT JOIN customers c ON c.id = u.customer_id`

// dest is where the columns above are scanned to; finish turns the raw instants.
func (u *User) dest(created *int64, loggedIn *sql.NullInt64) []any {
	return []any{&u.ID, &u.Email, &u.Name, &u.Role, &u.CustomerID, &u.CustomerCode, &u.CustomerName,
		&u.SeesAll, &u.Disabled, &u.HasPassword, &u.Theme, &u.Density, &u.Locale, &u.Folded, &u.ListKeys, created, loggedIn,
		&u.Version}
}

func (tx *Tx) oneUser(where string, arg any) (u User, err error) {
	var created int64
	var loggedIn sql.NullInt64
	err = tx.row(`SELECT `+userColumns+userFrom+` WHERE `+where, []any{arg}, u.dest(&created, &loggedIn)...)
	if err != nil {
		return User{}, err
	}
	u.CreatedAt, u.LoggedInAt = instant(created), instantPtr(loggedIn)
	return u, nil
}

// User is the user of an id; ErrNotFound when there is none.
func (tx *Tx) User(id int64) (u User, err error) {
	defer wrap(&err, "user %d", id)
	return tx.oneUser(`u.id = $1`, id)
}

// UserByEmail is the user of an address, in any case; ErrNotFound when there is none.
func (tx *Tx) UserByEmail(email string) (u User, err error) {
	defer wrap(&err, "user by e-mail")
	return tx.oneUser(`u.email = $1`, FoldEmail(email))
}

// UserFilter narrows the list of users; empty fields do not.
type UserFilter struct {
	Text   string // words that must all be found in e-mail or name
	Role   Role
	Offset int
	Limit  int // 1 to 200
}

// Users are the users that match, by e-mail, and how many there are without the
// limit.
func (tx *Tx) Users(f UserFilter) (users []User, total int, err error) {
	defer wrap(&err, "users")
	where, args := "TRUE", []any{}
	if f.Role != "" {
		args = append(args, f.Role)
		where += fmt.Sprintf(" AND u.role = $%d", len(args))
	}
	words, asked := text.FoldWords(f.Text)
	if asked && len(words) == 0 {
		return nil, 0, nil
	}
	for _, word := range words[:min(len(words), 8)] {
		args = append(args, "%"+likeEscape(word)+"%")
		where += fmt.Sprintf(` AND u.search_key LIKE $%d ESCAPE '\'`, len(args))
	}
	if err := tx.row(`SELECT COUNT(*) FROM users u WHERE `+where, args, &total); err != nil {
		return nil, 0, err
	}
	args = append(args, max(1, min(f.Limit, 200)), max(0, f.Offset))
	users, err = list(tx, `SELECT `+userColumns+userFrom+` WHERE `+where+
		fmt.Sprintf(` ORDER BY u.email LIMIT $%d OFFSET $%d`, len(args)-1, len(args)), args, scanUser)
	return users, total, err
}

func scanUser(rows *sql.Rows, u *User) error {
	var created int64
	var loggedIn sql.NullInt64
	err := rows.Scan(u.dest(&created, &loggedIn)...)
	u.CreatedAt, u.LoggedInAt = instant(created), instantPtr(loggedIn)
	return err
}

// CreateUser adds a user, without a password, and returns its id. ErrConflict: the
// address is taken.
func (tx *Tx) CreateUser(u User) (id int64, err error) {
	defer wrap(&err, "create user")
	err = tx.row(`INSERT INTO users (email, name, search_key, role, password_hash, customer_id, sees_all, disabled, created_at)
		VALUES ($1, $2, $3, $4, '', $5, $6, $7, $8) RETURNING id`,
		[]any{FoldEmail(u.Email), u.Name, u.searchKey(), u.Role, orNull(u.CustomerID), u.SeesAll, u.Disabled, tx.nowMillis()},
		&id)
	return id, err
}

// SaveUser stores e-mail, name, role, customer, sees-all and disabled of a user
// that is still at u.Version; ErrConflict when it is not, or the address is taken.
func (tx *Tx) SaveUser(u User) (err error) {
	defer wrap(&err, "save user %d", u.ID)
	return tx.changeOne(`UPDATE users SET email = $1, name = $2, search_key = $3, role = $4, customer_id = $5, sees_all = $6, disabled = $7,
		version = version + 1 WHERE id = $8 AND version = $9`,
		FoldEmail(u.Email), u.Name, u.searchKey(), u.Role, orNull(u.CustomerID), u.SeesAll, u.Disabled, u.ID, u.Version)
}

// SavePreferences stores theme, density, locale, folded and keys of a user. They are the
// person's own and touch nothing that anybody else edits, so there is no version.
func (tx *Tx) SavePreferences(u User) (err error) {
	defer wrap(&err, "save preferences of user %d", u.ID)
	n, err := tx.exec(`UPDATE users SET theme = $1, density = $2, locale = $3, folded = $4, list_keys = $5 WHERE id = $6`,
		u.Theme, u.Density, u.Locale, u.Folded, u.ListKeys, u.ID)
	if err == nil && n != 1 {
		err = ErrNotFound
	}
	return err
}

// PasswordHash is a user's hash in PHC form; empty when none is set.
func (tx *Tx) PasswordHash(id int64) (hash string, err error) {
	defer wrap(&err, "password of user %d", id)
	err = tx.row(`SELECT password_hash FROM users WHERE id = $1`, []any{id}, &hash)
	return hash, err
}

// SetPasswordHash stores a user's hash.
func (tx *Tx) SetPasswordHash(id int64, hash string) (err error) {
	defer wrap(&err, "set password of user %d", id)
	n, err := tx.exec(`UPDATE users SET password_hash = $1 WHERE id = $2`, hash, id)
	if err == nil && n != 1 {
		err = ErrNotFound
	}
	return err
}

// SetLoggedIn notes that a user has logged in now.
func (tx *Tx) SetLoggedIn(id int64) (err error) {
	defer wrap(&err, "log-in of user %d", id)
	_, err = tx.exec(`UPDATE users SET logged_in_at = $1 WHERE id = $2`, tx.nowMillis(), id)
	return err
}

// UsableAdmins is how many admins can log in: not disabled, with a password.
func (tx *Tx) UsableAdmins() (n int, err error) {
	defer wrap(&err, "usable admins")
	err = tx.row(`SELECT COUNT(*) FROM users WHERE role = 'admin' AND NOT disabled AND password_hash <> ''`, nil, &n)
	return n, err
}

// orNull is an id as it is stored: NULL for none.
func orNull(id int64) any {
	if id == 0 {
		return nil
	}
	return id
}

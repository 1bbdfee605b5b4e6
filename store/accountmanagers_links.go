package store

import (
	"database/sql"
	"slices"
)

// ManagerLink is an account manager's name in the order book and the user that it
// is linked to: what a rep's row rights hang on.
type ManagerLink struct {
	ID     int64
	Name   string
	UserID int64 // 0: nobody
}

// ManagerLinks are all account managers, by name.
func (tx *Tx) ManagerLinks() (_ []ManagerLink, err error) {
	defer wrap(&err, "account managers' links")
	return list(tx, `SELECT id, name, COALESCE(user_id, 0) FROM account_managers ORDER BY name, id`, nil,
		func(rows *sql.Rows, m *ManagerLink) error { return rows.Scan(&m.ID, &m.Name, &m.UserID) })
}

// LinkManagers makes a user stand behind exactly these account managers. One that
// is linked to somebody else moves over; ErrNotFound when an id is not there.
func (tx *Tx) LinkManagers(userID int64, ids []int64) (err error) {
	defer wrap(&err, "link account managers to user %d", userID)
	linked, err := list(tx, `SELECT id FROM account_managers WHERE user_id = $1`, []any{userID},
		func(rows *sql.Rows, id *int64) error { return rows.Scan(id) })
	if err != nil {
		return err
	}
	for _, id := range linked {
		if slices.Contains(ids, id) {
			continue
		}
		if err := tx.setManagersUser(id, 0); err != nil {
			return err
		}
	}
	for _, id := range ids {
		if slices.Contains(linked, id) {
			continue
		}
		if err := tx.setManagersUser(id, userID); err != nil {
			return err
		}
	}
	return nil
}

func (tx *Tx) setManagersUser(id, userID int64) error {
	n, err := tx.exec(`UPDATE account_managers SET user_id = $1 WHERE id = $2`, orNull(userID), id)
	if err == nil && n != 1 {
		err = ErrNotFound
	}
	return err
}

// PersonCustomer is the customer that a person acts for, by its code, with its name.
func (tx *Tx) PersonCustomer(code string) (id int64, name string, err error) {
	defer wrap(&err, "customer %q", code)
	err = tx.row(`SELECT id, name FROM customers WHERE code = $1`, []any{code}, &id, &name)
	return id, name, err
}

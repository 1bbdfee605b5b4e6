package store

import "database/sql"

// AccountManagers are the staff names that customers are given, their ids by name.
func (tx *Tx) AccountManagers() (_ map[string]int64, err error) {
	defer wrap(&err, "account managers")
	all := map[string]int64{}
	err = tx.each(`SELECT id, name FROM account_managers`, nil, func(rows *sql.Rows) error {
		var id int64
		var name string
		err := rows.Scan(&id, &name)
		all[name] = id
		return err
	})
	return all, err
}

// AddAccountManager adds a name; one that is there is ErrConflict.
func (tx *Tx) AddAccountManager(name string) (id int64, err error) {
	defer wrap(&err, "account manager %q", name)
	if err := tx.Touch(NounCustomers); err != nil {
		return 0, err
	}
	if err := tx.Touch(NounCustomers); err != nil {
		return 0, err
	}
	err = tx.row(`INSERT INTO account_managers (name) VALUES ($1) RETURNING id`, []any{name}, &id)
	return id, err
}

// DropAccountManager removes a name that no customer has and no user is linked to.
func (tx *Tx) DropAccountManager(id int64) (err error) {
	defer wrap(&err, "account manager %d", id)
	if err := tx.Touch(NounCustomers); err != nil {
		return err
	}
	if err := tx.Touch(NounCustomers); err != nil {
		return err
	}
	_, err = tx.exec(`DELETE FROM account_managers WHERE id = $1 AND user_id IS NULL
		AND NOT EXISTS (SELECT 1 FROM customers WHERE account_manager_id = $1)`, id)
	return err
}

package store

import (
	"database/sql"
	"errors"
)

// SmartTypeIDs are the ids of the smart types by title.
func (tx *Tx) SmartTypeIDs() (_ map[string]int64, err error) {
	defer wrap(&err, "smart types")
	all := map[string]int64{}
	err = tx.each(`SELECT id, title FROM smart_types`, nil, func(rows *sql.Rows) error {
		var id int64
		var title string
		err := rows.Scan(&id, &title)
		all[title] = id
		return err
	})
	return all, err
}

// NewSmartType makes a smart type, last in order; a title that is there is
// ErrConflict.
func (tx *Tx) NewSmartType(title string, portal bool) (id int64, err error) {
	defer wrap(&err, "smart type %q", title)
	if err := tx.Touch(NounCustomers); err != nil {
		return 0, err
	}
	err = tx.row(`INSERT INTO smart_types (title, position, portal)
		VALUES ($1, (SELECT COALESCE(MAX(position), 0) + 1 FROM smart_types), $2) RETURNING id`, []any{title, portal}, &id)
	return id, err
}

// FirstSmartType is the one that customers without a smart type get: the first in
// order. A new shop gets Trade.
func (tx *Tx) FirstSmartType() (id int64, title string, err error) {
	defer wrap(&err, "first smart type")
	err = tx.row(`SELECT id, title FROM smart_types ORDER BY position, id LIMIT 1`, nil, &id, &title)
	if errors.Is(err, ErrNotFound) {
		id, err = tx.NewSmartType("Trade", false)
		title = "Trade"
	}
	return id, title, err
}

// DropSmartType removes a smart type that no customer has and no classification
// speaks of.
func (tx *Tx) DropSmartType(id int64) (err error) {
	defer wrap(&err, "smart type %d", id)
	if err := tx.Touch(NounCustomers); err != nil {
		return err
	}
	_, err = tx.exec(`DELETE FROM smart_types WHERE id = $1
		AND NOT EXISTS (SELECT 1 FROM customers WHERE smart_type_id = $1)
		AND NOT EXISTS (SELECT 1 FROM classifications WHERE smart_type_id = $1)`, id)
	return err
}

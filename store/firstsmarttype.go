package store

import "errors"

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

// DefaultSmartType is the title of what a new shop's customers get who name none.
const DefaultSmartType = "Trade"

// FirstSmartType is the one that customers without a smart type get: the first in
// order. A new shop gets its first one here.
func (tx *Tx) FirstSmartType() (id int64, title string, err error) {
	defer wrap(&err, "first smart type")
	err = tx.row(`SELECT id, title FROM smart_types ORDER BY position, id LIMIT 1`, nil, &id, &title)
	if errors.Is(err, ErrNotFound) {
		title = DefaultSmartType
		id, err = tx.NewSmartType(title, false)
	}
	return id, title, err
}

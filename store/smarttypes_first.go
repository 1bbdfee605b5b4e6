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

// SmartTypeUsed tells whether a customer has a smart type, or a classification
// speaks of it. Asking before deleting spares the transaction an error that
// would end it on one of the engines.
func (tx *Tx) SmartTypeUsed(id int64) (used bool, err error) {
	defer wrap(&err, "smart type %d", id)
	err = tx.row(`SELECT EXISTS (SELECT 1 FROM customers WHERE smart_type_id = $1)
		OR EXISTS (SELECT 1 FROM classifications WHERE smart_type_id = $1)`, []any{id}, &used)
	return used, err
}

// StaffThere tells whether the smart type and the account manager (0: none) of a
// customer are still there.
func (tx *Tx) StaffThere(smartTypeID, managerID int64) (there bool, err error) {
	defer wrap(&err, "smart type and account manager")
	err = tx.row(`SELECT EXISTS (SELECT 1 FROM smart_types WHERE id = $1)
		AND (CAST($2 AS BIGINT) = 0 OR EXISTS (SELECT 1 FROM account_managers WHERE id = CAST($2 AS BIGINT)))`,
		[]any{smartTypeID, managerID}, &there)
	return there, err
}

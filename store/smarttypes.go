package store

import (
	"database/sql"
	"errors"
)

// SmartType is one primary kind of customer. The first in order is the one that a
// customer gets who names none.
type SmartType struct {
	ID       int64
	Title    string
	Position int64 // from 1
	Portal   bool  // its customers may log in
	Version  int64
}

func scanSmartType(rows *sql.Rows, t *SmartType) error {
	return rows.Scan(&t.ID, &t.Title, &t.Position, &t.Portal, &t.Version)
}

// SmartTypes are all of them, in order.
func (tx *Tx) SmartTypes() (_ []SmartType, err error) {
	defer wrap(&err, "smart types")
	return list(tx, `SELECT id, title, position, portal, version FROM smart_types ORDER BY position, id`, nil,
		scanSmartType)
}

// SmartType is one of them; ErrNotFound when there is none of the id.
func (tx *Tx) SmartType(id int64) (t SmartType, err error) {
	defer wrap(&err, "smart type %d", id)
	err = tx.row(`SELECT id, title, position, portal, version FROM smart_types WHERE id = $1`, []any{id},
		&t.ID, &t.Title, &t.Position, &t.Portal, &t.Version)
	return t, err
}

// SmartTypeByTitle is the one of a title; ErrNotFound when there is none.
func (tx *Tx) SmartTypeByTitle(title string) (t SmartType, err error) {
	defer wrap(&err, "smart type %q", title)
	err = tx.row(`SELECT id, title, position, portal, version FROM smart_types WHERE title = $1`, []any{title},
		&t.ID, &t.Title, &t.Position, &t.Portal, &t.Version)
	return t, err
}

// SaveSmartType stores title and portal; ErrConflict when the version is stale or
// the title is taken.
func (tx *Tx) SaveSmartType(t SmartType) (err error) {
	defer wrap(&err, "save smart type %q", t.Title)
	if err := tx.Touch(NounCustomers); err != nil {
		return err
	}
	return tx.changeOne(`UPDATE smart_types SET title = $3, portal = $4, version = version + 1 WHERE id = $1 AND version = $2`,
		t.ID, t.Version, t.Title, t.Portal)
}

// OrderSmartTypes puts them into an order. ids must be all of them, each once;
// otherwise (somebody added or deleted one meanwhile) it is ErrConflict.
func (tx *Tx) OrderSmartTypes(ids []int64) (err error) {
	defer wrap(&err, "order smart types")
	all, err := tx.SmartTypes()
	if err != nil {
		return err
	}
	if err := tx.Touch(NounCustomers); err != nil {
		return err
	}
	place := make(map[int64]int64, len(ids))
	for i, id := range ids {
		place[id] = int64(i) + 1
	}
	if len(place) != len(ids) || len(ids) != len(all) {
		return ErrConflict
	}
	for _, t := range all {
		at, ok := place[t.ID]
		if !ok {
			return ErrConflict
		}
		if at == t.Position {
			continue
		}
		if err := tx.changeOne(`UPDATE smart_types SET position = $2, version = version + 1 WHERE id = $1`, t.ID,
			at); err != nil {
			return err
		}
	}
	return nil
}

// DeleteSmartType deletes one that no customer has and no classification speaks
// of, and closes the gap in the order. ErrReference when something still does (a
// deleted classification too, for the sake of history), ErrConflict when the
// version is stale.
func (tx *Tx) DeleteSmartType(id, version int64) (err error) {
	defer wrap(&err, "delete smart type %d", id)
	t, err := tx.SmartType(id)
	if err != nil {
		return err
	}
	if err := tx.Touch(NounCustomers); err != nil {
		return err
	}
	if _, err := tx.exec(`DELETE FROM classification_drafts WHERE smart_type_id = $1`,
		id); err != nil { // of rows that were never applied
		return err
	}
	if err := tx.changeOne(`DELETE FROM smart_types WHERE id = $1 AND version = $2`, id, version); err != nil {
		return err
	}
	_, err = tx.exec(`UPDATE smart_types SET position = position - 1, version = version + 1 WHERE position > $1`,
		t.Position)
	return err
}

// lockSmartType makes transactions that change the same smart type's
// classifications follow each other.
func (tx *Tx) lockSmartType(id int64) error {
	err := tx.changeOne(`UPDATE smart_types SET position = position WHERE id = $1`, id)
	if errors.Is(err, ErrConflict) {
		return ErrNotFound
	}
	return err
}

package store

import (
	"database/sql"
	"time"
)

// SmartTypeUse is what hangs on a smart type.
type SmartTypeUse struct {
	ID        int64
	Customers int64
	People    int64 // who buy for them and can log in
	Live      int64 // classifications
	Deleted   int64 // classifications of which history still speaks
	Drafts    int64 // of its classifications
}

// Free tells whether a smart type can be deleted.
func (u SmartTypeUse) Free() bool { return u.Customers == 0 && u.Live == 0 && u.Deleted == 0 }

// SmartTypeUses is what hangs on each smart type, by its id.
func (tx *Tx) SmartTypeUses() (_ map[int64]SmartTypeUse, err error) {
	defer wrap(&err, "use of smart types")
	rows, err := list(tx, `SELECT t.id, (SELECT COUNT(*) FROM customers c WHERE c.smart_type_id = t.id),
			(SELECT COUNT(*) FROM users u JOIN customers c ON c.id = u.customer_id WHERE c.smart_type_id = t.id),
			(SELECT COUNT(*) FROM classifications k WHERE k.smart_type_id = t.id AND k.deleted_at IS NULL),
			(SELECT COUNT(*) FROM classifications k WHERE k.smart_type_id = t.id AND k.deleted_at IS NOT NULL),
			(SELECT COUNT(*) FROM classification_drafts d WHERE d.smart_type_id = t.id)
		FROM smart_types t ORDER BY t.id`, nil, func(rows *sql.Rows, u *SmartTypeUse) error {
		return rows.Scan(&u.ID, &u.Customers, &u.People, &u.Live, &u.Deleted, &u.Drafts)
	})
	uses := make(map[int64]SmartTypeUse, len(rows))
	for _, u := range rows {
		uses[u.ID] = u
	}
	return uses, err
}

// MoveCustomers gives all customers of a smart type another one, and returns their
// ids in order. Each gets a new version: whoever edits one meanwhile is told.
func (tx *Tx) MoveCustomers(from, to int64) (ids []int64, err error) {
	defer wrap(&err, "customers of smart type %d to %d", from, to)
	if err := tx.Touch(NounCustomers); err != nil {
		return nil, err
	}
	if ids, err = list(tx, `SELECT id FROM customers WHERE smart_type_id = $1 ORDER BY id`, []any{from},
		func(rows *sql.Rows, id *int64) error { return rows.Scan(id) }); err != nil {
		return nil, err
	}
	_, err = tx.exec(`UPDATE customers SET smart_type_id = $2, version = version + 1 WHERE smart_type_id = $1`, from, to)
	return ids, err
}

// ReturnCustomers gives those of the customers a smart type who have another one as
// MoveCustomers left them; whom somebody has changed to a third one, or deleted,
// stays. It returns how many were given back.
func (tx *Tx) ReturnCustomers(ids []int64, from, to int64) (n int64, err error) {
	defer wrap(&err, "customers of smart type %d back to %d", from, to)
	if err := tx.Touch(NounCustomers); err != nil {
		return 0, err
	}
	err = chunks(ids, lookUp, func(some []int64) error {
		changed, err := tx.exec(`UPDATE customers SET smart_type_id = $2, version = version + 1
			WHERE smart_type_id = $1 AND id IN `+in(3, len(some)), append([]any{from, to}, anys(some)...)...)
		n += changed
		return err
	})
	return n, err
}

// AdoptClassifications hands the classifications of a smart type over to another one,
// where they stand among the deleted ones, so that history goes on speaking of them.
// It returns them as they were, by id, the live ones with a zero DeletedAt.
func (tx *Tx) AdoptClassifications(from, to int64) (all []Classification, err error) {
	defer wrap(&err, "classifications of smart type %d to %d", from, to)
	if err := tx.lockSmartType(from); err != nil {
		return nil, err
	}
	if err := tx.Touch(NounClassifications); err != nil {
		return nil, err
	}
	if all, err = list(tx, `SELECT `+classificationColumns+` FROM classifications WHERE smart_type_id = $1 ORDER BY id`,
		[]any{from}, scanClassification); err != nil {
		return nil, err
	}
	_, err = tx.exec(`UPDATE classifications SET smart_type_id = $2, deleted_at = COALESCE(deleted_at, $3), version = version + 1 WHERE smart_type_id = $1`,
		from, to, tx.nowMillis())
	return all, err
}

// ReturnClassifications takes AdoptClassifications back, in whose order and with
// whose result. ErrConflict when one was changed since.
func (tx *Tx) ReturnClassifications(all []Classification, from, to int64) (err error) {
	defer wrap(&err, "classifications of smart type %d back to %d", from, to)
	if err := tx.Touch(NounClassifications); err != nil {
		return err
	}
	for _, c := range all {
		if err := tx.changeOne(`UPDATE classifications SET smart_type_id = $4, deleted_at = $5, version = version + 1
			WHERE id = $1 AND version = $2 AND smart_type_id = $3`, c.ID, c.Version+1, from, to,
			deletedAt(c.DeletedAt)); err != nil {
			return err
		}
	}
	return nil
}

// deletedAt is the instant of a deletion as it is stored: NULL for a live row.
func deletedAt(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return millis(t)
}

// RestoreSmartType puts a deleted smart type back under its id, where it stood; those
// behind it move down. ErrConflict when the id or the title is taken.
func (tx *Tx) RestoreSmartType(t SmartType) (err error) {
	defer wrap(&err, "restore smart type %q", t.Title)
	if err := tx.Touch(NounCustomers); err != nil {
		return err
	}
	all, err := tx.SmartTypes()
	if err != nil {
		return err
	}
	for _, o := range all { // asked for, because a failed statement would end the transaction
		if o.ID == t.ID || o.Title == t.Title {
			return ErrConflict
		}
	}
	at := max(1, min(t.Position, int64(len(all))+1))
	if _, err := tx.exec(`UPDATE smart_types SET position = position + 1, version = version + 1 WHERE position >= $1`,
		at); err != nil {
		return err
	}
	_, err = tx.exec(`INSERT INTO smart_types (id, title, position, portal, version) VALUES ($1, $2, $3, $4, $5)`,
		t.ID, t.Title, at, t.Portal, t.Version+1)
	return err
}

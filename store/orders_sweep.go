package store

import "database/sql"

// SweepOrders clears up a little of what no book version needs, and says whether there
// may be more: versions of a book version that was never published or was undone, death
// marks that it left, versions that no undo can bring back, and rows set aside for
// minimal records. Call it in transactions of its own until more is false; each is short, and
// may be the last one ever without harm, because nothing it touches is visible.
func (tx *Tx) SweepOrders() (more bool, err error) {
	defer wrap(&err, "sweep orders")
	book, err := tx.OrderBook()
	if err != nil {
		return false, err
	}
	// The order matters: an order that was replaced comes to life again only when
	// what replaced it is gone.
	if book.StagedFrom != 0 {
		ids, err := tx.sweepable(`o.born > $1 AND o.id >= $2 ORDER BY o.id`, book.Published, book.StagedFrom)
		if err != nil {
			return true, err
		}
		if len(ids) > 0 {
			return true, tx.deleteOrders(ids)
		}
		if ids, err = tx.sweepable(`o.died > $1 ORDER BY o.died, o.id`, book.Published); err != nil {
			return true, err
		}
		if len(ids) > 0 {
			return true, tx.revive(ids)
		}
	}
	ids, err := tx.sweepable(`o.died <= $1 ORDER BY o.died, o.id`, book.Undoable)
	if err != nil {
		return true, err
	}
	if len(ids) > 0 {
		return true, tx.deleteOrders(ids)
	}
	if err := tx.makeIndexes(); err != nil { // a first book version was given up before it made them
		return true, err
	}
	if _, err := tx.exec(`DELETE FROM import_minimal`); err != nil {
		return true, err
	}
	_, err = tx.exec(`UPDATE order_book SET staged_from = 0 WHERE one = 1 AND staged_from <> 0`)
	return false, err
}

// sweepLines is how many lines one call of SweepOrders may touch, about.
const sweepLines = 4000

// sweepable are ids of order versions that a condition holds for, as many as have
// sweepLines lines together, and at least one.
func (tx *Tx) sweepable(where string, args ...any) (ids []any, err error) {
	lines := int64(0)
	err = tx.each(`SELECT o.id, (SELECT COUNT(*) FROM line_versions l WHERE l.order_id = o.id)
		FROM order_versions o WHERE `+where+` LIMIT 500`, args, func(rows *sql.Rows) error {
		var id, n int64
		if err := rows.Scan(&id, &n); err != nil {
			return err
		}
		if lines += n; lines <= sweepLines || len(ids) == 0 {
			ids = append(ids, id)
		}
		return nil
	})
	return ids, err
}

// deleteOrders removes order versions and their lines.
func (tx *Tx) deleteOrders(ids []any) error {
	if _, err := tx.exec(`DELETE FROM line_versions WHERE order_id IN `+in(1, len(ids)), ids...); err != nil {
		return err
	}
	_, err := tx.exec(`DELETE FROM order_versions WHERE id IN `+in(1, len(ids)), ids...)
	return err
}

// revive takes the death mark from order versions and their lines.
func (tx *Tx) revive(ids []any) error {
	if _, err := tx.exec(`UPDATE line_versions SET died = NULL WHERE order_id IN `+in(1, len(ids)), ids...); err != nil {
		return err
	}
	_, err := tx.exec(`UPDATE order_versions SET died = NULL WHERE id IN `+in(1, len(ids)), ids...)
	return err
}

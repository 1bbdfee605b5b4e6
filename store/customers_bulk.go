package store

import (
	"database/sql"
	"encoding/binary"
	"errors"
	"time"
)

// Bulk is one change of many customers, with how far it has come.
type Bulk struct {
	ID        int64
	By        Actor
	Action    string  // JSON
	Customers []int64 // frozen when it was asked for
	Done      int     // so many of them have been looked at
	Changed   int
	Skipped   string // JSON
	Stopped   bool   // taken back: the rest is left alone
}

// BulkChange is a customer that a bulk action changed.
type BulkChange struct {
	CustomerID int64
	Was        int64 // the account manager before; 0: none, or another action
}

// AddBulk keeps a bulk action and sets its id.
func (tx *Tx) AddBulk(b *Bulk) (err error) {
	defer wrap(&err, "add bulk action")
	return tx.row(`INSERT INTO bulks (user_id, actor, ip, action, customers, at) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id`,
		[]any{b.By.userID(), b.By.Name, b.By.IP, b.Action, packIDs(b.Customers), tx.nowMillis()}, &b.ID)
}

// Bulk is a bulk action; ErrNotFound when there is none, or it was swept.
func (tx *Tx) Bulk(id int64) (b Bulk, err error) {
	defer wrap(&err, "bulk action %d", id)
	var customers []byte
	if err := tx.row(`SELECT id, COALESCE(user_id, 0), actor, ip, action, customers, done, changed, skipped, stopped FROM bulks WHERE id = $1`, []any{id},
		&b.ID, &b.By.UserID, &b.By.Name, &b.By.IP, &b.Action, &customers, &b.Done, &b.Changed, &b.Skipped,
		&b.Stopped); err != nil {
		return b, err
	}
	b.Customers, err = parseIDs(customers)
	return b, err
}

// SaveBulkStep keeps what one step of a bulk action did: the new Done, Changed and
// Skipped, and whom it changed. ErrConflict when another step came between, or it
// was stopped.
func (tx *Tx) SaveBulkStep(b *Bulk, wasDone int, changes []BulkChange) (err error) {
	defer wrap(&err, "bulk action %d", b.ID)
	if err := tx.changeOne(`UPDATE bulks SET done = $1, changed = $2, skipped = $3 WHERE id = $4 AND done = $5 AND NOT stopped`,
		b.Done, b.Changed, b.Skipped, b.ID, wasDone); err != nil {
		return err
	}
	return tx.insert("bulk_changes", []string{"bulk_id", "customer_id", "was"}, len(changes),
		func(i int, args []any) []any {
			return append(args, b.ID, changes[i].CustomerID, changes[i].Was)
		}, "")
}

// StopBulk keeps a bulk action from going on; ErrConflict when it was stopped before.
func (tx *Tx) StopBulk(id int64) (err error) {
	defer wrap(&err, "stop bulk action %d", id)
	return tx.changeOne(`UPDATE bulks SET stopped = TRUE WHERE id = $1 AND NOT stopped`, id)
}

// BulkChanges are the customers that a bulk action changed, by id.
func (tx *Tx) BulkChanges(id int64) (_ []BulkChange, err error) {
	defer wrap(&err, "changes of bulk action %d", id)
	return list(tx, `SELECT customer_id, was FROM bulk_changes WHERE bulk_id = $1 ORDER BY customer_id`, []any{id},
		func(rows *sql.Rows, c *BulkChange) error { return rows.Scan(&c.CustomerID, &c.Was) })
}

// keepBulks is how long a bulk action is kept: longer than it can be taken back, so
// that a way back which has begun finds it.
const keepBulks = KeepUndos + 24*time.Hour

// SweepBulks removes at most limit rows of bulk actions that are out of date.
func (tx *Tx) SweepBulks(limit int) (n int64, err error) {
	defer wrap(&err, "sweep bulk actions")
	var id int64
	err = tx.row(`SELECT id FROM bulks WHERE at < $1 ORDER BY at, id LIMIT 1`, []any{millis(tx.Now.Add(-keepBulks))}, &id)
	if errors.Is(err, ErrNotFound) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	if n, err = tx.exec(`DELETE FROM bulk_changes WHERE bulk_id = $1 AND customer_id IN
		(SELECT customer_id FROM bulk_changes WHERE bulk_id = $1 ORDER BY customer_id LIMIT $2)`, id, limit); err != nil ||
		n > 0 {
		return n, err
	}
	return tx.exec(`DELETE FROM bulks WHERE id = $1`, id)
}

// CustomersByID are the customers of the given ids that the scope sees. Ids that no
// customer has are left out.
func (tx *Tx) CustomersByID(scope Scope, ids []int64) (_ map[int64]*Customer, err error) {
	defer wrap(&err, "customers by id")
	found := make(map[int64]*Customer, len(ids))
	err = chunks(ids, lookUp, func(some []int64) error {
		args := anys(some)
		query := `SELECT ` + customerColumns + ` FROM ` + customerTables + ` WHERE c.id IN ` + in(1, len(some))
		query += ` AND ` + scope.where("c", &args)
		return tx.each(query, args, func(rows *sql.Rows) error {
			c := &Customer{}
			err := scanCustomer(rows, c)
			found[c.ID] = c
			return err
		})
	})
	return found, err
}

// SeenOf are the ids of those of some customers that the scope sees, in their order.
func (tx *Tx) SeenOf(scope Scope, ids []int64) (_ []int64, err error) {
	defer wrap(&err, "customers of a scope")
	seen := make(map[int64]bool, len(ids))
	err = chunks(ids, lookUp, func(some []int64) error {
		args := anys(some)
		query := `SELECT c.id FROM customers c WHERE c.id IN ` + in(1, len(some))
		query += ` AND ` + scope.where("c", &args)
		return tx.each(query, args, func(rows *sql.Rows) error {
			var id int64
			err := rows.Scan(&id)
			seen[id] = true
			return err
		})
	})
	var out []int64
	for _, id := range ids {
		if seen[id] {
			out = append(out, id)
		}
	}
	return out, err
}

// packIDs packs ids in their order: the difference of each to the one before it, as
// a zigzag varint.
func packIDs(ids []int64) []byte {
	packed, last := make([]byte, 0, 2*len(ids)), int64(0)
	for _, id := range ids {
		packed, last = binary.AppendVarint(packed, id-last), id
	}
	return packed
}

var errIDs = errors.New("packed ids are not sound")

func parseIDs(packed []byte) (ids []int64, err error) {
	for last := int64(0); len(packed) > 0; {
		d, n := binary.Varint(packed)
		if n <= 0 {
			return nil, errIDs
		}
		last += d
		ids, packed = append(ids, last), packed[n:]
	}
	return ids, nil
}
